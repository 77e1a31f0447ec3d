import { libraryOf } from '../../proof/versions.ts';
import type { Counts, Proof, RequestChange, TestProof } from '../../proof/proof.ts';
import { counted, thousands } from '../layout.ts';

/** The name of a test. */
export const nameOf = ({ id }: Pick<TestProof, 'id'>): string => id || '(outside of any test)';

/** "412 tests, 3,120 requests: 3,118 equal, 2 differ" */
export function countsSentence({ tests, requests }: Counts): string {
  const all = requests.equal + requests.differ;
  return (
    `${counted(tests, 'test')}, ${counted(all, 'request')}: ` +
    `${thousands(requests.equal)} equal, ${thousands(requests.differ)} ${requests.differ === 1 ? 'differs' : 'differ'}`
  );
}

/** "2 tests differ, 3 are not comparable"; empty where all are equal. */
export function verdictsSentence({ differs, notComparable }: Counts): string {
  const parts = [
    ...(differs > 0 ? [`${counted(differs, 'test')} ${differs === 1 ? 'differs' : 'differ'}`] : []),
    ...(notComparable > 0
      ? [`${counted(notComparable, 'test')} ${notComparable === 1 ? 'is' : 'are'} not comparable`]
      : []),
  ];
  return parts.join(', ');
}

/** Reasons why tests are not comparable, with the tests, the most frequent first. */
export function reasons(
  tests: readonly TestProof[],
): readonly (readonly [why: string, ids: readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const test of tests) {
    if (test.verdict !== 'not comparable' || test.why === null) continue;
    const names = groups.get(test.why) ?? [];
    groups.set(test.why, names);
    names.push(nameOf(test));
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

/** What a difference is about, and what happened to it: `header accept changed`. */
export const fieldOf = ({ field, change }: RequestChange): string => `${field} ${change}`;

/** `"a" became "b"`; empty where neither is known. */
export function valuesOf({ change, before, after }: RequestChange): string {
  if (before !== null && after !== null) return `${before} became ${after}`;
  if (change === 'changed' && (before ?? after) !== null)
    return before === null ? `it is ${after} now` : `it was ${before}`;
  return before ?? after ?? '';
}

/** `tests/test_shop.py:31`, and where it is now if that is another line. */
export function placeOf({ at, now }: RequestChange): string {
  const place = at ?? now;
  if (place === null) return '';
  const [path, line] = place;
  const isElsewhere = at !== null && now !== null && (now[0] !== path || now[1] !== line);
  if (!isElsewhere) return `${path}:${line}`;
  return `${path}:${line} (now ${now[0] === path ? 'line ' : `${now[0]}:`}${now[1]})`;
}

/** `POST /orders`; `POST` where the path is not known. */
export const sentBy = ({ method, path }: RequestChange): string =>
  `${method ?? ''}${path === null ? '' : ` ${path}`}`;

/** The packages that make up the client of a side: `starlette 0.20.4, requests 2.28.2`. */
export function clientOf(versions: Proof['versions']['before']): string {
  const names =
    versions['starlette'] === undefined ? Object.keys(versions) : ['starlette', libraryOf(versions)];
  return names
    .filter((name) => versions[name] !== undefined)
    .map((name) => `${name} ${versions[name]}`)
    .join(', ');
}

/** What may make the comparison worth less; one line each. */
export function notesOf({ versions: { before, after }, isTwice, counts }: Proof): readonly string[] {
  const [was, is] = [clientOf(before), clientOf(after)];
  return [
    ...(was !== '' && was === is && before['starlette'] !== undefined
      ? [`the recording was made on the client of now: ${was}`]
      : []),
    ...(counts.requests.differ > 0 && !isTwice
      ? [
          'random values differ as well: `prove --twice`, or `record --twice` before the migration, tells them apart',
        ]
      : []),
  ];
}
