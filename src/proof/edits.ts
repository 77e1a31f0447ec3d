import type { PlaceItem } from '../evidence/format.ts';

/**
 * The edits of a migration, as `.bump-testclient/edits.json` has them beside the recording: of each text that was changed, where which rule
 * changed it. Lines are 1-based, of the text before.
 */
export interface EditsFile {
  readonly version: typeof EDITS_VERSION;
  readonly files: readonly EditedText[];
}

export const EDITS_VERSION = 1;

export interface EditedText {
  /** Relative to the folder that the paths of the recording are relative to. */
  readonly path: string;
  /** The first 16 digits of the SHA-256 of its bytes, as in the recording. */
  readonly hash: string;
  readonly edits: readonly KeptEdit[];
}

export interface KeptEdit {
  readonly line: number;
  readonly endLine: number;
  readonly rule: string;
}

/** The edits of another run added: those of a text that was there already take the place of the earlier ones. */
export function withEdits(kept: EditsFile | undefined, texts: readonly EditedText[]): EditsFile {
  const isNew = (one: EditedText): boolean =>
    texts.some(({ path, hash }) => path === one.path && hash === one.hash);
  return { version: EDITS_VERSION, files: [...(kept?.files ?? []).filter((one) => !isNew(one)), ...texts] };
}

/** Reads the text of such a file; undefined where it is none. */
export function parseEdits(text: string): EditsFile | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isEdits(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The rules whose edits stand at a call of a recorded text, each once, in the order of the edits. `hashOf`: the hash of the text that was
 * recorded.
 */
export const rulesAtCall =
  ({ files }: EditsFile, hashesOf: (path: string) => ReadonlySet<string> | undefined) =>
  ([path, line, , endLine]: PlaceItem): readonly string[] => {
    const edits = files
      .filter((one) => one.path === path && hashesOf(path)?.has(one.hash))
      .flatMap((one) => one.edits)
      .filter((edit) => edit.line <= (endLine ?? line) && edit.endLine >= line);
    return [...new Set(edits.map(({ rule }) => rule))];
  };

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const isEdits = (value: unknown): value is EditsFile =>
  isRecord(value) && value['version'] === EDITS_VERSION && isListOf(value['files'], isText);

const isListOf = (value: unknown, is: (one: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((one: unknown) => isRecord(one) && is(one));

const isText = ({ path, hash, edits }: Fields): boolean =>
  typeof path === 'string' &&
  typeof hash === 'string' &&
  isListOf(
    edits,
    ({ line, endLine, rule }) =>
      typeof line === 'number' && typeof endLine === 'number' && typeof rule === 'string',
  );
