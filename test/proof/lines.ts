import { createHmac } from 'node:crypto';
import type { Line, ReceivedRequest, TestLine } from '../../src/evidence/format.ts';
import { prove } from '../../src/proof/prove.ts';
import type { Proof, TestProof } from '../../src/proof/proof.ts';
import { collectReceived, type Recording } from '../../src/proof/recording.ts';
import type { Field, Versions } from '../../src/proof/request.ts';

export const OLD: Versions = { python: '3.11.7', starlette: '0.20.4', requests: '2.28.2' };
export const NEW: Versions = { python: '3.11.7', starlette: '1.10.0', httpx: '0.28.1', httpx2: '2.16.2' };

const SALT = '00';

/** What a recorder writes for a value. */
export const digest = (value: string, salt = SALT): string =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(value).digest('hex').slice(0, 12);

/** A request as a test tells of it: headers in place. */
export interface Sent extends Omit<ReceivedRequest, 'headers'> {
  readonly headers?: readonly Field[];
}

export const sent = (changes: Partial<Sent> = {}): Sent => ({
  method: 'GET',
  path: digest('/'),
  status: 200,
  ...changes,
});

/** `headers`: names and values as they are sent. */
export const withHeaders = (headers: Readonly<Record<string, string>>, changes: Partial<Sent> = {}): Sent =>
  sent({
    headers: Object.entries(headers).map(([name, value]) => [name, digest(value)]),
    ...changes,
  });

export interface Ran {
  readonly requests?: readonly Sent[];
  /** Absent: `passed`. Null: the test did not end. */
  readonly outcome?: TestLine['outcome'] | null;
}

interface Source {
  readonly versions?: Versions;
  readonly run?: string;
  readonly process?: string;
  readonly salt?: string;
}

/** The lines of one process. */
export function linesOf(
  tests: Readonly<Record<string, Ran>>,
  { versions = OLD, run = 'r', process = `p-${run}`, salt = SALT }: Source = {},
): readonly Line[] {
  const lines: Line[] = [{ is: 'process', format: 1, process, run, language: 'python', versions, salt }];
  let count = 0;
  for (const [test, { requests = [], outcome = 'passed' }] of Object.entries(tests)) {
    for (const { headers = [], ...request } of requests) {
      lines.push({ is: 'headers', process, headers: ++count, items: headers });
      lines.push({ is: 'received', process, test, requests: [{ ...request, headers: count }] });
    }
    if (outcome !== null && test !== '') lines.push({ is: 'test', process, test, outcome });
  }
  return [...lines, { is: 'end', process }];
}

export function recordingOf(...lines: readonly (readonly Line[])[]): Recording {
  const collector = collectReceived();
  lines.flat().forEach(collector.add);
  return collector.done();
}

/** The proof of a suite that was recorded once on the old client and runs now on the newest. */
export const proofOf = (
  before: Readonly<Record<string, Ran>>,
  after: Readonly<Record<string, Ran>>,
  versions: Versions = NEW,
): Proof =>
  prove(recordingOf(linesOf(before)), recordingOf(linesOf(after, { versions, run: 'now' })), () => []);

/** What is said of one test that sends these requests. */
export const testProofOf = (
  before: readonly Sent[],
  after: readonly Sent[],
  versions?: Versions,
): TestProof => proofOf({ t: { requests: before } }, { t: { requests: after } }, versions).tests[0]!;

/** `1: header accept changed` */
export const said = ({ differences }: TestProof): readonly string[] =>
  differences.map(({ call, field, change }) => `${call === null ? '' : `${call}: `}${field} ${change}`);
