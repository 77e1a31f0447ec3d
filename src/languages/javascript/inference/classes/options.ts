import { BODIES, ofOtherType, OPTION_NAMES } from '../../../../clients/options.ts';
import {
  isMember,
  keyName,
  memberName,
  textOf,
  typeArgumentsOf,
  withoutDefault,
  type AnyCall,
  type AnyFunction,
  type Identifier,
  type Node,
  isFunction,
} from '../../ast.ts';
import type { Variable } from '../../binding/scope.ts';
import { annotationOf } from '../../binding/patterns.ts';
import { outermost } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { optionsIndex } from '../clients.ts';
import { basesOf, membersOf } from './shapes.ts';
import type { Placed, Type } from '../types.ts';
import { documented } from './documented.ts';

/** Functions that hand a parameter on to each other are followed so far. */
const MAX_DEPTH = 6;

/** What is known of the options that a function takes in one of its parameters. */
export interface Taken {
  readonly names: ReadonlySet<string>;
  /** They are handed on as they are to a method of a client, which decides what they may be. */
  readonly isClients: boolean;
}

const nothing: Taken = { names: new Set(), isClients: false };

const all = (parts: readonly Taken[]): Taken => ({
  names: new Set(parts.flatMap(({ names }) => [...names])),
  isClients: parts.some(({ isClients }) => isClients),
});

const named = (...names: readonly (string | undefined)[]): Taken => ({
  names: new Set(names.filter((name) => name !== undefined)),
  isClients: false,
});

/**
 * The options that a function, a method or a signature takes in the parameter at `index`: those that its type declares, its
 * JSDoc lists, or its code reads, there or in what it hands them on to.
 */
export function optionsTaken(analysis: Analysis, { module, node }: Placed, index: number, depth = 0): Taken {
  const params = parametersOf(node);
  const last = params.at(-1);
  const parameter = params[index] ?? (last?.type === 'RestElement' ? last : undefined);
  if (!parameter || depth > MAX_DEPTH) return nothing;
  const plain = withoutDefault(parameter);
  const type = annotationOf(plain);
  const declared = type ? declaredIn(analysis, { module, node: type }) : nothing;
  const name = plain.type === 'Identifier' ? plain.name : undefined;
  const listed = named(...(name === undefined ? [] : documented(analysis, { module, node }, name)));
  if (!isFunction(node)) return all([declared, listed]);
  const offset = plain.type === 'RestElement' ? index - params.length + 1 : undefined;
  const target = plain.type === 'RestElement' ? plain.argument : plain;
  return all([declared, listed, takenBy(analysis, module, target, { depth, offset })]);
}

/** What a parameter is called that holds something to send, and no options. */
const PAYLOAD =
  /^(?:body|payload|data|json|content|message|value|values|query|dto|entity|input|fallback|default\w*|callback|cb|fn)$/i;

/** Whether a method of the project's own client takes options where the client does, and not a body or anything else. */
export function takesOptions(analysis: Analysis, { module, node }: Placed, method: string): boolean {
  const index = optionsIndex(method);
  const parameter = parametersOf(node)[index];
  const plain = parameter && withoutDefault(parameter);
  if (!plain || plain.type === 'RestElement') return true;
  const { names, isClients } = optionsTaken(analysis, { module, node }, index);
  if (names.size > 0 || isClients) return isClients || OPTION_NAMES.some((name) => names.has(name));
  const type = annotationOf(plain);
  const types = type ? analysis.inferAnnotation({ module, node: type }) : [];
  const isPlain = types.some((one) => one.is === 'data' && ['text', 'number', 'boolean'].includes(one.kind));
  return !isPlain && !(plain.type === 'Identifier' && PAYLOAD.test(plain.name));
}

/** The parameters of a function, a method or a signature. */
export function parametersOf(node: Node): readonly Node[] {
  if (isFunction(node) || node.type === 'TSDeclareFunction' || node.type === 'TSDeclareMethod')
    return node.params;
  if (node.type === 'FunctionTypeAnnotation') return node.params;
  return node.type === 'TSMethodSignature' || node.type === 'TSFunctionType' ? node.parameters : [];
}

/** The names of the properties that a written type declares, whatever it is wrapped in. */
function declaredIn(analysis: Analysis, { module, node }: Placed, depth = 0): Taken {
  if (depth > MAX_DEPTH) return nothing;
  const found = analysis.inferAnnotation({ module, node }).flatMap((type) => namesOf(analysis, type, depth));
  if (found.length > 0) return named(...found);
  const isJoined = node.type === 'TSUnionType' || node.type === 'TSIntersectionType';
  const parts = isJoined ? node.types : typeArgumentsOf(node);
  return all(parts.map((one) => declaredIn(analysis, { module, node: one }, depth + 1)));
}

function namesOf(analysis: Analysis, type: Type, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (type.is === 'instance') return type.cls.node.body.body.flatMap((member) => nameOfMember(member) ?? []);
  if (type.is !== 'shape') return [];
  return [
    ...membersOf(type.at.node).flatMap((member) => nameOfMember(member) ?? []),
    ...basesOf(analysis, type.at).flatMap((base) => namesOf(analysis, base, depth + 1)),
  ];
}

/** The name of an option; one that no client has where the type is not the client's, so that it speaks against one. */
function nameOfMember(member: Node): string | undefined {
  switch (member.type) {
    case 'TSPropertySignature':
    case 'ObjectTypeProperty':
    case 'ClassProperty': {
      const name = keyName(member.key, false);
      return name !== undefined && isOfOthers(name, annotationOf(member)) ? ofOtherType(name) : name;
    }
    default:
      return undefined;
  }
}

/** Whether an option has the name of a client's and a type that the client's never has: a flag `json`, a `FormData` as `data`. */
function isOfOthers(name: string, type: Node | undefined): boolean {
  switch (type?.type) {
    case 'TSBooleanKeyword':
    case 'TSNumberKeyword':
      return BODIES.includes(name);
    case 'TSStringKeyword':
      return name === 'json';
    case 'TSTypeReference':
      return (
        BODIES.includes(name) &&
        type.typeName.type === 'Identifier' &&
        /^(?:FormData|Blob|File|BodyInit|ReadableStream|Readable)$/.test(type.typeName.name)
      );
    default:
      return false;
  }
}

interface Following {
  readonly depth: number;
  /** What is followed is the list of the arguments from some place on: how far behind that place the options are. */
  readonly offset: number | undefined;
}

/** What the code below a parameter reads from it. */
function takenBy(analysis: Analysis, module: Placed['module'], target: Node, how: Following): Taken {
  const seen = new Set<Variable>();
  const found: Taken[] = [];
  const bind = (pattern: Node): void => {
    const plain = withoutDefault(pattern);
    if (plain.type === 'Identifier') return follow(plain);
    if (plain.type !== 'ObjectPattern') return;
    for (const one of plain.properties) {
      if (one.type === 'RestElement') bind(one.argument);
      else found.push(named(keyName(one.key, one.computed)));
    }
  };
  const follow = (name: Identifier): void => {
    const variable = module.variableOf(name) ?? module.variableNamed(name.name, name);
    if (!variable || seen.has(variable)) return;
    seen.add(variable);
    for (const read of variable.reads) found.push(use(analysis, module, read, how, bind));
  };
  bind(target);
  return all(found);
}

/** What one use of an expression that holds the options tells of them. `bind` follows what they are assigned to. */
function use(
  analysis: Analysis,
  module: Placed['module'],
  node: Node,
  how: Following,
  bind: (pattern: Node) => void,
): Taken {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  if (!parent) return nothing;
  const further = (): Taken => use(analysis, module, parent, how, bind);
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === outer && how.offset === undefined ? named(memberName(parent)) : nothing;
    case 'BinaryExpression':
      return parent.operator === 'in' && parent.right === outer ? named(textOf(parent.left)) : nothing;
    case 'VariableDeclarator':
      if (parent.init === outer) bind(parent.id);
      return nothing;
    case 'AssignmentExpression':
      if (parent.right === outer) bind(parent.left);
      return nothing;
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'ObjectExpression':
      return further();
    case 'SpreadElement': {
      const call = module.parentOf(parent);
      if (call?.type === 'ObjectExpression') return use(analysis, module, call, how, bind);
      if (!call || !('arguments' in call) || how.offset === undefined) return nothing;
      return handedOn(analysis, module, call, call.arguments.indexOf(parent) + how.offset, how);
    }
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (how.offset !== undefined) return nothing;
      if (isAssign(parent.callee)) return further();
      return handedOn(
        analysis,
        module,
        parent,
        parent.arguments.findIndex((one) => one === outer),
        how,
      );
    default:
      return nothing;
  }
}

const isAssign = (callee: Node): boolean =>
  isMember(callee) && callee.object.type === 'Identifier' && callee.object.name === 'Object';

/** What those functions take that the options are handed on to as the argument at `index`. */
function handedOn(
  analysis: Analysis,
  module: Placed['module'],
  call: AnyCall,
  index: number,
  { depth }: Following,
): Taken {
  if (index < 0) return nothing;
  return all(
    analysis.infer({ module, node: call.callee }).map((type): Taken => {
      const method = methodOfClient(type);
      if (method !== undefined)
        return { ...nothing, isClients: method === '' || optionsIndex(method) === index };
      return type.is === 'function' ? optionsTaken(analysis, type.fn, index, depth + 1) : nothing;
    }),
  );
}

/** The name of the client's method that a callee is; empty for one that is chosen at run time. */
function methodOfClient(type: Type): string | undefined {
  if (type.is === 'member') return type.of.is === 'client' && !type.of.likely ? type.name : undefined;
  if (type.is !== 'function' || type.self?.is !== 'client' || type.self.likely) return undefined;
  const { node }: Placed<AnyFunction | { readonly type: 'TSDeclareFunction' }> = type.fn;
  return node.type === 'ClassMethod' ? keyName(node.key, node.computed) : undefined;
}
