import { setImmediate } from 'node:timers/promises';
import type { Project } from '../../core/language.ts';
import type { Gate, LanguageEntry } from '../../languages/index.ts';
import { readerOfListed, type Unread } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { Counter } from '../progress/progress.ts';
import { copies } from './kept.ts';
import { asLatin1, lookWith, textOf, type Sought } from './look.ts';
import { worthParsing, type Seen, type Worth } from './reach.ts';
import { isWhole, withoutClients } from './without-clients.ts';

export interface GateOptions extends Sought {
  readonly project: () => Promise<Project>;
  readonly signal?: AbortSignal | undefined;
  /** Counts the files that are read. */
  readonly counted?: Counter;
  /** Whether a file is to be migrated. The others are looked at for what they say of these. Absent: all are. */
  readonly isOwn?: ((file: SourceFile) => boolean) | undefined;
}

/** What is seen of a file that is not parsed. */
export interface Glimpse {
  /** How often each receiver is called, by its text. */
  readonly calls: ReadonlyMap<string, number>;
  /** The names that it visibly gives to test clients. */
  readonly clients: readonly string[];
}

export interface Gated {
  /** Worth parsing and to be migrated, in the order given. */
  readonly relevant: readonly SourceFile[];
  /**
   * Whether something in one of them or in a connected file speaks of the class of a client. A client may be a name at most, and words about
   * responses are no proof. Asked of files that do not parse, so that it is worked out when the first one does not.
   */
  isProven(file: SourceFile): Promise<boolean>;
  /** Of each file that a client can get to and that holds nothing to look at: what is seen of its calls. */
  readonly glimpses: readonly Glimpse[];
  /** Worth parsing but for being minified, whether to be migrated or not, in the order given. */
  readonly minified: readonly SourceFile[];
  /** Those that import a test client of a framework for Python. */
  readonly suites: readonly SourceFile[];
  readonly unreadable: readonly {
    readonly file: SourceFile;
    readonly why: Unread;
  }[];
  /** How many of those to be migrated were looked at; fewer than given only when the signal came. */
  readonly scanned: number;
}

/**
 * Reads each file of one language and one project once, and picks those worth parsing: the ones with a place that the rules
 * want and that a client can get to.
 */
export async function gate(
  files: readonly [SourceFile, ...SourceFile[]],
  options: GateOptions,
): Promise<Gated> {
  const { language } = files[0];
  const own = await language.loadGate();
  const look = lookWith(own, options);
  const unreadable: Gated['unreadable'][number][] = [];
  const seen: Seen[] = [];
  const suites: SourceFile[] = [];
  const isOwn = options.isOwn ?? (() => true);
  const copy = copies();
  const readListed = readerOfListed();
  let scanned = 0;
  let isSpoken = !own.speaksOfClients || options.settings.clients.length > 0 || options.isStrict === true;
  for (const [index, file] of files.entries()) {
    if (index % 64 === 0) await setImmediate();
    if (options.signal?.aborted) break;
    if (isOwn(file)) scanned++;
    options.counted?.begin(file);
    const read = readListed(file.real);
    options.counted?.end(file);
    if (!('bytes' in read)) {
      if (isOwn(file)) unreadable.push({ file, why: read });
      continue;
    }
    const text = asLatin1(read.bytes);
    if (own.importsClient?.(text)) suites.push(file);
    isSpoken ||= own.speaksOfClients!(text);
    seen.push({ file, ...look(text), links: own.linksIn(text).map(copy) });
  }
  const { files: worth, isReached } =
    isSpoken || !isWhole(await options.project(), files)
      ? await settle(own, seen, (text) => look(text).brings, options)
      : withoutClients(own, seen, options);
  const minified = new Set(worth.filter(({ file }) => isLeftOut(own, file)));
  let proven: Promise<ReadonlySet<SourceFile>> | undefined;
  const parsed = new Set(worth);
  const glimpses =
    (options.wanted.calls ?? []).length === 0
      ? []
      : seen
          .filter((one) => isOwn(one.file) && !parsed.has(one) && isReached(one))
          .map(({ file }) => glimpse(own, textOf(file, readListed) ?? '', copy));
  return {
    relevant: worth.flatMap((one) => (isOwn(one.file) && !minified.has(one) ? [one.file] : [])),
    isProven: async (file) => (await (proven ??= provenOf(own, seen, options))).has(file),
    minified: Array.from(minified, ({ file }) => file),
    ...{ glimpses, suites, unreadable, scanned },
  };
}

/** Whether a file is minified code that the user has not asked for by its name. Only of what would be parsed it is worth looking. */
function isLeftOut({ isMinified }: Gate, file: SourceFile): boolean {
  const text = isMinified && !file.isNamed ? textOf(file) : undefined;
  return text !== undefined && isMinified!(text);
}

function glimpse(own: Gate, text: string, copy: (part: string) => string): Glimpse {
  const calls = new Map(Array.from(own.callsIn(text), ([receiver, count]) => [copy(receiver), count]));
  return { calls, clients: (own.clientsIn?.(text) ?? []).map(copy) };
}

/** The files with a place where a client may be called, and that one gets to by what speaks of calls alone. */
async function provenOf(
  own: Gate,
  seen: readonly Seen[],
  options: GateOptions,
): Promise<ReadonlySet<SourceFile>> {
  const { calls = [], constructions = [], made = [] } = options.wanted;
  const look = lookWith(own, { ...options, wanted: { calls, constructions, made } });
  const again = seen.map((one): Seen => {
    const text = textOf(one.file);
    return text === undefined ? one : { ...one, ...look(text) };
  });
  const { isReached } = await settle(own, again, (text) => look(text).brings, options);
  return new Set(again.filter((one) => one.place && isReached(one)).map(({ file }) => file));
}

/** Whether a text is worth parsing, if nothing is known of the files around it. */
export async function mayMatter(
  language: LanguageEntry,
  bytes: Uint8Array,
  sought: Sought,
): Promise<boolean> {
  const own = await language.loadGate();
  const text = asLatin1(bytes);
  return lookWith(own, sought)(text).place || own.callsValue(text);
}

async function settle(
  own: Gate,
  seen: readonly Seen[],
  brings: (text: string) => boolean,
  { project: open, settings }: GateOptions,
): Promise<Worth> {
  // What the user calls a client is one.
  const isTold = settings.clients.length > 0;
  if (seen.every(({ place, knows, brings: isBringing }) => place && (isBringing || (knows && isTold))))
    return { files: seen, isReached: () => true };
  const callsValue = ({ file }: Seen): boolean => {
    const text = textOf(file);
    return text !== undefined && own.callsValue(text);
  };
  const worth = worthParsing(await open(), own, seen, { brings, callsValue });
  return { ...worth, isReached: (one) => worth.isReached(one) || (one.knows && isTold) };
}
