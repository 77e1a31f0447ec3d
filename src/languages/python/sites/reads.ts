import { groupPairs } from '../../../core/group.ts';
import type { SubjectKind } from '../../../core/model/subjects.ts';
import type { Called, Read } from '../../../core/sites.ts';
import type { BySubject } from '../../../core/wants.ts';
import type { Attribute, Call } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { plainArguments } from '../inference/functions/arguments.ts';
import { spell } from '../names.ts';
import { toOption } from './calls.ts';
import { subjectAt } from './subjects.ts';
import { isTarget, spanOf, surroundingsOf } from './surroundings.ts';
import { toValue } from './values.ts';

/** Every read of a wanted attribute of a subject, in no particular order. */
export function findReads(analysis: Analysis, module: Module, wanted: BySubject): readonly Read[] {
  return namesIn(wanted).flatMap(([name, kinds]) =>
    (module.mentions.get(spell(name)) ?? []).flatMap((node) =>
      node.kind === 'attribute' && !isTarget(module, node)
        ? (readAt(analysis, module, node, name, kinds) ?? [])
        : [],
    ),
  );
}

/** Canonical names, each with the kinds of subjects that it is wanted of. */
export function namesIn(wanted: BySubject): readonly (readonly [string, readonly SubjectKind[]])[] {
  return [...groupPairs(KINDS.flatMap((kind) => (wanted[kind] ?? []).map((name) => [name, kind] as const)))];
}

const KINDS: readonly SubjectKind[] = ['client', 'response', 'cookies', 'headers', 'url', 'request'];

function readAt(
  analysis: Analysis,
  module: Module,
  node: Attribute,
  name: string,
  kinds: readonly SubjectKind[],
): Read | undefined {
  const { object, attribute } = node;
  const subject = subjectAt(analysis, module, object, kinds, attribute.id);
  if (!subject) return undefined;
  const call = module.callOf(node);
  return {
    kind: 'read',
    ...spanOf(node),
    subject,
    attribute: { ...spanOf(attribute), name },
    ...(call && { called: toCalled(analysis, module, call) }),
    around: surroundingsOf(analysis, module, call ?? node),
  };
}

const toCalled = (analysis: Analysis, module: Module, call: Call): Called => ({
  ...spanOf(call),
  args: plainArguments(call.args).map(({ value }) => toValue(analysis, { module, node: value })),
  options: call.args.flatMap((argument) => toOption(analysis, module, argument)),
  opaque: call.args.some(({ form }) => form === 'splat' || form === 'double-splat'),
});
