import type { SyntaxProblem } from '../../core/language.ts';
import { startOfString, stringEnd } from './convert/literals.ts';

/** CPython counts the module as one of 100 levels (`MAXINDENT` of Parser/tokenizer.h; since 3.12 Parser/lexer/state.h). */
const MAX_INDENTS = 99;
/** `MAXLEVEL` there. */
const MAX_BRACKETS = 200;

type Complaint = Omit<SyntaxProblem, 'at'>;

const TOO_MANY_INDENTS: Complaint = {
  message: `more than ${MAX_INDENTS} levels of indentation, which Python refuses`,
  tooDeep: true,
};
const TOO_MANY_BRACKETS: Complaint = {
  message: `more than ${MAX_BRACKETS} brackets inside each other, which Python refuses`,
  tooDeep: true,
};

/**
 * Where the lines of a text are not what Python takes: indentation that fits no block, or nesting that is too deep. The grammar takes
 * most of that, and traps on some. Lines that are blank, continued or inside of brackets and strings have no indentation.
 */
export function layoutProblem(source: string): SyntaxProblem | undefined {
  const indents: Indent[] = [{ column: 0, narrow: 0 }];
  let opens = false;
  for (let line = nextLine(source, 0); line;) {
    const wrong = place(line, indents, opens);
    if (wrong) return { at: line.at, ...wrong };
    const read = readLine(source, line.at);
    if (!read) return undefined;
    if ('message' in read) return read;
    opens = endsWithColon(source, read.codeEnd);
    line = nextLine(source, read.end);
  }
  return opens ? { at: source.length, message: 'expected an indented block' } : undefined;
}

/** An indentation as CPython's tokenizer measures it: with tabs up to every eighth column, and with tabs as wide as a space. */
interface Indent {
  readonly column: number;
  readonly narrow: number;
}

interface Line extends Indent {
  /** Where its code begins. */
  readonly at: number;
}

/** The next line with code, from the beginning of a line on. */
function nextLine(source: string, from: number): Line | undefined {
  let [column, narrow] = [0, 0];
  // A backslash at the beginning of a line: what stands before it is the indentation.
  let continued: Indent | undefined;
  for (let at = from; at < source.length; at += 1) {
    const here = source.charAt(at);
    if (here === ' ') [column, narrow] = [column + 1, narrow + 1];
    else if (here === '\t') [column, narrow] = [(Math.floor(column / 8) + 1) * 8, narrow + 1];
    else if (here === '\f' || here === '\n' || here === '\r') [column, narrow] = [0, 0];
    else if (here === '#') at = endOfLine(source, at) - 1;
    else {
      const next = here === '\\' ? behindBreak(source, at + 1) : undefined;
      if (next === undefined) return { at, ...(continued ?? { column, narrow }) };
      continued ??= { column, narrow };
      at = next - 1;
    }
    if (here === '\n' || here === '\r') continued = undefined;
  }
  return undefined;
}

/** What is wrong about the indentation of a line; otherwise the open blocks are brought up to it. */
function place({ column, narrow }: Line, indents: Indent[], opens: boolean): Complaint | undefined {
  let top = indents[indents.length - 1]!;
  if (column > top.column) {
    indents.push({ column, narrow });
    if (indents.length > MAX_INDENTS + 1) return TOO_MANY_INDENTS;
    if (!opens) return { message: 'unexpected indent' };
    return narrow > top.narrow ? undefined : MIXED;
  }
  if (opens) return { message: 'expected an indented block' };
  while (column < top.column) {
    indents.pop();
    top = indents[indents.length - 1]!;
  }
  if (column !== top.column) return { message: 'unindent does not match any outer indentation level' };
  return narrow === top.narrow ? undefined : MIXED;
}

const MIXED: Complaint = { message: 'inconsistent use of tabs and spaces in indentation' };

/** What begins or ends something in a line; all that stands between is skipped. */
const landmark = /[()[\]{}#'"\\\r\n]/g;

/** Where the line that begins at an offset ends, with all that continues it; `undefined` where a string is never closed. */
function readLine(
  source: string,
  from: number,
): { readonly codeEnd: number; readonly end: number } | SyntaxProblem | undefined {
  let depth = 0;
  let comment: number | undefined;
  for (let at = from; ;) {
    landmark.lastIndex = at;
    const found = landmark.exec(source)?.index ?? source.length;
    const here = source.charAt(found);
    at = found + 1;
    switch (here) {
      case '(':
      case '[':
      case '{':
        depth += 1;
        if (depth > MAX_BRACKETS) return { at: found, ...TOO_MANY_BRACKETS };
        break;
      case ')':
      case ']':
      case '}':
        depth = Math.max(0, depth - 1);
        break;
      case '#':
        comment = found;
        at = endOfLine(source, found);
        break;
      case '\\':
        at = behindBreak(source, at) ?? at;
        break;
      case '"':
      case "'": {
        const end = stringEnd(source, startOfString(source, found));
        if (end === undefined) return undefined;
        at = end;
        break;
      }
      default:
        // The end of a line, or of the text.
        if (depth === 0 || here === '') return { codeEnd: comment ?? found, end: found };
        comment = undefined;
    }
  }
}

/** Whether a colon is the last of the code before an offset: a block has to follow. */
function endsWithColon(source: string, end: number): boolean {
  let at = end - 1;
  while (/[ \t\f]/.test(source.charAt(at))) at -= 1;
  return source.charAt(at) === ':';
}

/** Where the line goes on if a line break stands at an offset. */
function behindBreak(source: string, at: number): number | undefined {
  if (source.startsWith('\r\n', at)) return at + 2;
  return source[at] === '\n' || source[at] === '\r' ? at + 1 : undefined;
}

const lineBreak = /[\r\n]/g;

function endOfLine(source: string, from: number): number {
  lineBreak.lastIndex = from;
  return lineBreak.exec(source)?.index ?? source.length;
}
