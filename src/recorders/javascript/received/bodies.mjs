import { extname } from 'node:path';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;
const PARTS_TYPE = /^multipart\/form-data\s*(?:;|$)/i;

/** Types that names of files suggest, as far as clients guess them. */
const SUGGESTED = {
  '.csv': 'text/csv',
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
};

/**
 * A body as evidence tells of it: `ReceivedBody` of `src/evidence/format.ts`.
 * @param {Buffer} bytes
 * @param {string | undefined} type the content type
 * @param {(field: string | Uint8Array) => string} digest
 */
export function bodyOf(bytes, type, digest) {
  const parts = type !== undefined && PARTS_TYPE.test(type) ? partsOf(bytes, type) : undefined;
  if (parts) return { is: 'parts', parts: parts.map((part) => digested(part, digest)) };
  const told = { all: digest(bytes), ascii: bytes.every((byte) => byte < 128) };
  if (type !== undefined && FORM_TYPE.test(type)) {
    const fields = [...new URLSearchParams(bytes.toString())];
    return { is: 'form', ...told, fields: fields.map((pair) => pair.map(digest)) };
  }
  const value = jsonOf(bytes, type);
  return value === undefined ? { is: 'raw', ...told } : { is: 'json', ...told, value: digest(value) };
}

/** JSON with sorted keys and without spaces. */
function jsonOf(bytes, type) {
  const text = bytes.toString();
  if (!(type !== undefined && JSON_TYPE.test(type)) && !/^[{[]/.test(text)) return undefined;
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/** The parts of a multipart body; nothing where it is none. Bytes are looked at as Latin-1, in which each is a character. */
function partsOf(bytes, type) {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const [before, ...pieces] = `\r\n${bytes.toString('latin1')}`.split(`\r\n--${boundary}`);
  if (before !== '' || !pieces.at(-1)?.startsWith('--')) return undefined;
  const parts = pieces.slice(0, -1).map(partOf);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function partOf(piece) {
  const at = piece.indexOf('\r\n\r\n');
  if (!piece.startsWith('\r\n') || at < 0) return undefined;
  const lines = utf8(piece.slice(2, at)).split('\r\n').map(headerOf);
  const disposition = lines.find(([name]) => name === 'content-disposition')?.[1] ?? '';
  const parameters = [...disposition.matchAll(/;\s*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g)];
  const parameter = (name) => {
    const found = parameters.find(([, one]) => one.toLowerCase() === name);
    return found && (found[2] ?? found[3]);
  };
  const others = parameters.filter(([, name]) => !['name', 'filename'].includes(name.toLowerCase()));
  const rest = [
    ...lines
      .filter(([name]) => !['content-disposition', 'content-type'].includes(name))
      .map((line) => line.join(': ')),
    ...(others.length > 0
      ? [`content-disposition: ${others.map(([text]) => text.replace(/^;\s*/, '')).join('; ')}`]
      : []),
  ];
  return {
    name: parameter('name') ?? '',
    filename: parameter('filename'),
    type: lines.find(([name]) => name === 'content-type')?.[1],
    rest: rest.length > 0 ? rest.sort().join('\n') : undefined,
    content: Buffer.from(piece.slice(at + 4), 'latin1'),
  };
}

const utf8 = (latin1) => Buffer.from(latin1, 'latin1').toString();

function headerOf(line) {
  const at = line.indexOf(':');
  return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
}

function digested({ name, filename, type, rest, content }, digest) {
  const suggested = SUGGESTED[extname(filename ?? '').toLowerCase()] ?? 'application/octet-stream';
  const isSuggested = type === undefined || (filename !== undefined && type === suggested);
  return {
    name: digest(name),
    ...(filename !== undefined && { filename: digest(filename) }),
    ...(!isSuggested && { type: digest(type) }),
    ...(rest !== undefined && { rest: digest(rest) }),
    content: digest(content),
  };
}
