import { REQUESTS } from '../../../../clients/methods.ts';
import { isOtherPackage } from '../../../../clients/npm.ts';
import { areOfOldClient } from '../../../../clients/options.ts';
import { keyName, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { annotationOf } from '../../binding/patterns.ts';
import type { Analysis } from '../analysis.ts';
import { optionsIndex } from '../clients.ts';
import { questionOn } from '../keys.ts';
import { isDouble, isGlobal } from '../knowledge.ts';
import { basesOf, membersOf } from './shapes.ts';
import { data, none, type ClassRef, type Placed, type Type, type Types } from '../types.ts';
import { ancestry, classMemberOf } from './classes.ts';
import { optionsTaken, parametersOf } from './options.ts';

/**
 * Whose interface something of the project has that is called like a client. `old`: that of the old client, so that its calls are
 * to be migrated. `other`: another one, that of the new client among them. `open`: nothing tells.
 */
export type Interface = 'old' | 'other' | 'open';

/** What the methods of a class, of an interface or of an object show of the options that they take. */
export function interfaceOf(analysis: Analysis, types: Types): Interface {
  const all = types.map((type) => ofType(analysis, type));
  if (all.includes('old')) return 'old';
  return all.includes('other') ? 'other' : 'open';
}

/** A class of the project that is called like a client, as far as it shows that it is the old one. */
export function asOldClient(
  analysis: Analysis,
  cls: ClassRef,
): Extract<Type, { is: 'client-class' }> | undefined {
  const type = { is: 'client-class', cls } as const;
  if (analysis.names.configured.has(cls.node.id?.name ?? '')) return type;
  switch (interfaceOf(analysis, [{ is: 'class', cls }])) {
    case 'old':
      return type;
    case 'open':
      return { ...type, named: cls.node.id?.name ?? '' };
    case 'other':
      return undefined;
  }
}

function ofType(analysis: Analysis, type: Type): Interface {
  const place = placeOf(type);
  if (!place) {
    if (type.is === 'client') return type.likely ? 'open' : 'old';
    if (type.is === 'client-class' || type.is === 'client-factory')
      return type.named === undefined ? 'old' : 'open';
    return isOpen(type) ? 'open' : 'other';
  }
  // A class may hand options on to another that is judged by what this one does.
  const [answer] = analysis.once(questionOn(place.node, 'interface'), () => [
    ANSWERS[judge(analysis, type, place)],
  ]);
  return answer === ANSWERS.old ? 'old' : answer === ANSWERS.other ? 'other' : 'open';
}

/** Whether something of which no more is known may be a client: packages with clients of their own, and globals, give none. */
function isOpen(type: Type): boolean {
  const path = type.is === 'external' ? type.path : type.is === 'made' ? type.by : undefined;
  if (path === undefined) return type.is === 'unknown' || type.is === 'member';
  const root = path.replace(/\..*/, '');
  return !isOtherPackage(root) && !isGlobal(root) && !isDouble(path);
}

/** What is remembered of a class has to be a type. */
const ANSWERS: Readonly<Record<Interface, Type>> = {
  old: data('boolean'),
  other: none,
  open: data('unknown'),
};

/** Where a class, an interface or an object is written. */
function placeOf(type: Type): Placed | undefined {
  switch (type.is) {
    case 'class':
    case 'instance':
      return type.cls;
    case 'shape':
      return type.at;
    case 'object':
      return type.literal;
    default:
      return undefined;
  }
}

function judge(analysis: Analysis, type: Type, { module }: Placed): Interface {
  const sending = methodsOf(analysis, type, 'request');
  if (!sending.some(({ node }) => takesUrl(node)) && !(sending.length === 0 && inheritsMore(analysis, type)))
    return 'other';
  const taken = REQUESTS.flatMap((name) =>
    methodsOf(analysis, type, name).map((method) => optionsTaken(analysis, method, optionsIndex(name))),
  );
  const names = new Set(taken.flatMap((one) => [...one.names]));
  if (areOfOldClient(names) || taken.some(({ isClients }) => isClients)) return 'old';
  return names.size > 0 || sendsOtherwise(module) ? 'other' : 'open';
}

/** Whether a class has methods of a base that is not part of the project. */
const inheritsMore = (analysis: Analysis, type: Type): boolean =>
  (type.is === 'class' || type.is === 'instance') &&
  Boolean(ancestry(analysis, type.cls).at(-1)?.node.superClass);

/** `request(method, url, options)`, and not `request({ method, url })`. */
function takesUrl(method: Node): boolean {
  const parameters = parametersOf(method);
  return parameters.length > 1 || parameters[0]?.type === 'RestElement';
}

/** Whether a file sends requests by what is known to have another interface. */
const sendsOtherwise = ({ scope, source }: Module): boolean =>
  /\bfetch\s*\(/.test(source) ||
  [...scope.variables.values()].some(({ bindings }) =>
    bindings.some(({ origin }) => origin.by === 'import' && isOtherPackage(origin.from)),
  );

/** The functions and signatures that a method is written as. */
function methodsOf(analysis: Analysis, type: Type, name: string): readonly Placed[] {
  switch (type.is) {
    case 'class':
    case 'instance':
      return [
        ...functionsIn(membersOfClass(analysis, type.cls, name)),
        ...declaredBy(analysis, type.cls, name),
      ];
    case 'object':
      return functionsIn(analysis.memberOf(type, name));
    case 'shape':
      return signaturesIn(analysis, type.at, name);
    default:
      return [];
  }
}

const membersOfClass = (analysis: Analysis, cls: ClassRef, name: string): Types =>
  classMemberOf(analysis, cls, name, { is: 'instance', cls }) ?? [];

const functionsIn = (types: Types): readonly Placed[] =>
  types.flatMap((type) => (type.is === 'function' ? [type.fn] : []));

/** Methods that a class declares without a body, the types of its properties that hold functions, and interfaces of its name. */
const declaredBy = (analysis: Analysis, cls: ClassRef, name: string): readonly Placed[] =>
  ancestry(analysis, cls).flatMap(({ module, node }) => [
    ...mergedWith(module, node).flatMap((merged) => signaturesIn(analysis, { module, node: merged }, name)),
    ...node.body.body.flatMap((member): readonly Placed[] => {
      if (!('key' in member) || keyName(member.key, false) !== name) return [];
      if (member.type === 'TSDeclareMethod') return [{ module, node: member }];
      const type = member.type === 'ClassProperty' ? annotationOf(member) : undefined;
      return type ? [{ module, node: type }] : [];
    }),
  ]);

/** TypeScript merges a class with the interfaces of its name. */
const mergedWith = (module: Module, { id, body }: ClassRef['node']): readonly Node[] =>
  id ? module.typesNamed(id.name, body).filter(({ type }) => type === 'TSInterfaceDeclaration') : [];

function signaturesIn(analysis: Analysis, at: Placed, name: string): readonly Placed[] {
  const { module } = at;
  const own = membersOf(at.node).flatMap((member): readonly Placed[] => {
    if (!('key' in member) || keyName(member.key, false) !== name) return [];
    if (member.type === 'TSMethodSignature') return [{ module, node: member }];
    const type = member.type === 'ObjectTypeProperty' ? member.value : annotationOf(member);
    return type ? [{ module, node: type }] : [];
  });
  if (own.length > 0) return own;
  return basesOf(analysis, at).flatMap((base) => methodsOf(analysis, base, name));
}
