import type { SubjectKind } from '../../core/model/subjects.ts';
import type { Reference } from '../../core/sites.ts';
import { isBelow } from '../../core/wants.ts';
import { REQUESTS } from '../methods.ts';

/** What a class of requests was for test clients, and what takes its place. */
export interface Successor {
  /** The name of the class in its package. */
  readonly name: string;
  /** The package; absent: the library that test clients are built on now. */
  readonly from?: string;
  /** What of a client it stands for, or is raised by. */
  readonly of: SubjectKind;
  /** Of an exception: the methods that raise it; `[]` is an item that is read. */
  readonly by?: readonly string[];
  /** Of an exception: what it says now, where that is not what it said. */
  readonly text?: string;
}

const STATUS = "Client error '404 Not Found' for url 'http://testserver/'";

/** Exceptions that test clients raise, by what they were in requests (`exceptions.py` of requests 2.28, `_exceptions.py` of httpx). */
const EXCEPTIONS: Readonly<Record<string, Successor>> = {
  HTTPError: { name: 'HTTPStatusError', of: 'response', by: ['raiseForStatus'], text: STATUS },
  RequestException: { name: 'HTTPError', of: 'response', by: ['raiseForStatus'], text: STATUS },
  TooManyRedirects: {
    name: 'TooManyRedirects',
    of: 'client',
    by: REQUESTS,
    text: 'Exceeded maximum allowed redirects.',
  },
  ContentDecodingError: {
    name: 'DecodingError',
    of: 'client',
    by: REQUESTS,
    text: 'Error -3 while decompressing data: incorrect header check',
  },
  JSONDecodeError: { name: 'JSONDecodeError', from: 'json', of: 'response', by: ['json'] },
  InvalidJSONError: { name: 'JSONDecodeError', from: 'json', of: 'response', by: ['json'] },
  CookieConflictError: {
    name: 'CookieConflict',
    of: 'cookies',
    by: ['[]', 'get'],
    text: 'Multiple cookies exist with name=a',
  },
};

/** Classes of what test clients are and return, by what they were in requests. */
const CLASSES: Readonly<Record<string, Successor>> = {
  Response: { name: 'Response', of: 'response' },
  Session: { name: 'TestClient', from: 'starlette.testclient', of: 'client' },
  RequestsCookieJar: { name: 'Cookies', of: 'cookies' },
  CaseInsensitiveDict: { name: 'Headers', of: 'headers' },
  PreparedRequest: { name: 'Request', of: 'request' },
};

/** Exceptions of requests that no test client raises any more, with what the new one raises for the same request. */
const REPLACED: Readonly<Record<string, string>> = {
  InvalidSchema: 'KeyError',
  InvalidHeader: 'TypeError',
};

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** What takes the place of an exception; `undefined` where test clients raise nothing like it. */
export const exceptionAfter = (path: string): Successor | undefined => lookUp(EXCEPTIONS, path);

/** As above, in the place where it is expected or caught: around `json()` alone, a `RequestException` was an error of json. */
export function exceptionExpected(site: Reference): Successor | undefined {
  const known = exceptionAfter(site.path);
  const isOfJson = known && site.path.endsWith('.RequestException') && !meetsAll(site, known);
  return isOfJson ? EXCEPTIONS['JSONDecodeError'] : known;
}

/** What takes the place of a class in annotations and `isinstance`. */
export const classAfter = (path: string): Successor | undefined => lookUp(CLASSES, path);

/** What the new client raises where the old one raised an exception that httpx has no such class for. */
export const raisedInstead = (path: string): string | undefined => lookUp(REPLACED, path);

function lookUp<T>(table: Readonly<Record<string, T>>, path: string): T | undefined {
  const name = lastOf(path);
  return isBelow(path, 'requests') && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The name of a status code below `requests.codes`. */
export const codeOf = (path: string): string | undefined =>
  /^requests(?:\.status_codes)?\.codes\.(\w+)$/.exec(path)?.[1];

/** Whether what a name meets is what its successor stands for: of a test client, and proven. */
export function meetsAll({ meets }: Reference, { of, by }: Successor): 'proven' | 'likely' | undefined {
  if (!meets || meets.others) return undefined;
  const things = meets.things.filter(
    ({ is, library, does }) =>
      is === of && library === 'test-client' && (!by || (does !== undefined && by.includes(does))),
  );
  if (things.length === 0) return undefined;
  return things.every(({ certainty }) => certainty === 'proven') ? 'proven' : 'likely';
}

/** What is caught or allowed beside a class and covers its successor already: the successor itself, or one of its bases. */
const COVERING: readonly string[] = ['builtins.Exception', 'builtins.BaseException', 'builtins.object'];

/** Whether code deals with both clients: the successor stands beside the class. */
export function isCovered({ beside = [] }: Reference, { name, from }: Successor): boolean {
  const isIt = (path: string): boolean =>
    lastOf(path) === name &&
    (from === undefined ? /^httpx2?\./.test(path) : isBelow(path, from.split('.')[0]!));
  const covers = (path: string): boolean =>
    COVERING.includes(path) ||
    (name === 'JSONDecodeError' && path === 'builtins.ValueError') ||
    (name === 'TestClient' && lastOf(path) === name) ||
    (from === undefined && /^httpx2?\.HTTPError$/.test(path) && name !== 'CookieConflict');
  return beside.some((path) => isIt(path) || covers(path));
}

/** Whether a pattern that is expected of the text of an exception may match what it says now; a number is part of both. */
export function isMatched({ match }: Reference, { text }: Successor): boolean {
  if (!match || text === undefined) return true;
  const { pattern } = match;
  if (pattern === undefined) return false;
  if (/^\d+$/.test(pattern)) return true;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}
