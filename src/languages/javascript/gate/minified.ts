/** In UTF-16 units. What is shorter costs little to parse. */
const LEAST_MINIFIED = 100_000;

/** So long no line gets that a person writes statements in. */
const LONG = 2000;

/** One end of a statement or beginning of a body in so many characters, at least: data has next to none, minified code has several. */
const SPACING = 200;

/** So much of a text has to stand on lines of minified code, without comments. */
const SHARE = 0.5;

/** What a person writes around code that was pasted: an import, or the name of a client. */
const WRITTEN =
  /^[ \t]*(?:import|export)[ \t]|[ \t]=[ \t]{1,20}(?:await )?(?:require|import)[ \t]{0,20}\(|client/i;

/** Lines of minified code that are cut by the line ends of templates are longer than those that a person writes. */
const WRITTEN_LENGTH = 300;

/**
 * Whether a text is minified code, by its shape: it is long, and most of it stands on lines of thousands of characters that are
 * statements, no data: a long string, a template literal, a table or an object on one line is none. The text may be decoded as Latin-1.
 */
export function isMinified(source: string): boolean {
  if (source.length < LEAST_MINIFIED) return false;
  // Old editors end a line by a carriage return alone.
  const text = source.includes('\n') ? source : source.replaceAll('\r', '\n');
  if (!hasLongLines(text)) return false;
  const lines = linesIn(text);
  const minified = lines.filter(isCode);
  const all = sizeOf(lines);
  if (all === 0 || sizeOf(minified) < all * SHARE) return false;
  return !lines.some(
    ({ start, end }) => end - start < WRITTEN_LENGTH && WRITTEN.test(text.slice(start, end)),
  );
}

/** Asked first, as it costs next to nothing: few files have any. */
function hasLongLines(text: string): boolean {
  let long = 0;
  for (let start = 0; start < text.length;) {
    const end = endOfLine(text, start);
    if (end - start >= LONG) long += end - start;
    start = end + 1;
  }
  return long >= text.length * SHARE;
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** How many of its characters are in comments, and how many in strings, templates and regular expressions. */
  comments: number;
  quoted: number;
  /** Ends of statements and beginnings of bodies outside of both. */
  marks: number;
}

const sizeOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { start, end, comments }) => sum + end - start - comments, 0);

function isCode({ start, end, comments, quoted, marks }: Line): boolean {
  const size = end - start - comments;
  return end - start >= LONG && quoted <= size / 2 && marks * SPACING >= size;
}

/** The lines of a text, with what is in them. */
function linesIn(text: string): readonly Line[] {
  const lines: Line[] = [];
  let line = lineAt(text, 0);
  const until = (at: number, add: (line: Line, size: number) => void, from: number): void => {
    for (let next = from; ;) {
      const end = Math.min(at, line.end);
      add(line, Math.max(0, end - next));
      if (at <= line.end || line.end >= text.length) return;
      lines.push(line);
      next = line.end + 1;
      line = lineAt(text, next);
    }
  };
  for (const { kind, start, end } of partsIn(text)) {
    until(start, () => undefined, start);
    if (kind === 'mark') line.marks++;
    else if (kind === 'comment') until(end, (one, size) => (one.comments += size), start);
    else until(end, (one, size) => (one.quoted += size), start);
  }
  until(text.length, () => undefined, text.length);
  lines.push(line);
  return lines;
}

const lineAt = (text: string, start: number): Line => ({
  start,
  end: endOfLine(text, start),
  ...{ comments: 0, quoted: 0, marks: 0 },
});

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

interface Part {
  readonly kind: 'mark' | 'comment' | 'quoted';
  readonly start: number;
  readonly end: number;
}

/** `;`, `return`, and `{` of a body; quotes, and `/` of a comment, a regular expression or a division. */
const NEXT = /["'`/;]|\breturn\b|(?:\)|=>)\s{0,20}\{/g;

/** A `/` behind these begins a regular expression. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+*%<>~^\n-]|\b(?:return|typeof|case|in|of|void))\s{0,20}$/;

function* partsIn(text: string): Generator<Part> {
  NEXT.lastIndex = 0;
  for (let at = 0; ;) {
    NEXT.lastIndex = at;
    const match = NEXT.exec(text);
    if (!match) return;
    const [{ length }] = match;
    const start = match.index;
    const part = partAt(text, start, length);
    if (part) yield part;
    at = part ? part.end : start + length;
  }
}

function partAt(text: string, start: number, length: number): Part | undefined {
  switch (text[start]) {
    case '"':
    case "'":
      return { kind: 'quoted', start, end: closing(text, start, '\n') };
    case '`':
      return { kind: 'quoted', start, end: closing(text, start) };
    case '/':
      if (text[start + 1] === '/') return { kind: 'comment', start, end: endOfLine(text, start) };
      if (text[start + 1] === '*') return { kind: 'comment', start, end: after(text, '*/', start + 2) };
      return BEFORE_REGEX.test(text.slice(Math.max(0, start - 30), start))
        ? { kind: 'quoted', start, end: closing(text, start, '\n') }
        : undefined;
    default:
      return { kind: 'mark', start, end: start + length };
  }
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}

/** Where a literal ends that begins with its quote; at the latest where `limit` stands, as none of its kind goes beyond. */
function closing(text: string, start: number, limit?: string): number {
  const quote = text[start];
  let isInSet = false;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === limit) return at;
    else if (char === quote && !isInSet) return at + 1;
    // In a set of characters a `/` ends no regular expression.
    else if (quote === '/' && (char === '[' || char === ']')) isInSet = char === '[';
  }
  return text.length;
}
