import { bodyOf } from './bodies.mjs';

/**
 * A request as evidence tells of it: `ReceivedRequest` of `src/evidence/format.ts`.
 * @param {import('./received.mjs').Request} request
 * @param {(field: string | Uint8Array) => string} digest
 * @param {(items: readonly (readonly [string, string])[]) => number} headersOf
 */
export function requestOf({ method, url, headers, body, status, at }, digest, headersOf) {
  const [rawPath, query] = split(url);
  const named = headers.map(([name, value]) => [name.toLowerCase(), value]);
  const valuesOf = (name) => named.filter(([one]) => one === name).map(([, value]) => value);
  const [type] = valuesOf('content-type');
  const path = undone(rawPath);
  const cookies = cookiesIn(valuesOf('cookie'));
  const plain = query === undefined ? undefined : undone(query.replaceAll('+', ' '));
  const bare = plain === undefined ? undefined : undoneWhole(plain);
  const shape = query === undefined ? undefined : shapeOf(query.replaceAll('+', ' '));
  const length = lengthOf(valuesOf('content-length')[0], body);
  return {
    method,
    path: digest(path),
    ...(plain !== undefined && { query: digest(plain) }),
    ...(bare !== plain && { bareQuery: digest(bare) }),
    ...(shape !== undefined && { queryShape: digest(shape) }),
    headers: headersOf(digestsOf(named, digest)),
    ...(cookies.length > 0 && { cookies: cookies.map(([name, value]) => [name, digest(value)]) }),
    ...(length && { length }),
    ...(body === 'unread'
      ? { body: { is: 'unread' } }
      : body?.length > 0 && { body: bodyOf(body, type, digest) }),
    ...(status !== undefined && { status }),
    ...(at && { at }),
  };
}

/** The path and the query. */
function split(url) {
  const local = url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/, '');
  const at = local.indexOf('?');
  const [path, query] = at < 0 ? [local] : [local.slice(0, at), local.slice(at + 1)];
  return [path === '' ? '/' : path, query === '' ? undefined : query];
}

const undone = (text) =>
  text.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    const bytes = Buffer.from(escapes.replaceAll('%', ''), 'hex');
    const decoded = bytes.toString();
    return Buffer.from(decoded).equals(bytes) ? decoded : escapes;
  });

function undoneWhole(text) {
  for (let before = text, count = 0; count < 10; before = text, count++) {
    text = undone(before);
    if (text === before) break;
  }
  return text;
}

/** How long names and values of a query are without escapes; undefined where that is seen when these are undone. */
function shapeOf(query) {
  const lengths = (fields) =>
    fields.map((parts) => parts.map((one) => Buffer.byteLength(one)).join('=')).join('&');
  const split = (text) => text.split('&').map((field) => /^([^=]*)=?(.*)$/s.exec(field).slice(1));
  const shape = lengths(split(query).map((parts) => parts.map(undoneWhole)));
  return shape === lengths(split(undoneWhole(query))) ? undefined : shape;
}

function digestsOf(headers, digest) {
  const kept = headers.filter(([name]) => name !== 'cookie' && name !== 'content-length');
  const value = (name, text) =>
    name === 'content-type' ? text.replace(/^(multipart\/form-data)\s*;.*$/is, '$1') : text;
  return kept
    .map(([name, text]) => [name, digest(value(name, text))])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function cookiesIn(headers) {
  const pairs = headers.flatMap((header) => header.split(/;\s*/)).filter((pair) => pair !== '');
  return pairs
    .map((pair) =>
      pair.includes('=') ? [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] : ['', pair],
    )
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function lengthOf(given, body) {
  if (given === undefined) return undefined;
  if (body === 'unread') return 'other';
  const length = body?.length ?? 0;
  if (Number(given) !== length) return 'other';
  return length === 0 ? 'zero' : 'bytes';
}
