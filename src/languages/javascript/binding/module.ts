import { groupPairs } from '../../../core/group.ts';
import type { Span } from '../../../core/text.ts';
import {
  isFunction,
  isMember,
  memberName,
  unwrap,
  type AnyCall,
  type Identifier,
  type Node,
  type Program,
} from '../ast.ts';
import type { Parsed } from '../parser.ts';
import { declare, type Store } from './declare.ts';
import { exportsOf, type Exports } from './exports.ts';
import { bindingsReaching } from './reaching.ts';
import { lookup, lookupType, type Scope, type Variable, type Binding } from './scope.ts';

/** A parsed file with its scopes, variables and exports. Depends on its text alone. */
export interface Module {
  readonly path: string;
  readonly source: string;
  readonly program: Program;
  readonly comments: readonly Span[];
  readonly scope: Scope;
  readonly exports: Exports;
  /** Every node, outer before inner. */
  readonly nodes: readonly Node[];
  /** In source order, outer before inner. */
  readonly calls: readonly AnyCall[];
  /** Calls of what goes by a name, itself or as a member. */
  callsOf(name: string): readonly AnyCall[];
  /** Calls that are given a name as an argument. */
  callsWith(name: string): readonly AnyCall[];
  /** Assignments to members. */
  readonly stores: readonly Store[];
  /** Those to members of a name. */
  storesOf(name: string): readonly Store[];
  parentOf(node: Node): Node | undefined;
  /** The innermost scope a node stands in. */
  scopeOf(node: Node): Scope;
  variableOf(name: Node): Variable | undefined;
  /** The bindings whose value a read may see. */
  bindingsOf(read: Identifier): readonly Binding[];
  typesNamed(name: string, from: Node): readonly Node[];
  variableNamed(name: string, from: Node): Variable | undefined;
  /** The function whose `this` holds where a node stands: the nearest that is no arrow. */
  ownerOf(node: Node): Node | undefined;
}

/** `name` of `name(...)` and of `object.name(...)`. */
function calledName(callee: Node): string | undefined {
  const plain = unwrap(callee);
  if (plain.type === 'Identifier') return plain.name;
  return isMember(plain) ? memberName(plain) : undefined;
}

const byNames = <T>(
  items: readonly T[],
  namesOf: (item: T) => readonly (string | undefined)[],
): ReadonlyMap<string, readonly T[]> =>
  groupPairs(
    items.flatMap((item) =>
      [...new Set(namesOf(item))].flatMap((name) => (name === undefined ? [] : [[name, item] as const])),
    ),
  );

export function bindModule(path: string, source: string, { program, comments }: Parsed): Module {
  const declarations = declare(program);
  const { scopes, parents, variables, nodes, calls, stores } = declarations;
  const scope = scopes.get(program)!;
  const scopeOf = (node: Node): Scope => {
    for (let one: Node | undefined = node; one; one = parents.get(one)) {
      const found = scopes.get(one);
      if (found) return found;
    }
    return scope;
  };
  const storesByName = byNames(stores, ({ member }) => [memberName(member)]);
  const callsByName = byNames(calls, ({ callee }) => [calledName(callee)]);
  const callsByArgument = byNames(calls, (call) =>
    call.arguments.map((one) => (one.type === 'Identifier' ? one.name : undefined)),
  );
  return {
    path,
    source,
    program,
    comments,
    scope,
    exports: exportsOf(declarations),
    nodes,
    calls,
    callsOf: (name) => callsByName.get(name) ?? [],
    callsWith: (name) => callsByArgument.get(name) ?? [],
    stores,
    storesOf: (name) => storesByName.get(name) ?? [],
    parentOf: (node) => parents.get(node),
    scopeOf,
    variableOf: (name) => variables.get(name),
    bindingsOf: (read) => {
      const variable = variables.get(read);
      return variable ? bindingsReaching(parents, variable, read) : [];
    },
    typesNamed: (name, from) => lookupType(scopeOf(from), name),
    variableNamed: (name, from) => lookup(scopeOf(from), name),
    ownerOf: (node) => {
      for (let one = parents.get(node); one; one = parents.get(one)) {
        if (isFunction(one) && one.type !== 'ArrowFunctionExpression') return one;
        if (one.type === 'ClassProperty' || one.type === 'ClassPrivateProperty' || one.type === 'StaticBlock')
          return one;
      }
      return undefined;
    },
  };
}
