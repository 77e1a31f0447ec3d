/** A value of JSON with the offset where it begins, so that a message can say where something is wrong. */
export type Json =
  | { readonly is: 'object'; readonly at: number; readonly entries: ReadonlyMap<string, Json> }
  | { readonly is: 'array'; readonly at: number; readonly items: readonly Json[] }
  | { readonly is: 'string'; readonly at: number; readonly value: string }
  | { readonly is: 'number'; readonly at: number; readonly value: number }
  | { readonly is: 'other'; readonly at: number };

/** A text that is not JSON, or not what is expected. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem';
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Our own files are four levels deep. More would overflow the stack in the end. */
const MAX_DEPTH = 20;

/** Reads the tokens of a text, one behind the other. */
function scannerOf(text: string) {
  let at = 0;
  const token = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const skip = (): unknown => token(/[ \t\r\n]*/y);
  const fail = (expected: string): never => {
    throw new JsonProblem(at >= text.length ? 'it ends too early' : `expected ${expected}`, at);
  };
  const expect = (sign: string, expected = `\`${sign}\``): void => {
    skip();
    if (text[at] !== sign) fail(expected);
    at++;
  };
  /** Whether a sign is next, which is passed then. */
  const passes = (sign: string): boolean => {
    skip();
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const string = (): string => {
    const found = token(/"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y) ?? fail('a string');
    return JSON.parse(found) as string;
  };
  return { at: () => at, next: () => text[at], token, skip, fail, expect, passes, string };
}

type Scanner = ReturnType<typeof scannerOf>;

/**
 * Parses JSON. `JSON.parse` does not say where a text is wrong on every Node, and lets the last of two equal keys win, which a
 * merge may leave. Throws a `JsonProblem`.
 */
export function parseJson(text: string): Json {
  const scanner = scannerOf(text);
  const whole = valueAt(scanner, 0);
  scanner.skip();
  if (scanner.at() < text.length) throw new JsonProblem('something stands behind the end', scanner.at());
  return whole;
}

function valueAt(scanner: Scanner, depth: number): Json {
  scanner.skip();
  const at = scanner.at();
  if (depth > MAX_DEPTH) throw new JsonProblem('it is nested too deeply', at);
  if (scanner.next() === '"') return { is: 'string', at, value: scanner.string() };
  if (scanner.passes('{')) return { is: 'object', at, entries: entriesAt(scanner, depth) };
  if (scanner.passes('[')) {
    const items: Json[] = [];
    list(scanner, ']', () => items.push(valueAt(scanner, depth + 1)));
    return { is: 'array', at, items };
  }
  const number = scanner.token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number) return { is: 'number', at, value: Number(number) };
  return scanner.token(/true|false|null/y) ? { is: 'other', at } : scanner.fail('a value');
}

function entriesAt(scanner: Scanner, depth: number): ReadonlyMap<string, Json> {
  const entries = new Map<string, Json>();
  list(scanner, '}', () => {
    const at = scanner.at();
    const key = scanner.string();
    if (entries.has(key)) throw new JsonProblem(`${JSON.stringify(key)} is there twice`, at);
    scanner.expect(':');
    entries.set(key, valueAt(scanner, depth + 1));
  });
  return entries;
}

/** What stands behind an opening bracket, separated by commas, up to the closing one. */
function list(scanner: Scanner, close: string, one: () => void): void {
  if (scanner.passes(close)) return;
  do {
    scanner.skip();
    one();
  } while (scanner.passes(','));
  scanner.expect(close, `\`,\` or \`${close}\``);
}
