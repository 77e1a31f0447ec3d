import type { SubjectKind } from '../../../core/model/subjects.ts';
import type { Name } from '../../../core/model/values.ts';
import type { Store } from '../../../core/sites.ts';
import type { BySubject } from '../../../core/wants.ts';
import { isMember, memberName, spanOf, textOf, unwrap, type AnyMember, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { outermost } from '../binding/places.ts';
import type { Origin } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { kindsByName } from './reads.ts';
import { subjectAt } from './subjects.ts';
import { toValue } from './values.ts';

/** A place that is assigned to, counted up or deleted; `origin` is absent for `delete`. */
interface Place {
  readonly member: AnyMember;
  readonly origin?: Origin;
}

/**
 * Every assignment to, and deletion of, a wanted property of a subject. The properties of cookies and headers are items, in
 * either notation; those of other subjects are attributes, but for a key that is not known.
 */
export function findStores(analysis: Analysis, module: Module, wanted: BySubject): readonly Store[] {
  const kindsOf = kindsByName(wanted);
  return [...module.stores, ...changedOtherwise(module)].flatMap((place) => {
    const name = memberName(place.member) ?? '';
    const attributes = (kindsOf.get(name) ?? []).filter((kind) => !hasItems(kind));
    const items = (kindsOf.get(ITEM) ?? []).filter((kind) => hasItems(kind) || name === '');
    const kinds = [...(name === '' ? [] : attributes), ...items];
    if (kinds.length === 0) return [];
    const subject = subjectAt(analysis, module, place.member.object, kinds, name);
    return subject ? [toStore(analysis, module, place, subject)] : [];
  });
}

/** Stands for items among the names of a rule's wants. */
const ITEM = '[]';

const hasItems = (kind: SubjectKind): boolean => kind === 'cookies' || kind === 'headers';

function toStore(
  analysis: Analysis,
  module: Module,
  { member, origin }: Place,
  subject: Store['subject'],
): Store {
  const target = nameOf(member);
  const value = origin && valueOf(origin);
  const statement = statementOf(module, member);
  return {
    kind: 'store',
    ...spanOf(member),
    subject,
    target,
    of: hasItems(subject.is) || target.name === '' ? 'item' : 'attribute',
    how: !origin ? 'delete' : origin.by === 'compound' || origin.by === 'count' ? 'update' : 'set',
    ...(value && { value: toValue(analysis, { module, node: value }) }),
    ...(statement && { statement }),
  };
}

function valueOf(origin: Origin): Node | undefined {
  if (origin.by === 'compound') return origin.value;
  return origin.by === 'value' && origin.path.length === 0 ? origin.value : undefined;
}

/** The name of the property: between its quotes, where it has any. */
function nameOf(member: AnyMember): Name {
  const name = memberName(member);
  if (name === undefined) return { start: spanOf(member).end, end: spanOf(member).end, name: '' };
  const key = unwrap(member.property);
  const { start, end } = spanOf(key);
  return textOf(key) === undefined ? { start, end, name } : { start: start + 1, end: end - 1, name };
}

/** The statement that does nothing but this. */
function statementOf(module: Module, member: Node): Store['statement'] {
  const action = module.parentOf(outermost(module, member));
  const isAlone =
    action?.type === 'UnaryExpression' ||
    action?.type === 'UpdateExpression' ||
    (action?.type === 'AssignmentExpression' && unwrap(action.left) === member);
  const parent = isAlone ? module.parentOf(outermost(module, action)) : undefined;
  return parent?.type === 'ExpressionStatement' ? spanOf(parent) : undefined;
}

/** `delete client.headers.accept`, `client.timeout++`. */
const changedOtherwise = (module: Module): readonly Place[] =>
  module.nodes.flatMap((node): readonly Place[] => {
    const isDelete = node.type === 'UnaryExpression' && node.operator === 'delete';
    if (!isDelete && node.type !== 'UpdateExpression') return [];
    const member = unwrap(node.argument);
    if (!isMember(member)) return [];
    return [isDelete ? { member } : { member, origin: { by: 'count' } }];
  });
