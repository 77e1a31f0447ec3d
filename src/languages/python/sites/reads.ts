import { groupPairs } from '../../../core/group.ts';
import type { SubjectKind } from '../../../core/model/subjects.ts';
import type { Read } from '../../../core/sites.ts';
import type { Name } from '../../../core/model/values.ts';
import type { Called, Surroundings, Use } from '../../../core/model/surroundings.ts';
import type { Span } from '../../../core/text.ts';
import type { BySubject } from '../../../core/wants.ts';
import type { Attribute, Call, Expr, Subscript } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { plainArguments } from '../inference/functions/arguments.ts';
import { witnessedRead } from '../../kernel/evidence/witnessed.ts';
import type { Recorded } from '../evidence/recorded.ts';
import { seenSubject } from '../evidence/subjects.ts';
import { canonical, lastName, spell } from '../names.ts';
import { parentOf } from '../parents.ts';
import type { AnyNode } from '../walk.ts';
import { toOption } from './calls.ts';
import { subjectAt } from './subjects.ts';
import { builtinCalled, isTarget, spanOf, surroundingsOf } from './surroundings.ts';
import { toValue } from './values.ts';

/** Every read of a wanted attribute of a subject, in no particular order. */
export function findReads(
  analysis: Analysis,
  module: Module,
  wanted: BySubject,
  recorded?: Recorded,
): readonly Read[] {
  const names = namesIn(wanted);
  const read = names.flatMap(([name, kinds]) =>
    (module.mentions.get(spell(name)) ?? []).flatMap((node) =>
      node.kind === 'attribute' && !isTarget(module, node)
        ? (readAt(analysis, module, node, { name, kinds, recorded }) ?? [])
        : [],
    ),
  );
  return [...read, ...lookedUp(analysis, module, new Map(names), recorded)];
}

/** `getattr(response, "ok")`; with a default it is ready for an attribute that is missing. */
const lookedUp = (
  analysis: Analysis,
  module: Module,
  names: ReadonlyMap<string, readonly SubjectKind[]>,
  recorded: Recorded | undefined,
): readonly Read[] =>
  module.calls.flatMap((node): Read[] => {
    const { args } = node;
    const [object, text] =
      builtinCalled(module, node) === 'getattr' && args.length === 2 ? plainArguments(args) : [];
    if (!object || text?.value.kind !== 'text' || !text.value.inside) return [];
    const name = canonical(text.value.value ?? '');
    const attribute = { ...spanOf(text.value.inside), name };
    const kinds = names.get(name) ?? [];
    const found =
      kinds.length > 0
        ? toRead(analysis, module, { node, object: object.value, attribute }, { name, kinds, recorded })
        : undefined;
    return found ? [found] : [];
  });

/** Canonical names, each with the kinds of subjects that it is wanted of. */
export function namesIn(wanted: BySubject): readonly (readonly [string, readonly SubjectKind[]])[] {
  return [...groupPairs(KINDS.flatMap((kind) => (wanted[kind] ?? []).map((name) => [name, kind] as const)))];
}

const KINDS: readonly SubjectKind[] = ['client', 'response', 'cookies', 'headers', 'url', 'request'];

/** A canonical name, and the kinds of subjects that it is wanted of. */
interface Asked {
  readonly name: string;
  readonly kinds: readonly SubjectKind[];
  readonly recorded: Recorded | undefined;
}

function readAt(analysis: Analysis, module: Module, node: Attribute, asked: Asked): Read | undefined {
  const { object } = node;
  const read = toRead(
    analysis,
    module,
    { node, object, attribute: { ...spanOf(node.attribute), name: asked.name } },
    asked,
  );
  return read?.subject.is === 'response' && isStoredBefore(module, node) ? undefined : read;
}

function toRead(
  analysis: Analysis,
  module: Module,
  { node, object, attribute }: { readonly node: Expr; readonly object: Expr; readonly attribute: Name },
  { kinds, recorded }: Asked,
): Read | undefined {
  const rows = recorded?.reads(node);
  const subject =
    subjectAt(analysis, module, object, kinds, spell(attribute.name)) ??
    (rows && seenSubject(analysis, module, object, rows, kinds));
  if (!subject || isTried(module, node, MISSING)) return undefined;
  const call = module.callOf(node);
  const read: Read = {
    kind: 'read',
    ...spanOf(node),
    subject,
    attribute,
    ...(call && { called: toCalled(analysis, module, call) }),
    around: { ...surroundingsOf(analysis, module, call ?? node), ...usedAt(analysis, module, call ?? node) },
  };
  return rows ? witnessedRead(read, rows) : read;
}

/** Exceptions that code may be ready for, and what awaits them as a context manager. */
interface Awaited {
  readonly errors: readonly string[];
  readonly by: RegExp;
}

/** What is raised for an attribute that is missing: code that is ready for it deals with both clients. */
const MISSING: Awaited = { errors: ['AttributeError'], by: /^suppress$/ };

/** What is raised for a key that is missing. */
const MISSING_KEY: Awaited = {
  errors: ['KeyError', 'LookupError', 'Exception'],
  by: /^(?:suppress|raises|assertRaises)$/,
};

/** Whether code around a place is ready for an exception, or expects it. */
function isTried(module: Module, node: AnyNode, awaited: Awaited): boolean {
  for (
    let at = node, up = parentOf(module, at);
    up && up.kind !== 'function';
    at = up, up = parentOf(module, at)
  ) {
    if (
      up.kind === 'try' &&
      up.body.some((one) => one === at) &&
      up.handlers.some(({ type }) => catches(type, awaited))
    )
      return true;
    if (
      up.kind === 'with' &&
      up.items.some(({ value }) => value.kind === 'call' && isSuppressing(value, awaited))
    )
      return true;
  }
  return false;
}

const catches = (type: Expr | undefined, awaited: Awaited): boolean =>
  type?.kind === 'tuple'
    ? type.items.some((one) => catches(one, awaited))
    : type?.kind === 'name' && awaited.errors.includes(type.id);

const isSuppressing = ({ callee, args }: Call, awaited: Awaited): boolean =>
  awaited.by.test(lastName(callee) ?? '') && args.some(({ value }) => catches(value, awaited));

/** Whether the function has set the attribute of a response itself: what it reads then is its own. A client makes of it what it likes. */
const isStoredBefore = (module: Module, { object, attribute, start }: Attribute): boolean =>
  module.stores.some(
    ({ target }) =>
      target.attribute.id === attribute.id &&
      target.end <= start &&
      sourceOf(module, target.object) === sourceOf(module, object) &&
      functionAround(module, target)?.def === functionAround(module, object)?.def,
  );

/** What a call is given. */
export const toCalled = (analysis: Analysis, module: Module, call: Call): Called => ({
  ...spanOf(call),
  args: plainArguments(call.args).map(({ value }) => toValue(analysis, { module, node: value })),
  options: call.args.flatMap((argument) => toOption(analysis, module, argument)),
  opaque: call.args.some(({ form }) => form === 'splat' || form === 'double-splat'),
});

/** What is done with a value at once. */
function usedAt(analysis: Analysis, module: Module, node: Expr): Pick<Surroundings, 'use'> {
  const use = useOf(analysis, module, node);
  return use ? { use } : {};
}

function useOf(analysis: Analysis, module: Module, node: Expr): Use | undefined {
  const parent = parentOf(module, node);
  switch (parent?.kind) {
    case 'attribute': {
      const attribute = { ...spanOf(parent.attribute), name: canonical(parent.attribute.id) };
      const call = module.callOf(parent);
      if (!call) return { is: 'member', attribute };
      return { is: 'member', attribute, called: toCalled(analysis, module, call), ...aloneAs(module, call) };
    }
    case 'subscript':
      return parent.object === node ? itemOf(module, parent) : undefined;
    case 'binary':
      return { is: 'operand', operator: parent.operator };
    case 'call': {
      const index = plainArguments(parent.args).findIndex(({ value }) => value === node);
      const to = index < 0 ? undefined : calledName(analysis, module, parent.callee);
      if (to === undefined) return undefined;
      const called = toCalled(analysis, module, parent);
      const { compared } = surroundingsOf(analysis, module, parent);
      return { is: 'passed', to, index, called, ...(compared && { compared }), ...aloneAs(module, parent) };
    }
    case 'assign':
      return parent.value === node ? namedBy(analysis, module, node, parent.targets) : undefined;
    default:
      return undefined;
  }
}

function namedBy(analysis: Analysis, module: Module, value: Expr, targets: readonly Expr[]): Use | undefined {
  const [target, ...others] = targets;
  if (target?.kind !== 'name' || others.length > 0) return undefined;
  const uses = (module.mentions.get(target.id) ?? []).filter((one) => {
    if (one.kind !== 'name' || one === target || isTarget(module, one)) return false;
    const [binding, ...more] = module.bindingsOf(one);
    return more.length === 0 && binding?.origin.by === 'value' && binding.origin.value === value;
  });
  return {
    is: 'named',
    uses: uses.map((one) => ({
      ...surroundingsOf(analysis, module, one),
      ...(parentOf(module, one)?.kind !== 'assign' && usedAt(analysis, module, one)),
    })),
  };
}

/** The statement that a call is by itself. */
function aloneAs(module: Module, call: Call): { readonly statement?: Span } {
  const around = parentOf(module, call);
  return around?.kind === 'expression' ? { statement: spanOf(around) } : {};
}

function itemOf(module: Module, node: Subscript): Use | undefined {
  const item = { is: 'item', span: spanOf(node) } as const;
  if (!isTarget(module, node)) return item;
  const around = parentOf(module, node);
  const [key, ...others] = node.indices;
  if (around?.kind === 'delete' && key && others.length === 0) {
    const isPlain = around.targets.length === 1 && !isTried(module, around, MISSING_KEY);
    return { ...item, deleted: { key: spanOf(key.outer), ...(isPlain && { statement: spanOf(around) }) } };
  }
  if (around?.kind !== 'assign' || around.targets.length > 1 || !around.value || !key || others.length > 0)
    return undefined;
  const assigned = {
    key: spanOf(key.outer),
    value: spanOf(around.value.outer),
    statement: spanOf(around),
  };
  return { ...item, assigned };
}

const calledName = (analysis: Analysis, module: Module, callee: Expr): string | undefined =>
  callee.kind === 'attribute' && /^assert(?:\w*Equals?|(?:Not)?In)$/.test(callee.attribute.id)
    ? `unittest.TestCase.${callee.attribute.id}`
    : outsideName(analysis, module, callee);

/** The dotted name of something outside the project; `undefined` where it may be several things. */
export function outsideName(analysis: Analysis, module: Module, node: Expr): string | undefined {
  const [type, ...others] = analysis.infer({ module, node });
  return type?.is === 'external' && others.length === 0 ? type.path : undefined;
}
