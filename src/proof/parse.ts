import {
  isPlace,
  isProcess,
  isRecord,
  isPath,
  isText,
  jsonOf,
  listOf,
  type Check,
  type Fields,
} from '../evidence/checks.ts';
import type { Line, ReceivedBody, ReceivedPart, TestLine } from '../evidence/format.ts';

type Needed = Extract<Line, { readonly is: 'process' | 'file' | 'headers' | 'received' | 'test' }>;

/** Not worth parsing. */
const OTHERS = /^\{"is": ?"(?:call|read|end)"/;

/** Reads a line that tells of a test, of what an application received, or of a file; undefined for all others, also for those that are damaged. */
export function parseReceived(text: string): Needed | undefined {
  if (OTHERS.test(text)) return undefined;
  const line = jsonOf(text);
  return isRecord(line) && isText(line['process']) && isNeeded(line) ? line : undefined;
}

function isNeeded(line: Fields): line is Fields & Needed {
  switch (line['is']) {
    case 'process':
      return isProcess(line);
    case 'file':
      return isPath(line['path']) && isText(line['hash']);
    case 'headers':
      return isNumber(line['headers']) && listOf(isPair)(line['items']);
    case 'received':
      return isText(line['test']) && listOf(isRequest)(line['requests']);
    case 'test':
      return isText(line['test']) && OUTCOMES.includes(line['outcome']);
    default:
      return false;
  }
}

const OUTCOMES: readonly unknown[] = Object.keys({
  passed: true,
  failed: true,
  error: true,
  skipped: true,
  'expected-failure': true,
  'unexpected-success': true,
} satisfies Record<TestLine['outcome'], true>);

const isNumber: Check = (value) => typeof value === 'number';
const isFlag: Check = (value) => typeof value === 'boolean';
const isPair: Check = (value) => Array.isArray(value) && value.length === 2 && value.every(isText);
const maybe =
  (is: Check): Check =>
  (value) =>
    value === undefined || is(value);
/** A record whose fields are as told; those that are not told may be anything. */
const recordOf =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, is]) => is(value[name]));

const isPart = recordOf({
  name: isText,
  filename: maybe(isText),
  type: maybe(isText),
  rest: maybe(isText),
  content: isText,
} satisfies Record<keyof ReceivedPart, Check>);

const BODIES: Readonly<Record<ReceivedBody['is'], Check>> = {
  raw: recordOf({ all: isText, ascii: isFlag }),
  json: recordOf({ all: isText, value: isText, ascii: isFlag }),
  form: recordOf({ all: isText, fields: listOf(isPair), ascii: isFlag }),
  parts: recordOf({ parts: listOf(isPart) }),
  unread: () => true,
};

const isBody: Check = (value) =>
  isRecord(value) && Object.entries(BODIES).some(([is, check]) => value['is'] === is && check(value));

const isRequest = recordOf({
  method: isText,
  path: isText,
  rawPath: maybe(isText),
  base: maybe(isText),
  query: maybe(isText),
  bareQuery: maybe(isText),
  queryShape: maybe(isText),
  headers: isNumber,
  cookies: maybe(listOf(isPair)),
  length: (value) => [undefined, 'zero', 'bytes', 'other'].includes(value as undefined),
  body: maybe(isBody),
  status: maybe(isNumber),
  at: maybe(isPlace),
});
