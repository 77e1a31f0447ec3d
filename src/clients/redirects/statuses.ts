import type { Known, Named } from '../../core/trace.ts';

/** Whether httpx follows a response with this status, when it says where to. Source: `has_redirect_location` of httpx. */
export const isRedirect = (code: number): boolean => [301, 302, 303, 307, 308].includes(code);

/** The status codes among known values; `undefined` unless every value is one. */
export function codesOf(values: readonly Known[]): readonly number[] | undefined {
  const codes = values.map((value) => {
    if (typeof value === 'number') return value;
    return isNamed(value) ? codeNamed(value) : undefined;
  });
  return codes.every((code) => code !== undefined) ? codes : undefined;
}

/** The status 30x that is written in a number, a text, or a name like `HTTP_303_SEE_OTHER`. */
export function codeWritten(known: Known): number | undefined {
  if (typeof known === 'number') return known;
  const source = isNamed(known) ? known.name : typeof known === 'string' ? known : '';
  const code = /^(?:[\w.]+\.)?(?:HTTP_)?(30\d)(?:_\w+)?$/.exec(source)?.[1];
  return code === undefined ? undefined : Number(code);
}

/** Whether it is a name whose value is not in the project. */
export const isNamed = (value: Known): value is Named => typeof value === 'object' && value !== null;

/** The status that a name stands for: of its dotted path, or of the name as it is written. */
function codeNamed({ path, name }: Named): number | undefined {
  return (path === undefined ? undefined : codeAt(path)) ?? codeAt(name);
}

/** `status.HTTP_303_SEE_OTHER`, `HTTPStatus.SEE_OTHER.value`, `requests.codes.found`. */
function codeAt(path: string): number | undefined {
  const numbered = /(?:^|\.)HTTP_([1-5]\d\d)_\w+$/.exec(path)?.[1];
  if (numbered !== undefined) return Number(numbered);
  const [, home, name] = HOMES.exec(path) ?? [];
  if (home === undefined || name === undefined) return undefined;
  // Of the others it matters only that they are no redirects; `codes` alone may be anything's.
  return NAMES.get(name.toUpperCase().replaceAll('_', '')) ?? (home === 'codes' ? undefined : 200);
}

const HOMES =
  /^(?:.*\.)?(HTTPStatus|http\.client|(?:requests|httpx)\.codes|codes|StatusCodes|HttpStatus(?:Code)?|httpStatus|constants(?=\.HTTP_STATUS_))\.(?:HTTP_STATUS_)?(\w+?)(?:\.value)?$/;

/**
 * Names of redirects, without underscores: of `http.HTTPStatus`, `http.client` and `requests.codes` in Python, of http-status-codes,
 * http-status, NestJS, axios and `http2.constants` in JavaScript.
 */
const NAMES: ReadonlyMap<string, number> = new Map([
  ['MOVEDPERMANENTLY', 301],
  ['FOUND', 302],
  ['SEEOTHER', 303],
  ['TEMPORARYREDIRECT', 307],
  ['PERMANENTREDIRECT', 308],
  ['MOVED', 301],
  ['OTHER', 303],
  ['TEMPORARY', 307],
  ['TEMPORARYMOVED', 307],
  ['MOVEDTEMPORARILY', 302],
  ['RESUME', 308],
  ['RESUMEINCOMPLETE', 308],
]);
