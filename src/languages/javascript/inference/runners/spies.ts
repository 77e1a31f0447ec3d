import { oncePer } from '../../../kernel/once.ts';
import { isMember, memberName, unwrap, type AnyCall } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import type { Types } from '../types.ts';

/** `vi.spyOn(object, "name")`, `sinon.stub(object, "name")`, `mock.method(object, "name")`. */
const SPYING = new Set(['spyOn', 'stub', 'spy', 'method', 'replace', 'replaceProperty']);

interface Spy {
  readonly call: AnyCall;
  readonly method: string;
}

/** The method or property that a call puts something in the place of; `undefined` for any other call. */
export const replacedBy = (call: AnyCall): string | undefined => spyOf(call)?.method;

/** The calls of a file that put something in place of a method, or watch it. */
const spiesIn = oncePer(({ calls }: Module): readonly Spy[] => calls.flatMap((call) => spyOf(call) ?? []));

function spyOf(call: AnyCall): Spy | undefined {
  const callee = unwrap(call.callee);
  const [, name] = call.arguments;
  if (!isMember(callee) || !SPYING.has(memberName(callee) ?? '') || name?.type !== 'StringLiteral')
    return undefined;
  return { call, method: name.value };
}

/** The method of a client that a call spies on. */
export function spiedOn(analysis: Analysis, module: Module, call: AnyCall): Types {
  const spy = spyOf(call);
  const [object] = call.arguments;
  if (!spy || !object) return [];
  return analysis
    .infer({ module, node: object })
    .flatMap((of) => (of.is === 'client' ? [{ is: 'member' as const, of, name: spy.method }] : []));
}

/** Whether a file spies on a method of its clients. */
export const isSpied = (analysis: Analysis, module: Module, method: string): boolean =>
  spiesIn(module).some((spy) => spy.method === method && spiedOn(analysis, module, spy.call).length > 0);

/** Whether a file puts something else in the place of a method of its clients: `client.get = vi.fn()`. */
export const isAssigned = (analysis: Analysis, module: Module, method: string): boolean =>
  module
    .storesOf(method)
    .some(({ member }) => analysis.infer({ module, node: member.object }).some(({ is }) => is === 'client'));
