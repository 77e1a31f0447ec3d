import type { Ast } from '../ast/statements.ts';
import type { Cst } from './cst.ts';

type Problem = NonNullable<Ast['problem']>;

const excerptLength = 60;

/** Where a broken tree first goes wrong, and what to say about it. */
export function findProblem(root: Cst, source: string): Problem {
  const { at, cause } = locate(root, source);
  const message = `cannot parse \`${excerpt(source, at)}\``;
  return { at, message: cause ? `${message}: ${cause}` : message };
}

interface Culprit {
  readonly at: number;
  readonly cause?: string;
}

function locate(root: Cst, source: string): Culprit {
  const first = firstFault(root);
  if (!first) return { at: root.start };
  if (first.missing) return { at: first.start, cause: `expected ${wanted(first)}` };
  // An error swallows what surrounds the mistake; the mistake itself is often told further inside.
  const inner = firstFault({ ...first, type: 'searched' });
  const bracket = unclosed(first);
  if (bracket && !(inner && inner.start < bracket.start)) {
    return { at: bracket.start, cause: `\`${source.slice(bracket.start, bracket.end)}\` is never closed` };
  }
  return inner ? locate(inner, source) : { at: firstFragment(first).start };
}

/** The first node in source order that is an error or missing. */
function firstFault(root: Cst): Cst | undefined {
  const left: Cst[] = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.type === 'ERROR' || node.missing) return node;
    for (const child of node.children.toReversed()) left.push(child);
  }
  return undefined;
}

const closing = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['string_end', 'string_start'],
]);
const opening = new Set(closing.values());

/** The innermost bracket or quote directly in an error that nothing closes. */
function unclosed({ children }: Cst): Cst | undefined {
  const open: Cst[] = [];
  for (const child of children) {
    if (opening.has(child.type)) open.push(child);
    else if (closing.get(child.type) === open.at(-1)?.type) open.pop();
  }
  return open.at(-1);
}

/** Whole statements in an error are sound; what follows them is not. */
const firstFragment = (error: Cst): Cst =>
  error.children.find(({ type }) => !/_(statement|definition)$/.test(type)) ?? error;

function wanted({ type, named }: Cst): string {
  if (!named) return `\`${type}\``;
  // The parser invents a name wherever an expression is due.
  if (type === 'identifier') return 'a name or an expression';
  return type === 'string_end' ? 'the end of the string' : type.replaceAll('_', ' ');
}

/** The line at an offset, or the part of it that starts there when the line is long. */
function excerpt(source: string, at: number): string {
  const start = Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1;
  const line = /^[^\r\n]*/.exec(source.slice(start))?.[0] ?? '';
  const whole = shown(line);
  if (whole.length <= excerptLength) return whole;
  const part = shown(source.slice(at, start + line.length)).slice(0, excerptLength - 1);
  // Not half of a surrogate pair.
  return `${part.replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const shown = (text: string): string => text.trim().replace(/\p{Cc}/gu, ' ');
