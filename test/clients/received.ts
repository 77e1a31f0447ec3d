import type { ReceivedBody, ReceivedPart, ReceivedRequest } from '../../src/evidence/format.ts';
import { unescape } from '../../src/proof/differences.ts';
import type { Field, Received } from '../../src/proof/request.ts';
import type { Part, Request } from './execute.ts';

/**
 * A request as a recording would tell of it, but with each value in the place of its digest: what the recorder does in Python. Cookies
 * stay in their order, and what the scope calls `raw_path` is told as well, so that both are compared.
 */
export function received(request: Request): Received {
  const query = unescape(request.query.replaceAll('+', ' '));
  const bareQuery = unescapeAll(query);
  const length = lengthOf(request);
  const body = bodyOf(request);
  return {
    method: request.method,
    path: request.path,
    rawPath: request.rawPath,
    ...(query !== '' && { query }),
    ...(bareQuery !== query && { bareQuery }),
    headers: request.headers.filter(([name]) => !APART.has(name)).map(headerOf),
    ...(request.cookies.length > 0 && { cookies: request.cookies.map(cookieOf) }),
    ...(length && { length }),
    ...(body && { body }),
    ...(request.status !== null && { status: request.status }),
  };
}

const APART: ReadonlySet<string> = new Set(['cookie', 'content-length']);

const headerOf = ([name, value]: Field): Field => {
  switch (name) {
    case 'content-type':
      return [name, value.replace(/; boundary=BOUNDARY$/, '')];
    case 'user-agent':
      return [name, value.replace(/^(python-httpx)2?\/.*/, '$1')];
    default:
      return [name, value];
  }
};

const cookieOf = (pair: string): Field => {
  const [, name, value] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
  return [name ?? '', value ?? ''];
};

function unescapeAll(text: string): string {
  const once = unescape(text);
  return once === text ? text : unescapeAll(once);
}

function lengthOf({ headers, body }: Request): ReceivedRequest['length'] {
  const told = headers.find(([name]) => name === 'content-length')?.[1];
  if (told === undefined) return undefined;
  if (told === '0' && body === '') return 'zero';
  return told === String(body.length) ? 'bytes' : 'other';
}

function bodyOf({ headers, body, parts }: Request): ReceivedBody | undefined {
  if (parts !== null) return { is: 'parts', parts: parts.map(partOf) };
  if (body === '') return undefined;
  const ascii = !/[^\x00-\x7f]/.test(body);
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  const value = /^application\/json\b/.test(type) ? jsonOf(body) : undefined;
  if (value !== undefined) return { is: 'json', all: body, value, ascii };
  if (/^application\/x-www-form-urlencoded\b/.test(type))
    return { is: 'form', all: body, fields: fieldsOf(body), ascii };
  return { is: 'raw', all: body, ascii };
}

function jsonOf(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'latin1').toString('utf8'));
    return JSON.stringify(value, (_, one: unknown) => sorted(one));
  } catch {
    return undefined;
  }
}

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const fieldsOf = (body: string): readonly Field[] =>
  body
    .split('&')
    .filter(Boolean)
    .map((field) => cookieOf(field).map((text) => unescape(text.replaceAll('+', ' '))) as [string, string]);

const NAMED = /; (name|filename)="((?:[^"\\]|\\.)*)"/g;

function partOf({ head, content, guessed }: Part): ReceivedPart {
  const disposition = head.find((line) => /^content-disposition:/i.test(line)) ?? '';
  const named = new Map([...disposition.matchAll(NAMED)].map(([, key, value]) => [key, value]));
  const filename = named.get('filename');
  const typed = head.find((line) => /^content-type:/i.test(line));
  const type = typed === `Content-Type: ${guessed}` ? undefined : typed;
  const rest = head
    .filter(
      (line) =>
        line !== typed && !/^content-disposition: form-data(?:; (?:name|filename)="[^"]*")*$/i.test(line),
    )
    .toSorted()
    .join('\n');
  return {
    name: named.get('name') ?? '',
    ...(filename !== undefined && { filename }),
    ...(type !== undefined && { type }),
    ...(rest !== '' && { rest }),
    content,
  };
}
