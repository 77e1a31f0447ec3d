import type { Look } from './data.ts';

/** Characters of a text that look alike; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly look: Look;
}

/** Longer texts are shown without colours. */
const MAX_LENGTH = 1_000_000;

/**
 * The tokens of a source that have a colour, in order. It is no parser: what it takes for another token is shown in another colour, and
 * nothing else depends on it. Its time is linear in the length of the text, whatever that holds.
 */
export function tokensOf(text: string, path: string): readonly Span[] {
  if (text.length > MAX_LENGTH) return [];
  if (/\.pyi?$/.test(path)) return flatTokens(text, PYTHON, PYTHON_WORDS);
  if (/\.[cm]?[jt]sx?$/.test(path)) return javascriptTokens(text);
  return flatTokens(text, SETTINGS, new Set());
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const PYTHON_WORDS = words(
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield',
);

const JAVASCRIPT_WORDS = words(
  'abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function if implements import in instanceof interface keyof let namespace new null of private protected public readonly return satisfies static super switch this throw true try type typeof undefined var void while with yield',
);

const WORD = /(?<word>[\p{ID_Start}_$][\p{ID_Continue}$]*)(?<call>[ ]{0,8}\()?/u.source;
const NUMBER = /(?<n>\d[\w.]*)/.source;
const QUOTED = /"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/.source;
/** An open one goes on to the end. */
const LONG = `"""(?:[^"\\\\]|\\\\[^]|"(?!""))*(?:"""|$)|${/'''(?:[^'\\]|\\[^]|'(?!''))*(?:'''|$)/.source}`;

const PYTHON = new RegExp(
  `(?<c>#[^\\n]*)|(?<s>[rRbBuUfFtT]{0,2}(?:${LONG}|${QUOTED}))|(?<f>@[\\w.]+)|${NUMBER}|${WORD}`,
  'gu',
);

/** Lists of packages, and configurations. */
const SETTINGS = new RegExp(`(?<c>#[^\\n]*)|(?<s>${LONG}|${QUOTED})|${NUMBER}|${WORD}`, 'gu');

function flatTokens(text: string, pattern: RegExp, keywords: ReadonlySet<string>): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(pattern)) add(spans, match, keywords);
  return spans;
}

function add(
  spans: Span[],
  { 0: all, index, groups = {} }: RegExpExecArray,
  keywords: ReadonlySet<string>,
): void {
  const { word, call } = groups;
  if (word === undefined) {
    const look = (['c', 's', 'n', 'f'] as const).find((one) => groups[one] !== undefined);
    if (look) spans.push({ start: index, end: index + all.length, look });
    return;
  }
  const look = keywords.has(word) ? 'k' : call === undefined ? undefined : 'f';
  if (look) spans.push({ start: index, end: index + word.length, look });
}

/** The counts are bounds for the time that it takes to see that something is a division. */
const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n]){0,200}\]){1,500}\/[a-z]*/.source;
const COMMENT = /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)/.source;
const JAVASCRIPT = new RegExp(
  `(?<c>${COMMENT})|(?<s>${QUOTED})|(?<regex>${REGEX})|(?<f>@[\\w.]+)|${NUMBER}|${WORD}|[\`{}]`,
  'gu',
);
/** A template up to its end, or to code within it. */
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{|$)/uy;

/** Code within templates nests, so there is a stack of how many braces are open in each. */
function javascriptTokens(text: string): readonly Span[] {
  const spans: Span[] = [];
  const braces: number[] = [];
  const template = (start: number): number => {
    TEMPLATE.lastIndex = start + 1;
    const end = start + 1 + (TEMPLATE.exec(text)?.[0].length ?? 0);
    spans.push({ start, end, look: 's' });
    if (text.slice(start + 1, end).endsWith('${')) braces.push(0);
    return end;
  };
  JAVASCRIPT.lastIndex = 0;
  for (let match = JAVASCRIPT.exec(text); match; match = JAVASCRIPT.exec(text)) {
    const { 0: all, index, groups = {} } = match;
    const open = braces.length - 1;
    if (all === '`') JAVASCRIPT.lastIndex = template(index);
    else if (all === '}' && braces[open] === 0) {
      braces.pop();
      JAVASCRIPT.lastIndex = template(index);
    } else if (all === '{' && open >= 0) braces[open]!++;
    else if (all === '}' && open >= 0) braces[open]!--;
    else if (groups['regex'] === undefined) add(spans, match, JAVASCRIPT_WORDS);
    else if (isDivision(text, index, spans)) JAVASCRIPT.lastIndex = index + 1;
    else spans.push({ start: index, end: index + all.length, look: 's' });
  }
  return spans;
}

/** Behind these a slash divides, unless they end a keyword. */
const ENDS_VALUE = /[\p{ID_Continue}$)\]"'`]$/u;

function isDivision(text: string, slash: number, spans: readonly Span[]): boolean {
  const from = Math.max(0, slash - 100);
  const before = text.slice(from, slash).trimEnd();
  const last = spans.at(-1);
  return ENDS_VALUE.test(before) && !(last?.look === 'k' && last.end === from + before.length);
}
