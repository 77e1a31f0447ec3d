import { setImmediate } from 'node:timers/promises';
import { hashOf, identifierHashes } from './identifiers.ts';
import { readBytes, type Unread } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';

export interface GateOptions {
  /** Names the user calls clients. */
  readonly clients: readonly string[];
  /** Whether the files are all there is, so that a name none of them provides is no client. */
  readonly isWhole: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

export interface Gated {
  /** Worth parsing, in the order given. */
  readonly relevant: readonly SourceFile[];
  readonly unreadable: readonly {
    readonly file: SourceFile;
    readonly why: Unread;
  }[];
  /** How many were looked at; fewer than given only when the signal came. */
  readonly scanned: number;
}

/** What a file is known by: hashes of its identifiers, seen as Latin-1. */
interface Candidate {
  readonly file: SourceFile;
  readonly hashes: Int32Array;
}

interface Carrier {
  readonly hashes: Int32Array;
  readonly names: readonly string[];
}

interface Look {
  readonly isRelevant: boolean;
  readonly provides: readonly string[];
  readonly candidate?: Candidate;
  readonly carrier?: Carrier;
}

/** Reads each file of one language and one project once, and picks those worth parsing. No text is kept. */
export async function gate(files: readonly SourceFile[], options: GateOptions): Promise<Gated> {
  const words = options.clients.map(lastWord);
  const relevant = new Set<SourceFile>();
  const unreadable: Gated['unreadable'][number][] = [];
  const looks: Look[] = [];
  let scanned = 0;
  for (const file of files) {
    if (scanned % 64 === 0) await setImmediate();
    if (options.signal?.aborted) break;
    scanned++;
    const read = readBytes(file.real);
    if (!('bytes' in read)) {
      unreadable.push({ file, why: read });
      continue;
    }
    const seen = look(file, read.bytes, words);
    if (seen.isRelevant) relevant.add(file);
    if (seen.candidate || seen.carrier || seen.provides.length > 0) looks.push(seen);
  }
  for (const file of await settle(looks, options)) relevant.add(file);
  return { relevant: files.filter((file) => relevant.has(file)), unreadable, scanned };
}

function look(file: SourceFile, bytes: Buffer, words: readonly string[]): Look {
  const { gate } = file.language;
  const raw = bytes.toString('latin1');
  // Without its zeros UTF-16 reads as ASCII, so that such a file is noticed and named.
  const text = raw.includes('\0') ? raw.replaceAll('\0', '') : raw;
  const hasCall = gate.hasCall(text);
  if (gate.hasClient(text) || words.some((word) => text.includes(word))) {
    return { isRelevant: hasCall, provides: gate.provides(text, file.path) };
  }
  const names = gate.carries(text, file.path);
  if (!hasCall && names.length === 0) return { isRelevant: false, provides: [] };
  const hashes = identifierHashes(bytes);
  return {
    isRelevant: false,
    provides: [],
    ...(hasCall && { candidate: { file, hashes } }),
    ...(names.length > 0 && { carrier: { hashes, names } }),
  };
}

/** The files without the word for a client that may be handed one by another. */
async function settle(looks: readonly Look[], { isWhole }: GateOptions): Promise<readonly SourceFile[]> {
  const candidates = looks.flatMap(({ candidate }) => candidate ?? []);
  if (candidates.length === 0) return [];
  if (!(await isWhole())) return candidates.map(({ file }) => file);
  const known = new Set(looks.flatMap(({ provides }) => provides.map(hash)));
  const mentionsKnown = ({ hashes }: { readonly hashes: Int32Array }): boolean =>
    hashes.some((one) => known.has(one));
  let waiting = looks.flatMap(({ carrier }) => carrier ?? []);
  for (let before = -1; before !== waiting.length;) {
    before = waiting.length;
    const carrying = waiting.filter(mentionsKnown);
    for (const { names } of carrying) for (const name of names) known.add(hash(name));
    waiting = waiting.filter((one) => !carrying.includes(one));
  }
  return candidates.filter(mentionsKnown).map(({ file }) => file);
}

const hash = (name: string): number => hashOf(name, 'latin1');

/** `http` of `self.http`, `make_client` of `make_client()`, as it looks in Latin-1. */
const lastWord = (client: string): string =>
  Buffer.from(/([^.()\s]+)[()\s]*$/.exec(client)?.[1] ?? client, 'utf8').toString('latin1');
