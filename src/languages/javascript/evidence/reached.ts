import { isProduct } from '../../../clients/doubts.ts';
import { isOtherPackage } from '../../../clients/npm.ts';
import type { Callee } from '../../../core/model/calls.ts';
import type { RecordedRead } from '../../../core/model/recorded.ts';
import type { Subject, SubjectKind } from '../../../core/model/subjects.ts';
import type { Name } from '../../../core/model/values.ts';
import { fits } from '../../kernel/evidence/resolver.ts';
import { isMember, memberName, spanOf, unwrap, type AnyCall, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isClientMethod } from '../inference/clients.ts';
import { isDouble, isGlobal, isTestFunction } from '../inference/knowledge.ts';
import { importsOthers } from '../inference/named.ts';
import { isNone, type Type } from '../inference/types.ts';
import { toValue } from '../sites/values.ts';
import type { Recorded } from './recorded.ts';

interface ReachedInRun {
  readonly receiver: Subject;
  readonly callee: Callee;
  readonly method: Name;
}

/** How a call reaches a client's method of which reading does not know that it is one; `undefined` where no run shows it. */
export function reachedInRun(
  analysis: Analysis,
  module: Module,
  call: AnyCall,
  recorded: Recorded,
): ReachedInRun | undefined {
  if (call.type === 'NewExpression' || isProduct(module)) return undefined;
  const rows = recorded.calls(spanOf(call)) ?? [];
  const isClients = rows.length > 0 && rows.every(({ library }) => library === 'test-client');
  const shape = recorded.before(spanOf(call))?.shape;
  if (!isClients || !shape) return undefined;
  // The method is told by the run: it may be called by another name.
  const { name: _, ...given } = shape;
  if (!rows.every((row) => fits(given, row))) return undefined;
  return byCallee(analysis, module, unwrap(call.callee), [...new Set(rows.map(({ method }) => method))]);
}

function byCallee(
  analysis: Analysis,
  module: Module,
  callee: Node,
  methods: readonly string[],
): ReachedInRun | undefined {
  const [only, ...others] = methods;
  if (only === undefined) return undefined;
  const name = others.length > 0 ? '' : only;
  const { start, end } = spanOf(callee);
  const isOpen = (node: Node): boolean => mayBeAny(analysis, module, node);
  if (isMember(callee)) {
    const written = memberName(callee);
    const receiver = seenAs('client', module, callee.object);
    if (written !== undefined && isClientMethod(written))
      return written === name && isOpen(callee.object)
        ? {
            receiver,
            callee: { via: 'member', span: { start, end } },
            method: { ...spanOf(callee.property), name },
          }
        : undefined;
    if (written === undefined) {
      if (!isOpen(callee.object)) return undefined;
      const value = toValue(analysis, { module, node: callee.property });
      const chosen = { ...value, kinds: ['text'] as const, constants: methods };
      return {
        receiver,
        callee: { via: 'dynamic', span: { start, end }, name: chosen },
        method: { start: end, end, name },
      };
    }
  }
  if (!['Identifier', 'MemberExpression', 'OptionalMemberExpression'].includes(callee.type)) return undefined;
  if (!isOpen(callee)) return undefined;
  const holder = callee.type === 'Identifier' ? 'name' : 'place';
  return {
    receiver: seenAs('client', module, callee),
    callee: { via: 'bound', span: { start, end }, holder, methods },
    method: { start, end, name },
  };
}

/** What an expression is that reading does not know, by what was read from it in a recorded run; `undefined` where none shows it. */
export function seenSubject(
  analysis: Analysis,
  module: Module,
  node: Node,
  rows: readonly RecordedRead[],
  kinds: readonly SubjectKind[],
): Subject | undefined {
  const [is, ...others] = new Set(rows.map((one) => one.of));
  if (is === undefined || others.length > 0 || !kinds.includes(is)) return undefined;
  // What other callers than the tests may hand to the code that is tested is not seen.
  if (isProduct(module) || importsOthers(module)) return undefined;
  return mayBeAny(analysis, module, node) ? seenAs(is, module, node) : undefined;
}

const seenAs = (is: SubjectKind, module: Module, node: Node): Subject => ({
  is,
  ...spanOf(node),
  text: sourceOf(module, node),
  certainty: 'proven',
  because: 'seen',
  library: 'test-client',
});

/** Whether reading knows nothing of an expression that would speak against what a run shows. */
const mayBeAny = (analysis: Analysis, module: Module, node: Node): boolean =>
  analysis
    .infer({ module, node })
    .filter((type) => !isNone(type))
    .every(isUnknown);

/** Not known, read from something of which too little is known, or from outside of the project and nothing that is known. */
function isUnknown(type: Type): boolean {
  switch (type.is) {
    case 'unknown':
      return true;
    case 'member':
      return ['instance', 'class', 'context', 'shape'].includes(type.of.is) || isUnknown(type.of);
    case 'external':
      return isStrange(type.path);
    case 'made':
      return type.of === undefined && isStrange(type.by);
    default:
      return false;
  }
}

/** Whether nothing is known of what goes by a dotted name. */
function isStrange(path: string): boolean {
  const root = path.replace(/(?!^)\.(?!\.?\/).*/, '');
  return !isDouble(path) && !isGlobal(root) && !isOtherPackage(root) && !isTestFunction(path);
}
