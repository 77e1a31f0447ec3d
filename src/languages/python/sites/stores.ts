import type { Subject, SubjectKind } from '../../../core/model/subjects.ts';
import type { Name } from '../../../core/model/values.ts';
import type { Store } from '../../../core/sites.ts';
import type { BySubject } from '../../../core/wants.ts';
import type { Attribute, Call, Expr, Subscript } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Origin } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { canonical } from '../names.ts';
import { parentOf } from '../parents.ts';
import { isExpr, statementsIn } from '../walk.ts';
import { namesIn, outsideName, toCalled } from './reads.ts';
import { subjectAt } from './subjects.ts';
import { spanOf } from './surroundings.ts';
import { toValue } from './values.ts';

/** A place that is assigned to or deleted; `origin` is absent for `del`. */
interface Place {
  readonly target: Attribute | Subscript;
  readonly origin?: Origin;
}

/** Every assignment to, and deletion of, a wanted attribute or an item of a subject. */
export function findStores(analysis: Analysis, module: Module, wanted: BySubject): readonly Store[] {
  const kindsOf = new Map(namesIn(wanted));
  const kindsFor = ({ target }: Place): readonly SubjectKind[] =>
    kindsOf.get(target.kind === 'subscript' ? ITEM : canonical(target.attribute.id)) ?? [];
  return [...module.stores, ...module.items, ...deleted(module)].flatMap((place) => {
    const kinds = kindsFor(place);
    if (kinds.length === 0 || place.origin?.by === 'annotation') return [];
    const subject = subjectAt(analysis, module, place.target.object, kinds);
    return subject ? [toStore(analysis, module, place, subject)] : [];
  });
}

/** Stands for items among the names of a rule's wants. */
const ITEM = '[]';

function toStore(analysis: Analysis, module: Module, { target, origin }: Place, subject: Subject): Store {
  const value = valueOf(origin);
  const statement = statementOf(module, target);
  return {
    kind: 'store',
    ...spanOf(target),
    subject,
    target: nameOf(target),
    of: target.kind === 'attribute' ? 'attribute' : 'item',
    how: !origin ? 'delete' : origin.by === 'augmented' ? 'update' : 'set',
    ...(value && { value: toValue(analysis, { module, node: value }) }),
    ...(value?.kind === 'call' && madeBy(analysis, module, value)),
    ...(statement && { statement }),
  };
}

function madeBy(analysis: Analysis, module: Module, call: Call): Pick<Store, 'made'> {
  const by = outsideName(analysis, module, call.callee);
  return by === undefined ? {} : { made: { by, called: toCalled(analysis, module, call) } };
}

function valueOf(origin: Origin | undefined): Expr | undefined {
  if (origin?.by === 'augmented') return origin.value;
  return origin?.by === 'value' && origin.path.length === 0 ? origin.value : undefined;
}

/** The name of the attribute, or what stands between the quotes of the key. */
function nameOf(target: Attribute | Subscript): Name {
  if (target.kind === 'attribute')
    return { ...spanOf(target.attribute), name: canonical(target.attribute.id) };
  const [key] = target.indices;
  const isText = key?.kind === 'text' && target.indices.length === 1 && key.value !== undefined;
  return isText && key.inside
    ? { ...spanOf(key.inside), name: key.value }
    : { start: target.end, end: target.end, name: '' };
}

/** The statement that assigns to, or deletes, nothing but this. */
function statementOf(module: Module, target: Expr): Store['statement'] {
  const parent = parentOf(module, target);
  if (!parent || isExpr(parent)) return undefined;
  const isAlone =
    parent.kind === 'augmented' ||
    ((parent.kind === 'assign' || parent.kind === 'delete') && parent.targets.length === 1);
  return isAlone ? spanOf(parent) : undefined;
}

const deleted = ({ ast }: Module): readonly Place[] =>
  statementsIn(ast.body)
    .flatMap((one) => (one.kind === 'delete' ? one.targets : []))
    .flatMap(placesIn);

function placesIn(target: Expr): readonly Place[] {
  switch (target.kind) {
    case 'tuple':
    case 'list':
      return target.items.flatMap(placesIn);
    case 'attribute':
    case 'subscript':
      return [{ target }];
    default:
      return [];
  }
}
