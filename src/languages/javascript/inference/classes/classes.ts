import { groupBy } from '../../../../core/group.ts';
import { oncePer } from '../../../kernel/once.ts';
import { keyName, memberName, unwrap, withoutDefault, type Class, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { annotationOf } from '../../binding/patterns.ts';
import { classAround, returnsOf } from '../../binding/places.ts';
import type { Origin } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { assigned } from '../collections/elements.ts';
import { callFunction } from '../functions/functions.ts';
import { questionOn } from '../keys.ts';
import { takesOptions } from './options.ts';
import {
  because,
  isIdentified,
  isIdentifiedValue,
  unite,
  type ClassRef,
  type Type,
  type Types,
} from '../types.ts';

/** The type of a class: a class of clients when it derives from one. */
export function classType(analysis: Analysis, cls: ClassRef): Types {
  const client = baseOf(analysis, cls).find(({ is }) => is === 'client-class');
  if (client?.is !== 'client-class' || makesOther(cls)) return [{ is: 'class', cls }];
  return [
    { is: 'client-class', cls, derived: true, ...(client.named !== undefined && { named: client.named }) },
  ];
}

/** A constructor that returns a value makes that, and no instance of the class. */
const makesOther = ({ node }: ClassRef): boolean =>
  node.body.body.some(
    (member) =>
      member.type === 'ClassMethod' && member.kind === 'constructor' && returnsOf(member).length > 0,
  );

/** What a class extends. */
function baseOf(analysis: Analysis, { module, node }: ClassRef): Types {
  return node.superClass ? analysis.infer({ module, node: node.superClass }) : [];
}

/** A class and all of the project's classes it derives from. */
export function ancestry(analysis: Analysis, cls: ClassRef): readonly ClassRef[] {
  const all: ClassRef[] = [];
  const met = new Set<Node>();
  for (let next: ClassRef | undefined = cls; next && !met.has(next.node);) {
    all.push(next);
    met.add(next.node);
    const base: Type | undefined = baseOf(analysis, next).find(
      (type) => type.is === 'class' || type.is === 'client-class',
    );
    next = base && 'cls' in base ? base.cls : undefined;
  }
  return all;
}

type Member = Class['body']['body'][number];

const isStatic = (member: Member): boolean => 'static' in member && member.static === true;

function nameOf(member: Member): string | undefined {
  if (!('key' in member)) return undefined;
  return keyName(member.key, 'computed' in member && member.computed);
}

const membersByName = oncePer(({ body }: Class) => groupBy(body.body, nameOf));

const methodsNamed = ({ node }: ClassRef, name: string): readonly Member[] =>
  (membersByName(node).get(name) ?? []).filter(
    (member) =>
      !isStatic(member) &&
      (member.type === 'ClassMethod' || (member.type === 'ClassProperty' && !!member.value)),
  );

/**
 * Whether the project's own code decides what a method of a client does: a class derived from the client defines it, or
 * the client's own class gives it other parameters than a URL and options.
 */
export function overrides(analysis: Analysis, cls: ClassRef, derived: boolean, method: string): boolean {
  const all = ancestry(analysis, cls);
  const isRoot = (one: ClassRef): boolean => one === all.at(-1) && !derives(analysis, one);
  return all.some((one) => {
    const methods = methodsNamed(one, method);
    if (derived && !isRoot(one)) return methods.length > 0;
    return methods.some(
      (member) =>
        member.type === 'ClassMethod' &&
        (member.params.length > (method === 'request' ? 3 : 2) ||
          !takesOptions(analysis, { module: one.module, node: member }, method)),
    );
  });
}

/** Whether a class extends a client, seen here or not. */
const derives = (analysis: Analysis, cls: ClassRef): boolean =>
  baseOf(analysis, cls).some(({ is }) => is === 'client-class');

/** What a member of an instance, or of the class itself, is; `undefined` when nothing sets it. */
export function classMemberOf(
  analysis: Analysis,
  cls: ClassRef,
  name: string,
  self: Type,
): Types | undefined {
  const wantsStatic = self.is === 'class' || self.is === 'client-class';
  for (const one of ancestry(analysis, cls)) {
    const found = ownMember(analysis, one, name, self, wantsStatic);
    if (found) return found;
  }
  return undefined;
}

function ownMember(
  analysis: Analysis,
  cls: ClassRef,
  name: string,
  self: Type,
  wantsStatic: boolean,
): Types | undefined {
  const { module, node } = cls;
  const written = (membersByName(node).get(name) ?? [])
    .filter((member) => isStatic(member) === wantsStatic)
    .map((member) => memberType(analysis, module, member, self));
  const parameters = wantsStatic ? [] : parameterProperties(analysis, cls, name);
  const stored = storedByClass(analysis, cls, name);
  const all = [...written.map(({ value }) => value), ...parameters, ...stored];
  if (all.length === 0) return undefined;
  const types = unite(...all);
  if (isIdentifiedValue(types)) return types;
  const annotated = unite(
    ...written.map(({ type }) => (type ? analysis.inferAnnotation({ module, node: type }) : [])),
  );
  return isIdentified(annotated) ? because('annotated', annotated) : types.length > 0 ? types : undefined;
}

interface MemberType {
  readonly value: Types;
  readonly type?: Node | undefined;
}

function memberType(analysis: Analysis, module: Module, member: Member, self: Type): MemberType {
  switch (member.type) {
    case 'ClassMethod':
    case 'ClassPrivateMethod': {
      const fn: Type = { is: 'function', fn: { module, node: member }, self };
      if (member.kind === 'get') return { value: callFunction(analysis, fn) };
      return { value: member.kind === 'set' ? [] : [fn] };
    }
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      return {
        value: member.value ? analysis.infer({ module, node: member.value }) : [],
        type: annotationOf(member),
      };
    default:
      return { value: [] };
  }
}

/** `constructor(private client: TestClient)`: what the parameter of that name is. */
const parameterProperties = (
  analysis: Analysis,
  { module, node }: ClassRef,
  name: string,
): readonly Types[] =>
  (parametersByName(node).get(name) ?? []).flatMap((parameter) =>
    (module.variableOf(parameter)?.bindings ?? []).map((binding) => analysis.inferBinding(module, binding)),
  );

/** The parameters of constructors that are properties. A class may have thousands of members, each of which reads one. */
const parametersByName = oncePer(({ body }: Class) =>
  groupBy(
    body.body.flatMap((member) => {
      if (member.type !== 'ClassMethod' || member.kind !== 'constructor') return [];
      return member.params.flatMap((parameter) => {
        if (parameter.type !== 'TSParameterProperty') return [];
        const inner = withoutDefault(parameter.parameter);
        return inner.type === 'Identifier' ? [inner] : [];
      });
    }),
    (parameter) => parameter.name,
  ),
);

/** `this.name = ...` in the class. */
function storedByClass(analysis: Analysis, { module, node }: ClassRef, name: string): readonly Types[] {
  const stores = storesByClass(module).get(node)?.get(name) ?? [];
  if (stores.length === 0) return [];
  // Each of many methods may store it, and read it.
  return [
    analysis.once(questionOn(node, `stored ${name}`), () =>
      unite(...stores.map((origin) => assigned(analysis, module, origin))),
    ),
  ];
}

type Assigned = Extract<Origin, { readonly by: 'value' }>;

/** What a file assigns to members of `this`, by class and name. */
const storesByClass = oncePer(
  (module: Module): ReadonlyMap<Node, ReadonlyMap<string, readonly Assigned[]>> => {
    const found = new Map<Node, Map<string, Assigned[]>>();
    for (const { member, origin } of module.stores) {
      const name = memberName(member);
      if (origin.by !== 'value' || name === undefined || unwrap(member.object).type !== 'ThisExpression')
        continue;
      const cls = classAround(module, member);
      if (!cls) continue;
      const names = found.get(cls) ?? new Map<string, Assigned[]>();
      found.set(cls, names);
      const origins = names.get(name);
      if (origins) origins.push(origin);
      else names.set(name, [origin]);
    }
    return found;
  },
);
