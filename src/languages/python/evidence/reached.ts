import { isOtherFramework } from '../../../clients/packages.ts';
import type { Library, Subject } from '../../../core/model/subjects.ts';
import type { RecordedCall } from '../../../core/model/recorded.ts';
import type { Span } from '../../../core/text.ts';
import type { CallShape } from '../../kernel/evidence/resolver.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { isHandedOver } from '../guards/product.ts';
import type { Analysis } from '../inference/analysis.ts';
import { positional } from '../inference/functions/arguments.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { isMock } from '../inference/replaced/mocks.ts';
import { isNone, type Type } from '../inference/types.ts';
import { canonical } from '../names.ts';
import type { Reached } from '../sites/bound.ts';
import { toValue } from '../sites/values.ts';
import type { Recorded } from './recorded.ts';

/** How a call reaches a client's method of which reading does not know that it is one; `undefined` where no run shows it. */
export function reachedInRun(
  analysis: Analysis,
  module: Module,
  call: Call,
  recorded: Recorded,
): Reached | undefined {
  const [rows, before] = [recorded.calls(call) ?? [], recorded.before(call)];
  const library = libraryOf(rows);
  if (!library || !before || !rows.every((row) => isWrittenAs(before.shape, row))) return undefined;
  const methods = [...new Set(rows.map(({ method }) => method))];
  const found = byCallee(analysis, module, call, methods);
  // Other callers than the tests may hand the code that is tested something else.
  return found && !isHandedOver(analysis, module, library)
    ? { ...found, receiver: { ...found.receiver, library } }
    : undefined;
}

/** The library that all the clients are of; one that is neither is none of ours. */
function libraryOf(rows: readonly RecordedCall[]): Library | undefined {
  const [first, ...others] = new Set(rows.map(({ library }) => library));
  return others.length > 0 || first === 'other' ? undefined : first;
}

/** Whether a client's method was given what was written in a call when it ran: no more, as by `partial`, and no less. */
function isWrittenAs({ positional: count, keywords, values }: CallShape, row: RecordedCall): boolean {
  const names = values.flatMap(({ at }) => (typeof at === 'string' ? [canonical(at)] : []));
  return (
    (count === 'unknown' ? row.args.length >= values.length - names.length : row.args.length === count) &&
    names.every((name) => Object.hasOwn(row.options, name)) &&
    (keywords === 'unknown' || Object.keys(row.options).length === names.length)
  );
}

type Found = Omit<Reached, 'receiver'> & { readonly receiver: Omit<Subject, 'library'> };

function byCallee(
  analysis: Analysis,
  module: Module,
  { callee }: Call,
  methods: readonly string[],
): Found | undefined {
  const [only] = methods;
  const isOpen = (node: Expr): boolean => mayBeAny(analysis, module, node);
  if (callee.kind === 'attribute' && CLIENT_METHODS.has(callee.attribute.id)) {
    const { id, start, end } = callee.attribute;
    if (methods.length > 1 || only !== canonical(id) || !isOpen(callee.object)) return undefined;
    return {
      receiver: seenClient(module, callee.object),
      callee: { via: 'member', span: callee.outer },
      method: { start, end, name: only },
    };
  }
  const name = methods.length === 1 && only !== undefined ? only : '';
  if (callee.kind === 'call') {
    const [object, text] = [positional(callee.args, 0), positional(callee.args, 1)];
    const isGetter = callee.callee.kind === 'name' && callee.callee.id === 'getattr';
    if (!isGetter || !object || !text || !isOpen(object)) return undefined;
    const value = {
      ...toValue(analysis, { module, node: text }),
      kinds: ['text'] as const,
      constants: methods,
    };
    return {
      receiver: seenClient(module, object),
      callee: { via: 'dynamic', span: callee.outer, name: value },
      method: { start: callee.end, end: callee.end, name },
    };
  }
  if (!isOpen(callee)) return undefined;
  const { start, end } = callee;
  return {
    receiver: seenClient(module, callee),
    callee: { via: 'bound', span: callee.outer, holder: callee.kind === 'name' ? 'name' : 'place', methods },
    method: { start, end, name },
  };
}

const seenClient = (module: Module, node: Expr): Omit<Subject, 'library'> => ({
  is: 'client',
  ...spanOfNode(node),
  text: sourceOf(module, node),
  certainty: 'proven',
  because: 'seen',
});

const spanOfNode = ({ start, end }: Span): Span => ({ start, end });

/** Whether reading knows nothing of an expression that would speak against what a run shows. */
export function mayBeAny(analysis: Analysis, module: Module, node: Expr): boolean {
  const types = analysis.infer({ module, node });
  // What is never anything but None is no client.
  return (
    types.length === 0 || (!types.every(isNone) && types.every((type) => isNone(type) || isUnknown(type)))
  );
}

/** Not known, read from something of which too little is known, or made outside of the project by nothing that is known. */
function isUnknown(type: Type): boolean {
  switch (type.is) {
    case 'unknown':
      return true;
    case 'member':
      return type.of.is === 'instance' || type.of.is === 'class' || isUnknown(type.of);
    case 'made':
      return !isMock(type) && !isOtherFramework(type.by) && !OTHERS.test(type.by);
    default:
      return false;
  }
}

/** What makes other clients, or none. */
const OTHERS =
  /^(?:application\.test_client|builtins|client|collections|httpx2?|nothing|operator|pytest|requests|response|unittest|urllib)\b/;
