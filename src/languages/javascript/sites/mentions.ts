import type { Mention } from '../../../core/model/calls.ts';
import type { Option } from '../../../core/model/options.ts';
import { modulesMentioning } from '../../kernel/mentioning.ts';
import {
  childrenOf,
  isCall,
  isMember,
  keyName,
  memberName,
  spanOf,
  unwrap,
  withoutDefault,
  type AnyCall,
  type Class,
  type Node,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { annotationOf } from '../binding/patterns.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { membersOf, shapesOf } from '../inference/classes/shapes.ts';
import { classType } from '../inference/classes/classes.ts';
import { asOldClient } from '../inference/classes/interface.ts';
import { clientMethod } from '../inference/classes/held.ts';
import { isClientMethod, optionsIndex } from '../inference/clients.ts';
import { replacementOf } from '../inference/runners/spies.ts';
import { placeOf } from './receivers.ts';
import { kindOf, toValue } from './values.ts';

/** Options to look for, by their canonical names. */
type Wanted = ReadonlySet<string>;

/** Places that name a wanted option without passing it to a client: what a test expects, and the types of the options. */
export const findMentions = (analysis: Analysis, module: Module, wanted: Wanted): readonly Mention[] =>
  [...wanted].some((name) => module.source.includes(name))
    ? [
        ...module.calls.flatMap((call) => expectations(analysis, module, call, wanted)),
        ...declarations(analysis, module, wanted),
      ]
    : [];

/** `toHaveBeenCalledWith` of Vitest and Jest, `calledWith` of sinon, with what may stand in the middle. */
const EXPECTATION =
  /^(?:to(?:Have)?Been(?:Last|Nth)?CalledWith|to(?:Have)?Been?CalledWith|toHaveBeenCalledExactlyOnceWith|(?:last|nth)?CalledWith|called(?:Once)?With(?:Exactly|Match)?|(?:always|never)CalledWith)$/i;

/** Whether a call tells what another one is expected to pass. */
export function isExpectation({ callee }: AnyCall): boolean {
  const plain = unwrap(callee);
  return isMember(plain) && EXPECTATION.test(memberName(plain) ?? '');
}

function expectations(analysis: Analysis, module: Module, call: AnyCall, wanted: Wanted): readonly Mention[] {
  const callee = unwrap(call.callee);
  if (!isMember(callee) || !isExpectation(call)) return [];
  const [first] = call.arguments;
  const subject = expectedOf(callee.object) ?? first;
  const methods = subject
    ? analysis.infer({ module, node: subject }).flatMap((one) => clientMethod(analysis, one) ?? [])
    : [];
  const [method] = methods;
  if (!method || !subject || isOwnDouble(analysis, module, subject, method.name)) return [];
  return call.arguments.flatMap(objectsIn).flatMap((object) =>
    optionsIn(analysis, module, object, wanted).map((option): Mention => ({
      kind: 'mention',
      ...spanOf(call),
      in: 'expectation',
      method: method.name,
      option,
      beside: keysOf(object).filter((name) => name !== option.key.name),
      receiver: { ...placeOf(module, subject), certainty: 'proven', because: method.of.because },
    })),
  );
}

/** `client.get = vi.fn()`: the calls of it are left as they are, and so is what is expected of them. */
function isOwnDouble(analysis: Analysis, module: Module, subject: Node, method: string): boolean {
  const plain = unwrap(subject);
  return isMember(plain) && replacementOf(analysis, module, sourceOf(module, plain.object), method) === 'its';
}

/** What stands in the `expect(...)` that a chain begins with. */
function expectedOf(node: Node): Node | undefined {
  const plain = unwrap(node);
  if (isMember(plain)) return expectedOf(plain.object);
  if (!isCall(plain)) return undefined;
  const { callee } = plain;
  return callee.type === 'Identifier' && callee.name === 'expect' ? plain.arguments[0] : expectedOf(callee);
}

/** The object literals of an argument, in `expect.objectContaining(...)` too; not those inside of them. */
function objectsIn(node: Node): readonly Extract<Node, { type: 'ObjectExpression' }>[] {
  if (node.type === 'ObjectExpression') return [node];
  return childrenOf(node).flatMap(objectsIn);
}

const keysOf = ({ properties }: Extract<Node, { type: 'ObjectExpression' }>): readonly string[] =>
  properties.flatMap((one) => (one.type === 'ObjectProperty' ? (keyName(one.key, one.computed) ?? []) : []));

function optionsIn(
  analysis: Analysis,
  module: Module,
  object: Extract<Node, { type: 'ObjectExpression' }>,
  wanted: Wanted,
): readonly Option[] {
  return object.properties.flatMap((property): readonly Option[] => {
    if (property.type !== 'ObjectProperty') return [];
    const name = keyName(property.key, property.computed);
    if (name === undefined || !wanted.has(name)) return [];
    const value = toValue(analysis, { module, node: property.value });
    return [{ ...spanOf(property), key: { ...spanOf(property.key), name }, value, place: 'call' }];
  });
}

/** Members of the types that the methods of a client of the project take as their options. */
function declarations(analysis: Analysis, module: Module, wanted: Wanted): readonly Mention[] {
  const found = new Map<Node, Mention>();
  for (const from of modulesUsing(analysis, module)) {
    for (const cls of clientClasses(analysis, from)) {
      if (!cls.superClass && !isHandedOut(from, cls)) continue;
      for (const { method, type } of optionTypes(cls)) {
        const shapes = analysis
          .inferAnnotation({ module: from, node: type })
          .flatMap((one) => shapesOf(analysis, one));
        const names = shapes.flatMap(({ node }) => membersOf(node).flatMap((one) => declared(one) ?? []));
        for (const { module: home, node } of shapes) {
          if (home !== module) continue;
          for (const member of membersOf(node)) {
            const mention = declaration(analysis, module, member, method, wanted);
            const beside = names.filter((name) => name !== mention?.option.key.name);
            if (mention) found.set(member, { ...mention, beside });
          }
        }
      }
    }
  }
  return [...found.values()];
}

/** The file, and the files that mention a type of it where they are few. */
const modulesUsing = (analysis: Analysis, module: Module): readonly Module[] =>
  modulesMentioning(analysis, module, module.scope.types.keys()) ?? [module];

/** Classes that are clients: by the name they are handed out under, or because they derive from one. */
function clientClasses(analysis: Analysis, module: Module): readonly Class[] {
  const classes = [...module.scope.variables.values()].flatMap(({ bindings }) =>
    bindings.flatMap(({ origin }) => (origin.by === 'class' ? [origin.cls] : [])),
  );
  return classes.filter(
    (cls) =>
      (analysis.names.classes.has(cls.id?.name ?? '') && asOldClient(analysis, { module, node: cls })) ||
      classType(analysis, { module, node: cls }).some(({ is }) => is === 'client-class'),
  );
}

/** Whether another file can use a class. Calls in its own file are left as they are, and so are the types that they need. */
const isHandedOut = ({ exports }: Module, { id }: Class): boolean =>
  [...exports.names.values()]
    .flat()
    .some((one) => (one.by === 'variable' ? one.name === id?.name : one.by === 'node'));

function optionTypes(cls: Class): readonly { readonly method: string; readonly type: Node }[] {
  return cls.body.body.flatMap((member) => {
    if (member.type !== 'ClassMethod' && member.type !== 'TSDeclareMethod') return [];
    const method = keyName(member.key, member.computed ?? false);
    const parameter =
      method !== undefined && isClientMethod(method) ? member.params[optionsIndex(method)] : undefined;
    const type = parameter && annotationOf(withoutDefault(parameter));
    return type && method !== undefined ? [{ method, type }] : [];
  });
}

/** The name of an option that a member of a type declares. */
const declared = (member: Node): string | undefined =>
  member.type === 'TSPropertySignature' || member.type === 'ObjectTypeProperty'
    ? keyName(member.key, false)
    : undefined;

function declaration(
  analysis: Analysis,
  module: Module,
  member: Node,
  method: string,
  wanted: Wanted,
): Omit<Mention, 'beside'> | undefined {
  if (member.type !== 'TSPropertySignature' && member.type !== 'ObjectTypeProperty') return undefined;
  const name = declared(member);
  if (name === undefined || !wanted.has(name)) return undefined;
  const span = spanOf(member);
  const type = member.type === 'ObjectTypeProperty' ? member.value : annotationOf(member);
  const kinds = type ? analysis.inferAnnotation({ module, node: type }).map(kindOf) : [];
  return {
    kind: 'mention',
    ...span,
    in: 'type',
    method,
    option: {
      ...span,
      key: { ...spanOf(member.key), name },
      value: { ...span, kinds: kinds.length > 0 ? kinds : ['unknown'] },
      place: 'call',
    },
    receiver: {
      ...span,
      text: name,
      certainty: 'proven',
      because: 'annotated',
      is: 'client',
      library: 'test-client',
    },
  };
}
