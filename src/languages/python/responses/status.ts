import { contains, slice } from '../../../core/text.ts';
import type { Call, Comparison, Expr } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Placed } from '../inference/types.ts';
import { isExpr, walk } from '../walk.ts';
import { codesOf, isRedirect, type Frame } from './codes.ts';
import { isExpectedToFail, parentOf, topOf } from './places.ts';

/** What a statement says of a status that stands in it: a redirect's, one that is asserted to be another, or nothing. */
export function judgeStatus(
  analysis: Analysis,
  at: Placed,
  frame: Frame | undefined,
): { readonly seen: 'redirect' | 'final'; readonly because: string } | undefined {
  const compared = siblings(at).flatMap(
    (node) =>
      codesOf(analysis, { module: at.module, node }, frame) ?? writtenCodes({ module: at.module, node }),
  );
  const redirect = compared.find(isRedirect);
  if (redirect === undefined && isAsserted(analysis, at, frame))
    return { seen: 'final', because: '`status_code` is asserted to be no redirect' };
  const top = topOf(at.module, at.node);
  const shown = redirect ?? writtenCodes({ module: at.module, node: top }, at.node).find(isRedirect);
  if (shown !== undefined) return { seen: 'redirect', because: `\`status_code\` is compared with ${shown}` };
  return isOfClass3(sourceOf(at.module, top)) || isMatched(at.module, top)
    ? { seen: 'redirect', because: '`status_code` is compared with the class of redirects' }
    : undefined;
}

/** `match status_code: case 303: ...`. */
function isMatched(module: Module, subject: Expr): boolean {
  const parent = parentOf(module, subject);
  return parent?.kind === 'match' && /^\s*case\b[^:\n]*\b30[12378]\b/m.test(slice(module.source, parent));
}

/** Whether a statement fails when the text that stands in it is empty, as that of a redirect is. */
export function isTextAsserted({ module, node }: Placed): boolean {
  const parent = parentOf(module, node);
  if (!parent || !isExpr(parent) || isExpectedToFail(module, node)) return false;
  // A message may stand behind what is compared.
  const [other] = siblings({ module, node });
  const isFull = other?.kind === 'text' && other.value !== '';
  if (parent.kind === 'call') return isFull && isAssertion(module, parent);
  return isFull && isComparison(parent) && isEqual(parent) && isTest(module, parent);
}

/** What stands beside an expression in a comparison or among the arguments of a call. */
function siblings({ module, node }: Placed): readonly Expr[] {
  const parent = parentOf(module, node);
  if (!parent || !isExpr(parent)) return [];
  if (isComparison(parent)) return parent.parts.filter((part) => part !== node);
  if (parent.kind !== 'call') return [];
  return parent.args.flatMap(({ value }) => (value === node ? [] : [value]));
}

const isComparison = (node: Expr): node is Comparison => node.kind === 'comparison';

/** Codes that are written out anywhere in an expression but one part, as numbers, names or text. */
function writtenCodes({ module, node }: Placed, except?: Expr): number[] {
  const found: number[] = [];
  walk([node], (part) => {
    if (part === except) return false;
    if (!isExpr(part)) return;
    const source = WRITTEN.has(part.kind) ? sourceOf(module, part) : '';
    const code = /^(?:[\w.]+\.)?(?:HTTP_)?(30\d)(?:_\w+)?$/.exec(
      part.kind === 'text' ? (part.value ?? '') : source,
    )?.[1];
    if (code !== undefined) found.push(Number(code));
  });
  return found;
}

const WRITTEN: ReadonlySet<string> = new Set(['number', 'attribute', 'name']);

/** `status_code // 100 == 3`, `300 <= status_code < 400`, `str(status_code).startswith("3")`. */
const isOfClass3 = (source: string): boolean =>
  /\/\s*100\s*(==|in)\s*[([]?\s*3\b/.test(source) ||
  /\b300\s*<=?|>=?\s*(300|299)\b/.test(source) ||
  /\bstr\(.*["']3(xx)?["']/.test(source);

/** Whether a statement fails when the status is a redirect's. */
function isAsserted(analysis: Analysis, { module, node }: Placed, frame: Frame | undefined): boolean {
  const parent = parentOf(module, node);
  if (!parent || !isExpr(parent) || isExpectedToFail(module, node)) return false;
  if (parent.kind === 'call') {
    return isAssertion(module, parent) && areFinal(analysis, { module, node }, frame);
  }
  if (!isComparison(parent)) {
    // `assert r.status_code // 100 == 2`.
    const outer = parent.kind === 'binary' ? parentOf(module, parent) : undefined;
    const source = outer && isExpr(outer) && isComparison(outer) ? sourceOf(module, outer) : '';
    return (
      /\/\s*100\s*==\s*[245]$/.test(source) && outer !== undefined && isExpr(outer) && isTest(module, outer)
    );
  }
  const [left] = parent.parts;
  return isEqual(parent) && (left === node || parent.operators[0] !== 'in')
    ? areFinal(analysis, { module, node }, frame) && isTest(module, parent)
    : /(<\s*300|<=\s*299|>=\s*400|>\s*399)$/.test(sourceOf(module, parent)) && isTest(module, parent);
}

const areFinal = (analysis: Analysis, at: Placed, frame: Frame | undefined): boolean => {
  const codes = siblings(at).map((node) => codesOf(analysis, { module: at.module, node }, frame));
  // A message may stand behind what is compared.
  const [first] = codes;
  return first !== undefined && first.length > 0 && !first.some(isRedirect);
};

const isAssertion = (module: Module, { callee }: Call): boolean =>
  /(^|\.)assert_?(equals?|is|in)$/i.test(sourceOf(module, callee));

/** `==`, `is` or `in`, once. */
const isEqual = ({ operators: [operator = '', ...more] }: Comparison): boolean =>
  more.length === 0 && ['==', 'is', 'in'].includes(operator);

/** It is what `assert` or `assertTrue` demands, alone or joined to others by `and`. */
export function isTest(module: Module, node: Expr): boolean {
  const parent = parentOf(module, node);
  if (!parent) return false;
  if (isExpr(parent)) {
    if (parent.kind === 'boolean') return parent.operator === 'and' && isTest(module, parent);
    return parent.kind === 'call' && /(^|\.)assert_?true$/i.test(sourceOf(module, parent.callee));
  }
  return (
    parent.kind === 'other' && parent.what === 'assert' && contains(parent.parts[0]?.outer ?? parent, node)
  );
}
