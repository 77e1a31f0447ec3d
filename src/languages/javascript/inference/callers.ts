import { groupPairs } from '../../../core/group.ts';
import { oncePer } from '../../kernel/once.ts';
import { modulesCalling } from '../../kernel/mentioning.ts';
import { isClass, type AnyCall, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { nameOfFunction } from '../binding/places.ts';
import { remembering, type Analysis } from './analysis.ts';
import { isSamePlace, type ClassRef, type FunctionRef, type Type } from './types.ts';

/** A call of a function of the project. */
export interface Caller {
  readonly module: Module;
  readonly call: AnyCall;
}

export interface Callers {
  readonly calls: readonly Caller[];
  /** Why not every call may be in sight; absent when all are. */
  readonly incomplete?: string;
}

/**
 * Every call of a function that is found in the project. A function that calls itself, directly or not, adds nothing to
 * what others pass.
 */
export const callersOf: (analysis: Analysis, fn: FunctionRef) => Callers = remembering(
  'callers',
  ({ node }) => node,
  { calls: [] },
  findCallers,
);

function findCallers(analysis: Analysis, fn: FunctionRef): Callers {
  const cls = classMadeBy(fn);
  const name = cls ? cls.node.id?.name : nameOfFunction(fn.module, fn.node);
  if (name === undefined) return { calls: [], incomplete: 'the function has no name' };
  const modules = modulesCalling(analysis, fn.module, [name]);
  if (!modules) return { calls: [], incomplete: `too many files mention \`${name}\`` };
  const calls: Caller[] = [];
  let incomplete: string | undefined;
  for (const module of modules) {
    const names = namesIn(module, name);
    const isIt = (node: Node): boolean =>
      analysis.infer({ module, node }).some((type) => (cls ? isNameOf(type, cls) : isFunctionOf(type, fn)));
    const named = [...names].flatMap((one) => module.callsOf(one));
    for (const call of named) if (isIt(call.callee)) calls.push({ module, call });
    if (isHandedOn(module, names, isIt)) incomplete = `\`${name}\` is passed on as a value`;
  }
  return { calls, ...(incomplete !== undefined && { incomplete }) };
}

/** What a file calls it: its name, and the names it is imported under. */
function namesIn(module: Module, name: string): ReadonlySet<string> {
  const imported = importedAs(module);
  return new Set([name, ...(imported.get(name) ?? []), ...(imported.get('default') ?? [])]);
}

/** The names in a file of what it imports, by what the other file calls it. */
const importedAs = oncePer(({ scope }: Module) =>
  groupPairs(
    [...scope.variables.values()].flatMap(({ name, bindings }) =>
      bindings.flatMap(({ origin }) => (origin.by === 'import' ? [[origin.name, name] as const] : [])),
    ),
  ),
);

const isFunctionOf = (type: Type, fn: FunctionRef): boolean =>
  type.is === 'function' && isSamePlace(type.fn, fn);

const isNameOf = (type: Type, cls: ClassRef): boolean =>
  (type.is === 'class' || type.is === 'client-class') && type.cls !== undefined && isSamePlace(type.cls, cls);

/** The class whose constructor a function is: `new` calls it. */
function classMadeBy({ module, node }: FunctionRef): ClassRef | undefined {
  if (node.type !== 'ClassMethod' || node.kind !== 'constructor') return undefined;
  const body = module.parentOf(node);
  const cls = body && module.parentOf(body);
  return isClass(cls) ? { module, node: cls } : undefined;
}

/** Whether the function is passed to something that may call it with anything. */
const isHandedOn = (module: Module, names: ReadonlySet<string>, isIt: (node: Node) => boolean): boolean =>
  [...names].some((name) =>
    module
      .callsWith(name)
      .some((call) =>
        call.arguments.some((one) => one.type === 'Identifier' && one.name === name && isIt(one)),
      ),
  );
