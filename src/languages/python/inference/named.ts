import { isAboutTests, isCallOfClient, type SuspectCall } from '../../../clients/doubts.ts';
import { isOtherClient } from '../../../clients/names.ts';
import { CLIENT_PACKAGES, isOtherFramework } from '../../../clients/packages.ts';
import { openness } from '../../kernel/certainty.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { groupPairs } from '../../../core/group.ts';
import { canonical, lastName } from '../names.ts';
import { awaited, parentOf } from '../parents.ts';
import type { Analysis } from './analysis.ts';
import { ancestry, externalBases } from './classes/classes.ts';
import { plainArguments } from './functions/arguments.ts';
import { conftestsOf } from './functions/conftests.ts';
import type { Placed, Type, Types } from './types.ts';

/** Nothing is known that would speak against a client. */
export const isOpen = openness<Type>(
  (type) => (type.is === 'member' ? type.of : undefined),
  ['instance', 'class'],
);

/** Whether an expression is called like a test client, and nothing is known that would speak against one. */
export function isLikelyByName(analysis: Analysis, module: Module, node: Expr, types: Types): boolean {
  const name = nameOf(node);
  if (!name || !/(^|_)client$/.test(name) || isOtherClient(name, 'python')) return false;
  // `app.test_client` is an idiom of other frameworks.
  if (name === 'test_client' && node.kind !== 'name') return false;
  return types.every(isOpen) && !isDoubtful(analysis, module, node);
}

/** Whether something speaks against a client: the file, the class around, or what else is called on the same expression. */
export function isDoubtful(analysis: Analysis, module: Module, node: Expr): boolean {
  if (!isAboutTests(module) || !speaksOfStarlette(analysis, module)) return true;
  if (importsOtherFramework(analysis, module) || isOfOtherFramework(analysis, { module, node })) return true;
  return callsOn(module, sourceOf(module, node)).some((call) => !isCallOfClient(call, 'python'));
}

/** `self.client` of a class whose base, in another file, comes from another framework. */
function isOfOtherFramework(analysis: Analysis, { module, node }: Placed): boolean {
  if (node.kind !== 'attribute') return false;
  return analysis
    .infer({ module, node: node.object })
    .some(
      (type) =>
        (type.is === 'instance' || type.is === 'class') &&
        ancestry(analysis, type.cls).some(
          (cls) =>
            (cls.module !== module && importsOtherFramework(analysis, cls.module)) ||
            externalBases(analysis, cls).some(isOtherFramework),
        ),
    );
}

/** What is called on expressions of a file, by their text. */
const callsOn = (module: Module, text: string): readonly SuspectCall[] => callsIn(module).get(text) ?? [];

const callsIn = oncePer((module: Module): ReadonlyMap<string, readonly SuspectCall[]> => {
  const calls = module.calls.flatMap((call) =>
    call.callee.kind === 'attribute'
      ? [[sourceOf(module, call.callee.object), suspect(module, call, call.callee.attribute.id)] as const]
      : [],
  );
  return groupPairs(calls);
});

function suspect(module: Module, call: Call, method: string): SuspectCall {
  const plain = plainArguments(call.args);
  const [first] = plain;
  const result = resultOf(module, call);
  return {
    method: canonical(method),
    positional: plain.length,
    options: call.args.flatMap(({ name }) => (name ? [canonical(name.id)] : [])),
    isOpen: call.args.some(({ form }) => form.endsWith('splat')),
    ...(first?.value.kind === 'text' && first.value.value !== undefined && { first: first.value.value }),
    ...(result && { result }),
  };
}

function resultOf(module: Module, call: Call): SuspectCall['result'] {
  const parent = parentOf(module, awaited(module, call));
  if (parent?.kind === 'assign' && parent.targets.some(({ kind }) => kind === 'tuple' || kind === 'list'))
    return 'unpacked';
  return awaited(module, call) === call ? undefined : 'awaited';
}

/** `client`, `self.client`, `make_client()`. */
function nameOf(node: Expr): string | undefined {
  switch (node.kind) {
    case 'call':
      return nameOf(node.callee);
    case 'await':
      return nameOf(node.value);
    default:
      return lastName(node);
  }
}

/** The file, or a `conftest.py` above it, works with a framework whose own client goes by such a name. */
export function importsOtherFramework(analysis: Analysis, module: Module): boolean {
  return [module, ...conftestsOf(analysis, module)].some((one) =>
    [...one.scope.bindings.values()].flat().some(({ origin }) => {
      if (origin.by === 'import') return isOtherFramework(origin.path);
      return origin.by === 'import-from' && origin.from.level === 0 && isOtherFramework(origin.from.path);
    }),
  );
}

/** In a project that never speaks of Starlette, a `client` is something else. */
const speaksOfStarlette = (analysis: Analysis, module: Module): boolean =>
  speaksOf(analysis, module, ['TestClient', 'fastapi', 'starlette', 'starlite']);

/** Whether there can be a client at all. Saves following every name of a project that knows of none. */
export const mayHoldClients = (analysis: Analysis, module: Module): boolean =>
  analysis.settings.clients.length > 0 || speaksOf(analysis, module, CLIENT_PACKAGES);

function speaksOf(analysis: Analysis, module: Module, words: readonly string[]): boolean {
  const { project } = analysis;
  if (project.files().length <= 1) return true;
  // Going through all files is the last resort.
  const near = [module, ...conftestsOf(analysis, module)];
  return (
    near.some(({ source }) => words.some((word) => source.includes(word))) ||
    words.some((word) => project.mentioning(word).length > 0)
  );
}
