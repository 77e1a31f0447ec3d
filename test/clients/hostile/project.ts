/** Code at the top level of a file. `§` in any text stands for the number of the scene that it is part of. */
export interface Block {
  readonly path: string;
  readonly text: string;
  /** Lines that import what it needs. */
  readonly imports?: readonly string[];
  /** Is there where the project runs, and the command does not see it. */
  readonly hidden?: boolean;
}

/** What belongs together: a scene with its tests, or what all scenes share. */
export interface Unit {
  /** A number, or `client` of what is shared; a test has it in its name: `test_0`, `test_client_get`. */
  readonly id: string;
  readonly name: string;
  /** The kind of its scene. */
  readonly family?: string;
  readonly blocks: readonly Block[];
  /** Whether a finding is right although everything works as it stands. */
  readonly welcome?: boolean;
}

type Files = Readonly<Record<string, string>>;

/** A small project, as the command sees it and as it runs. */
export interface Project {
  readonly id: string;
  readonly units: readonly Omit<Unit, 'blocks'>[];
  readonly files: Files;
  readonly hidden: Files;
  /** By path: whose each line is, a unit's or that of several. */
  readonly owners: Readonly<Record<string, readonly (string | undefined)[]>>;
  /** Whether the command may make unsafe fixes too. */
  readonly unsafe: boolean;
}

/** What all scenes share. */
export const SHARED = 'client';
export const TESTS = 'tests/test_it.py';

interface Owned {
  readonly text: string;
  readonly owner: string | undefined;
}

/** Lays the blocks of all units out as files: imports first, then the blocks in their order. */
export function layOut(id: string, units: readonly Unit[], unsafe = false): Project {
  const blocks = units.flatMap((unit) =>
    unit.blocks.map((block) => ({ unit, block: numbered(block, unit.id) })),
  );
  const paths = [...new Set(blocks.map(({ block }) => block.path))];
  const files: Record<string, string> = {};
  const hidden: Record<string, string> = {};
  const owners: Record<string, readonly (string | undefined)[]> = {};
  for (const path of paths) {
    const own = blocks.filter(({ block }) => block.path === path);
    const pieces = [
      ...importsOf(own.map(({ unit, block }) => [unit.id, block.imports ?? []] as const)),
      ...own.map(({ unit, block }) => ({ text: `\n\n${block.text.trim()}`, owner: unit.id })),
    ];
    const text = `${pieces.map((piece) => piece.text).join('\n')}\n`.replace(/^\n+/, '');
    const cut = pieces.length > 0 && pieces[0]!.text.startsWith('\n') ? 2 : 0;
    (own.every(({ block }) => block.hidden) ? hidden : files)[path] = text;
    owners[path] = pieces.flatMap((piece) => piece.text.split('\n').map(() => piece.owner)).slice(cut);
  }
  return { id, units: units.map(({ blocks: _, ...unit }) => unit), files, hidden, owners, unsafe };
}

/** Each import once; one that several units need belongs to none. */
function importsOf(
  wanted: readonly (readonly [owner: string, lines: readonly string[]])[],
): readonly Owned[] {
  const owners = new Map<string, string | undefined>();
  for (const [owner, lines] of wanted)
    for (const line of lines)
      owners.set(line, owners.has(line) && owners.get(line) !== owner ? undefined : owner);
  return [...owners].map(([text, owner]) => ({ text, owner }));
}

const number = (text: string, id: string): string => text.replaceAll('§', id);

const numbered = ({ path, text, imports = [], ...rest }: Block, id: string): Block => ({
  ...rest,
  path: number(path, id),
  text: number(text, id),
  imports: imports.map((line) => number(line, id)),
});

/** Indents every line but empty ones. */
export const indent = (text: string, by = '    '): string => text.replace(/^(?=[^\n])/gm, by);

/** The unit that a test belongs to, by its name. */
export const unitOf = (test: string): string | undefined =>
  /\btest_([0-9]+|client)(?![0-9a-z])/.exec(test)?.[1];
