import { isJsonOf } from '../../../clients/bodies/json-bytes.ts';
import type { Compared } from '../../../core/model/body-text.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { lastName, literalText } from '../names.ts';
import { awaited, parentExpr, parentOf } from '../parents.ts';
import { relationAsserted } from '../responses/assertions.ts';
import { bindingAt } from '../responses/places.ts';
import { numberOf } from '../responses/values.ts';
import { isExpr, walk } from '../walk.ts';
import { isComputedFrom } from './derived.ts';
import { dumpedBy, isSameValue, jsonOf, resolved } from './same.ts';

/** A value of a response, or of a message, and what it is. */
export interface Held {
  readonly node: Expr;
  readonly is: Compared['is'];
}

/** The reads of an expression: itself, and those of the name that it is bound to. */
export function readsOf(module: Module, node: Expr): readonly Expr[] {
  const top = awaited(module, node);
  const parent = parentOf(module, top);
  const targets =
    parent?.kind === 'assign' && parent.value === top
      ? parent.targets
      : parent?.kind === 'walrus'
        ? [parent.target]
        : [];
  return [top, ...targets.flatMap((target) => readsOfTarget(module, target))];
}

export function readsOfTarget(module: Module, target: Expr): readonly Expr[] {
  const binding = target.kind === 'name' ? bindingAt(module, target) : undefined;
  return binding ? module.readsOf(binding) : [];
}

/** What is read of a response that tells the bytes of a body. */
export function heldBy(module: Module, response: Expr): readonly Held[] {
  const read = memberOf(module, response);
  switch (read?.attribute.id) {
    case 'text':
    case 'content':
      return [{ node: read, is: 'answer' }];
    case 'json': {
      const call = module.callOf(read);
      return call ? readsOf(module, itemOf(module, call)).map((node) => ({ node, is: 'answer' })) : [];
    }
    case 'headers': {
      const item = parentExpr(module, read);
      const value = item?.kind === 'attribute' ? module.callOf(item) : item;
      return value?.kind === 'subscript' || value?.kind === 'call' ? [{ node: value, is: 'answer' }] : [];
    }
    case 'request': {
      const inner = memberOf(module, read);
      const length = inner?.attribute.id === 'headers' ? lengthIn(module, inner) : undefined;
      if (length) return [{ node: length, is: 'length' }];
      const body = inner && /^(?:body|content)$/.test(inner.attribute.id) ? inner : readBy(module, inner);
      return body ? readsOf(module, body).map((node) => ({ node, is: 'request' })) : [];
    }
    default:
      return [];
  }
}

const memberOf = (module: Module, node: Expr) => {
  const parent = parentOf(module, node);
  return parent?.kind === 'attribute' && parent.object === node ? parent : undefined;
};

const readBy = (module: Module, inner: ReturnType<typeof memberOf>): Call | undefined =>
  inner?.attribute.id === 'read' ? module.callOf(inner) : undefined;

/** `response.json()["body"]`. */
function itemOf(module: Module, node: Expr): Expr {
  const parent = parentOf(module, node);
  return parent?.kind === 'subscript' && parent.object === node ? itemOf(module, parent) : node;
}

/** `headers["content-length"]`, `headers.get("content-length")`. */
function lengthIn(module: Module, headers: Expr): Expr | undefined {
  const parent = parentExpr(module, headers);
  if (parent?.kind === 'subscript') return isLength(parent.indices[0]) ? parent : undefined;
  const call = parent?.kind === 'attribute' ? module.callOf(parent) : undefined;
  return call && isLength(call.args[0]?.value) ? call : undefined;
}

const isLength = (key: Expr | undefined): boolean => /^content-length$/i.test(literalText(key) ?? '');

/** Comparisons of a value with a literal, or with what `json.dumps` makes of one of the values that were sent. */
export function comparedWith(
  analysis: Analysis,
  module: Module,
  held: Held,
  sent: readonly Expr[],
): readonly Compared[] {
  const { node, is } = unwrapped(module, held);
  const other = otherSide(module, node);
  if (!other) return [];
  const found = (text: Text): Compared => toCompared(module, text, is, sent, node);
  const [whole] = textsIn(analysis, module, other.node, sent);
  const all = whole
    ? [{ ...found(whole), ...(other.part && PART) }]
    : is === 'answer'
      ? partsOf(other.node).flatMap((part) =>
          textsIn(analysis, module, part, sent).map((text) => ({ ...found(text), ...WITHIN })),
        )
      : [];
  const texts = all.filter((one) => isAboutSent(module, one, sent));
  const [value] = sent;
  const isDigest = is === 'answer' && texts.length === 0 && value;
  return isDigest && isComputedFrom(analysis, module, value, other.node)
    ? [toCompared(module, { at: other.node, value }, 'digest', sent, node)]
    : texts;
}

/** The expressions in one, but for what `json.loads` reads. */
function partsOf(whole: Expr): readonly Expr[] {
  const parts: Expr[] = [];
  walk([whole], (node) => {
    if (!isExpr(node) || (node.kind === 'call' && lastName(node.callee) === 'loads')) return false;
    parts.push(node);
    return node.kind !== 'call';
  });
  return parts;
}

const PART = { part: true } as const;
const WITHIN = { within: true } as const;

/** An answer, or a message, may be anything: it counts only where it is compared with what was sent. */
function isAboutSent(module: Module, { is, literal }: Compared, sent: readonly Expr[]): boolean {
  if (literal === undefined || is === 'request' || is === 'length') return true;
  return (
    typeof literal === 'string' &&
    sent.some((value) => {
      const known = jsonOf(module, value);
      return known !== undefined && typeof known.json === 'object' && isJsonOf(literal, known.json);
    })
  );
}

/** `body.decode()`, `int(length)`, `len(body)`. */
function unwrapped(module: Module, held: Held): Held {
  const { node, is } = held;
  const parent = parentOf(module, node);
  if (parent?.kind === 'attribute' && parent.object === node && parent.attribute.id === 'decode') {
    const call = module.callOf(parent);
    return call ? unwrapped(module, { node: call, is }) : held;
  }
  if (parent?.kind !== 'call' || parent.callee === node || parent.args.length !== 1) return held;
  const name = lastName(parent.callee);
  if (name === 'len' && is === 'request') return unwrapped(module, { node: parent, is: 'length' });
  return name === 'int' || name === 'str' ? unwrapped(module, { node: parent, is }) : held;
}

/** What an expression is compared with; `part`: whether that is looked for in it. */
function otherSide(module: Module, node: Expr): { readonly node: Expr; readonly part: boolean } | undefined {
  const parent = parentOf(module, node);
  if (parent?.kind === 'comparison' && parent.parts.length === 2) {
    const [operator = ''] = parent.operators;
    const index = parent.parts.indexOf(node);
    const other = parent.parts[1 - index];
    if (!other) return undefined;
    if (operator === '==') return { node: other, part: false };
    return operator === 'in' && index === 1 ? { node: other, part: true } : undefined;
  }
  if (parent?.kind !== 'call' || relationAsserted(parent) === undefined) return undefined;
  const [left, right] = parent.args.map(({ value }) => value);
  const isPart = relationAsserted(parent) === 'in';
  if (right === node && left) return { node: left, part: isPart };
  return left === node && right && !isPart ? { node: right, part: false } : undefined;
}

/** A literal, or a call of `json.dumps` with one of the values. */
interface Text {
  readonly at: Expr;
  readonly literal?: string | number;
  readonly value?: Expr;
}

/** `'{"a": 1}'`, `json.dumps(payload).encode()`, `str(len(json.dumps(payload)))`, or a name of these. */
function textsIn(analysis: Analysis, module: Module, at: Expr, sent: readonly Expr[]): readonly Text[] {
  const node = resolved(module, at);
  if (node.kind === 'text') return node.value === undefined ? [] : [{ at, literal: node.value }];
  if (node.kind === 'number') return [{ at, literal: numberOf(sourceOf(module, node)) }];
  if (node.kind !== 'call') return [];
  const dumped = dumpedBy(analysis, { module, node });
  if (dumped) {
    const value = sent.find((one) => isSameValue(module, one, dumped));
    return value ? [{ at, value }] : [];
  }
  const name = lastName(node.callee) ?? '';
  const inner = node.callee.kind === 'attribute' ? node.callee.object : node.args[0]?.value;
  return inner && /^(?:encode|decode|str|len|bytes)$/.test(name)
    ? textsIn(analysis, module, inner, sent).map((one) => ({ ...one, at }))
    : [];
}

function toCompared(
  module: Module,
  text: Text,
  is: Compared['is'],
  sent: readonly Expr[],
  held: Expr,
): Compared {
  const [only, ...others] = sent;
  const value = text.value ?? (others.length === 0 ? only : undefined);
  const known = value && jsonOf(module, value);
  const { start, end } = text.at;
  return {
    ...{ is, start, end, held: { start: held.start, end: held.end } },
    ...(text.literal !== undefined && { literal: text.literal }),
    ...(known && { sent: known.json }),
  };
}
