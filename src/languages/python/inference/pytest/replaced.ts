import { oncePer } from '../../../kernel/once.ts';
import type { Call, Expr } from '../../ast.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { positional } from '../functions/arguments.ts';
import { conftestsOf } from './conftests.ts';

/** A call that puts something in place of an attribute for a time: `monkeypatch.setattr(client, "get", fake)`. */
interface Replacement {
  readonly method: string;
  /** What it is an attribute of; absent where that is told by a dotted name, which says it is a client. */
  readonly owner?: Expr;
  /** The test it is made for, when it is made in one or over one. */
  readonly test: FunctionInfo | undefined;
}

const replacementsIn = oncePer((module: Module): readonly Replacement[] =>
  module.calls.flatMap((call) => replacement(module, call)),
);

function replacement(module: Module, call: Call): Replacement[] {
  const { callee, args } = call;
  if (callee.kind !== 'attribute' && callee.kind !== 'name') return [];
  if (!/(^|\.)(setattr|patch|patch\.object)$/.test(sourceOf(module, callee))) return [];
  const [first, second] = [positional(args, 0), positional(args, 1)];
  const test = testOf(module, call);
  if (first?.kind === 'text') {
    const method = /Client\.(\w+)$/.exec(first.value ?? '')?.[1];
    return method === undefined ? [] : [{ method, test }];
  }
  return first && second?.kind === 'text' && second.value !== undefined
    ? [{ method: second.value, owner: first, test }]
    : [];
}

function testOf(module: Module, call: Call): FunctionInfo | undefined {
  const decorated = [...module.functions.values()].find(({ def }) => def.decorators.includes(call));
  const info = decorated ?? functionAround(module, call);
  return info?.def.name.id.startsWith('test') ? info : undefined;
}

/** Whether a test, or a fixture in sight, puts something in place of a client's method where a call stands. */
export function isReplaced(analysis: Analysis, module: Module, at: Expr, method: string): boolean {
  const isHere = (test: FunctionInfo | undefined): boolean =>
    test === undefined || (test.def.start <= at.start && at.end <= test.def.end);
  return [module, ...conftestsOf(analysis, module)].some((one) =>
    replacementsIn(one).some(
      ({ owner, test, ...replaced }) =>
        replaced.method === method &&
        (one === module ? isHere(test) : test === undefined) &&
        (!owner ||
          analysis
            .infer({ module: one, node: owner })
            .some(({ is }) => is === 'client' || is === 'client-class')),
    ),
  );
}
