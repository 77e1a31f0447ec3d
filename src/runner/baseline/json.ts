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

/**
 * Parses JSON. `JSON.parse` does not say where a text is wrong on every Node, and lets the last of two equal keys win, which a
 * merge may leave. Throws a `JsonProblem`.
 */
export function parseJson(text: string): Json {
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
  const expect = (sign: string): void => {
    skip();
    if (text[at] !== sign) fail(`\`${sign}\``);
    at++;
  };
  const string = (): string => {
    const found = token(/"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y) ?? fail('a string');
    return JSON.parse(found) as string;
  };
  /** What stands between two brackets, separated by commas. */
  const list = (close: string, one: () => void): void => {
    at++;
    skip();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      one();
      skip();
      if (text[at] !== ',') break;
      at++;
      skip();
    }
    if (text[at] !== close) fail(`\`,\` or \`${close}\``);
    at++;
  };
  const value = (depth: number): Json => {
    skip();
    const start = at;
    if (depth > MAX_DEPTH) throw new JsonProblem('it is nested too deeply', at);
    if (text[at] === '{') {
      const entries = new Map<string, Json>();
      list('}', () => {
        const place = at;
        const key = string();
        if (entries.has(key)) throw new JsonProblem(`${JSON.stringify(key)} is there twice`, place);
        expect(':');
        entries.set(key, value(depth + 1));
      });
      return { is: 'object', at: start, entries };
    }
    if (text[at] === '[') {
      const items: Json[] = [];
      list(']', () => items.push(value(depth + 1)));
      return { is: 'array', at: start, items };
    }
    if (text[at] === '"') return { is: 'string', at: start, value: string() };
    const number = token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (number) return { is: 'number', at: start, value: Number(number) };
    if (token(/true|false|null/y)) return { is: 'other', at: start };
    return fail('a value');
  };
  const whole = value(0);
  skip();
  if (at < text.length) throw new JsonProblem('something stands behind the end', at);
  return whole;
}
