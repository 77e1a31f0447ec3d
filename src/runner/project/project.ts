import { join } from 'node:path';
import type { Project } from '../../core/language.ts';
import { digestOf } from '../cache/digest.ts';
import type { LanguageName } from '../../core/rule.ts';
import type { LanguageEntry } from '../../languages/index.ts';
import { decodePython, decodeUtf8, type Decoder } from '../files/encoding.ts';
import type { Recordings } from '../evidence/open.ts';
import type { Root, Roots } from '../files/git.ts';
import { newFilters, type Filters } from './filters.ts';
import { holdsIdentifier, mayBeStored } from './identifiers.ts';
import { listFolder } from '../files/listing.ts';
import { withSlashes } from '../files/paths.ts';
import { MAX_TEXT, readBytes, readerOfListed } from '../files/read.ts';
import { keptWords, keyOf } from './words.ts';

/** Decoded text to keep in memory, in characters. */
const CACHE = 32 * 1024 * 1024;

const DECODERS: Readonly<Record<LanguageName, Decoder>> = {
  python: decodePython,
  javascript: decodeUtf8,
  config: decodeUtf8,
};

export const decoderOf = ({ name }: LanguageEntry): Decoder => DECODERS[name];

/** Absolute path and digest. */
export type OnRead = (file: string, digest: string) => void;

export interface ProjectOptions {
  readonly root: Root;
  readonly language: LanguageEntry;
  readonly roots: Roots;
  readonly noIgnore: boolean;
  /** The files of the tree in the language, as another thread has listed them. Absent: they are listed. */
  readonly listed?: readonly string[];
  /** A text to use instead of the file on disk. */
  readonly override?: { readonly path: string; readonly text: string; readonly bytes: Uint8Array };
  readonly recordings?: Recordings;
  /** Called with each file that is read besides those that are listed. */
  readonly onRead?: OnRead;
}

/** Lists the files of a tree in one language. Their texts are read on demand. */
export async function openProject({
  root,
  language,
  roots,
  noIgnore,
  listed,
  override,
  recordings,
  onRead,
}: ProjectOptions): Promise<Project> {
  const paths = listed ?? (await pathsIn({ root, language, roots, noIgnore }));
  const files = [...new Set(override ? [...paths, override.path] : paths)].sort();
  const known = new Set(files);
  const readListed = readerOfListed();
  const listedBytes = (path: string, most?: number): Buffer | undefined => {
    if (path === override?.path) return Buffer.from(override.text, 'utf8');
    const read = readListed(join(root.folder, path), most);
    return 'bytes' in read ? read.bytes : undefined;
  };
  const otherBytes = (path: string): Uint8Array | undefined => {
    const read = readBytes(join(root.folder, path), MAX_TEXT);
    return 'bytes' in read ? read.bytes : undefined;
  };
  const decode = decoderOf(language);
  const decodedText = (bytes: Uint8Array | undefined): string | undefined => {
    const decoded = bytes && decode(bytes);
    return decoded && 'text' in decoded ? decoded.text.replace(/^\uFEFF/, '') : undefined;
  };
  const textOf = (path: string): string | undefined => {
    if (path === override?.path) return override.text;
    if (known.has(path)) return decodedText(listedBytes(path, MAX_TEXT));
    if (!language.reads?.(path)) return undefined;
    const bytes = otherBytes(path);
    onRead?.(join(root.folder, path), digestOf(bytes));
    return decodedText(bytes);
  };
  const read = cached(textOf);
  return {
    files: () => files,
    has: (path) => known.has(path) || (language.reads?.(path) === true && read(path) !== undefined),
    read,
    ...mentions(files, listedBytes),
    ...(recordings && {
      recorded: remembered((path) => {
        const bytes = path === override?.path ? override.bytes : otherBytes(path);
        return bytes && recordings.recorded(root.folder, path, bytes);
      }),
    }),
  };
}

async function pathsIn({ root, language, roots, noIgnore }: ProjectOptions): Promise<readonly string[]> {
  const { extensions } = language;
  const { files } = await listFolder(root.folder, root, roots, { extensions, noIgnore });
  return files
    .filter(({ root: { folder } }) => folder === root.folder)
    .map(({ file }) => withSlashes(file.slice(root.folder.length).replace(/^[\\/]/, '')));
}

/** Caches the texts that were asked for last. */
function cached(read: (path: string) => string | undefined): (path: string) => string | undefined {
  const texts = new Map<string, string | undefined>();
  let size = 0;
  return (path) => {
    const isKnown = texts.has(path);
    const text = isKnown ? texts.get(path) : read(path);
    // A map keeps the order of insertion; inserting again moves an entry to the end.
    texts.delete(path);
    texts.set(path, text);
    if (!isKnown) size += text?.length ?? 0;
    for (const [oldest, { length } = ''] of texts) {
      if (size <= CACHE || oldest === path) break;
      texts.delete(oldest);
      size -= length;
    }
    return text;
  };
}

function remembered<T>(find: (word: string) => T): (word: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (word) => {
    const known = answers.get(word) ?? { answer: find(word) };
    answers.set(word, known);
    return known.answer;
  };
}

/**
 * Finds the files that contain a word: asks the filters of all files, then reads the candidates, or looks it up among their words. `bytesOf`
 * may give all bytes in the same memory.
 */
function mentions(
  files: readonly string[],
  bytesOf: (path: string) => Buffer | undefined,
): Required<Pick<Project, 'mentioning' | 'storing'>> {
  let made: Filters | undefined;
  const filters = (): Filters => (made ??= filtersOf(files, bytesOf));
  const kept = keptWords();
  // In a name of JavaScript a `$` may stand, which is between the words of a filter.
  const heldBy = (name: string): readonly number[] => {
    const [part = '', ...others] = name.split('$').sort((a, b) => b.length - a.length);
    if (part === '' && others.length > 0) return [...files.keys()];
    return filters().mayHold(part);
  };
  const isAmong = (path: string, name: string, isStored: boolean): boolean => {
    const words = kept.at(path);
    if (words && !name.includes('$')) {
      const found = words.get(keyOf(name));
      return isStored ? found === true : found !== undefined;
    }
    const bytes = bytesOf(path);
    if (!bytes) return false;
    kept.add(path, bytes);
    return holdsIdentifier(bytes, name, isStored ? mayBeStored : undefined);
  };
  const among = (numbers: readonly number[], name: string, isStored: boolean): readonly string[] =>
    numbers.flatMap((number) => {
      const path = files[number];
      return path !== undefined && isAmong(path, name, isStored) ? [path] : [];
    });
  return {
    mentioning: remembered((word) => among(heldBy(word), word, false)),
    storing: remembered((name) =>
      among(name.includes('$') ? heldBy(name) : filters().mayStore(name), name, true),
    ),
  };
}

/** A buffer, as all that are read: code that meets one kind of object alone is faster. */
const NO_BYTES = Buffer.alloc(0);

function filtersOf(files: readonly string[], bytesOf: (path: string) => Buffer | undefined): Filters {
  const filters = newFilters();
  for (const path of files) filters.add(bytesOf(path) ?? NO_BYTES);
  return filters;
}
