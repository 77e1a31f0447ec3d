import { isAboutTests, isCallOfClient, type SuspectCall } from '../../../clients/doubts.ts';
import { isOtherClient } from '../../../clients/names.ts';
import { isOtherPackage } from '../../../clients/npm.ts';
import { openness } from '../../kernel/certainty.ts';
import { oncePer } from '../../kernel/once.ts';
import { isMember, keyName, memberName, textOf, unwrap, type AnyCall, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { lastName, outermost, sourceOf } from '../binding/places.ts';
import type { Analysis } from './analysis.ts';
import { ancestry } from './classes/classes.ts';
import { optionsIndex } from './clients.ts';
import type { Placed, Type, Types } from './types.ts';

/** Whether a type leaves open that the value is a client. */
export const isOpen = openness<Type>(
  (type) => (type.is === 'member' ? type.of : undefined),
  ['instance', 'class', 'context'],
);

/** Whether an expression has the name of a client, and nothing known of it (`types`) or of its file speaks against one. */
export function isLikelyByName(analysis: Analysis, module: Module, node: Node, types: Types): boolean {
  const name = lastName(node);
  if (!name || !/^(?:test|api|http|async)?_?client$|testClient$/i.test(name)) return false;
  if (isOtherClient(name, 'javascript') || !types.every(isOpen)) return false;
  return mayHoldClients(analysis, module) && !isDoubtful(analysis, module, node);
}

/** Whether something speaks against a client: the file, the class around, or what else is called on the same expression. */
function isDoubtful(analysis: Analysis, module: Module, node: Node): boolean {
  if (!isAboutTests(module) || importsOthers(module) || isOfOthers(analysis, { module, node })) return true;
  return (callsIn(module).get(sourceOf(module, node)) ?? []).some(
    (call) => !isCallOfClient(call, 'javascript'),
  );
}

/** `this.client` of a class that derives from one in a file that works with another client. */
function isOfOthers(analysis: Analysis, { module, node }: Placed): boolean {
  if (!isMember(node)) return false;
  return analysis
    .infer({ module, node: node.object })
    .some(
      (type) =>
        (type.is === 'instance' || type.is === 'class') &&
        ancestry(analysis, type.cls).some((cls) => cls.module !== module && importsOthers(cls.module)),
    );
}

/** What is called on expressions of a file, by their text. */
const callsIn = oncePer((module: Module): ReadonlyMap<string, readonly SuspectCall[]> => {
  const found = new Map<string, SuspectCall[]>();
  for (const call of module.calls) {
    const callee = unwrap(call.callee);
    const method = isMember(callee) ? memberName(callee) : undefined;
    if (!isMember(callee) || method === undefined) continue;
    const text = sourceOf(module, callee.object);
    const suspects = found.get(text) ?? [];
    found.set(text, [...suspects, suspect(module, call, method)]);
  }
  return found;
});

function suspect(module: Module, call: AnyCall, method: string): SuspectCall {
  const [first] = call.arguments;
  const text = first && textOf(first);
  const options = call.arguments[optionsIndex(method)];
  return {
    method,
    positional: call.arguments.length,
    options: options?.type === 'ObjectExpression' ? keysOf(options) : [],
    isOpen: call.arguments.some(({ type }) => type === 'SpreadElement'),
    ...(text !== undefined && { first: text }),
    ...(isUnpacked(module, call) && { result: 'unpacked' }),
  };
}

const keysOf = ({ properties }: Extract<Node, { type: 'ObjectExpression' }>): readonly string[] =>
  properties.flatMap((one) => (one.type === 'SpreadElement' ? [] : (keyName(one.key, one.computed) ?? [])));

/** `const [status, body] = await client.get("/")`. */
function isUnpacked(module: Module, call: Node): boolean {
  const outer = outermost(module, call);
  const parent = module.parentOf(outer);
  if (parent?.type === 'AwaitExpression') return isUnpacked(module, parent);
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'ArrayPattern';
}

/** Whether a file imports a package whose own client has such a name. */
export const importsOthers = (module: Module): boolean =>
  [...module.scope.variables.values()].some(({ bindings }) =>
    bindings.some(
      ({ origin }) =>
        origin.by === 'import' && isOtherPackage(origin.from) && !origin.from.startsWith('node:'),
    ),
  );

/** Whether a file can use a client at all. Saves inferring every name of a project that never mentions one. */
export function mayHoldClients({ names, project, settings }: Analysis, { source }: Module): boolean {
  if (settings.clients.length > 0) return true;
  // Without other files of the project, the file itself has to mention a client.
  if (project.files().length <= 1) return /client/i.test(source);
  const words = [...names.classes, ...[...names.factories].filter((name) => !name.includes('.'))];
  return (
    words.some((word) => source.includes(word)) || words.some((word) => project.mentioning(word).length > 0)
  );
}
