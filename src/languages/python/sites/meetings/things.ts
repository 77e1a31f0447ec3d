import type { Meeting, Met } from '../../../../core/model/meetings.ts';
import type { Subject, SubjectKind } from '../../../../core/model/subjects.ts';
import { isBelow } from '../../../../core/wants.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { isHandedOver } from '../../guards/product.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { givenBy } from '../../inference/functions/functions.ts';
import { isOpen } from '../../inference/named.ts';
import { libraryOf } from '../../inference/subjects.ts';
import { isSubject, type Type, type Types } from '../../inference/types.ts';
import { subjectAt } from '../subjects.ts';

export const nothing: Meeting = { things: [], others: false };

export const joined = (meetings: readonly Meeting[]): Meeting => ({
  things: meetings.flatMap(({ things }) => things),
  others: meetings.some(({ others }) => others),
});

/** What an expression is of a client, of these kinds, when `member` is read from it; `does` is what is told of that. */
export function thingAt(
  analysis: Analysis,
  module: Module,
  node: Expr,
  kinds: readonly SubjectKind[],
  { member, does }: { readonly member: string; readonly does: string },
): Meeting | undefined {
  const subject = subjectAt(analysis, module, node, kinds, member);
  if (!subject) return undefined;
  if (subject.certainty === 'mixed') return { things: [], others: true };
  return isShown(subject) && !isHandedOver(analysis, module, subject.library)
    ? { things: [toMet(subject, does)], others: false }
    : nothing;
}

const toMet = ({ is, library, certainty }: Subject, does: string): Met => ({ is, library, certainty, does });

/** A name shows nothing of a package; nor do tests that hand a client to the code they test. */
const isShown = ({ because }: Pick<Subject, 'because'>): boolean =>
  because !== 'named' && because !== 'injected';

/** What is among types, or inside what they hold or give. `root`: the package that the name belongs to. */
export function thingsIn(analysis: Analysis, module: Module, types: Types, root: string): Meeting {
  const all = types.flatMap((type) => insideOf(analysis, type, MAX_DEPTH));
  const subjects = all.filter(isSubject).filter((one) => isShown(one) && !isSaid(one));
  const certainty = all.some((one) => isOpen(one)) ? 'likely' : 'proven';
  return {
    things: subjects
      .filter((one) => !isHandedOver(analysis, module, libraryOf(one)))
      .map((one): Met => ({
        is: one.is,
        library: libraryOf(one),
        certainty: one.likely ? 'likely' : certainty,
      })),
    others: all.some((type) => isFrom(type, root)),
  };
}

/** Only an annotation says so, which may be the very one that is asked about. */
const isSaid = ({ because, likely }: Extract<Type, { because: Subject['because'] }>): boolean =>
  because === 'annotated' && likely === true;

const MAX_DEPTH = 3;

function insideOf(analysis: Analysis, type: Type, depth: number): Types {
  const within = (types: Types): Types =>
    depth === 0 ? [] : types.flatMap((one) => insideOf(analysis, one, depth - 1));
  switch (type.is) {
    case 'many':
    case 'context':
      return within(type.of);
    case 'tuple':
      return within(type.items.flat());
    case 'callable':
      return within(type.returns);
    case 'function':
      return within(givenBy(analysis, type.fn));
    case 'data':
      return within(type.holds ?? []);
    default:
      return [type];
  }
}

/** Whether something is of a package, or was made by something of it. */
export function isFrom(type: Type, root: string): boolean {
  switch (type.is) {
    case 'external':
      return isBelow(type.path, root);
    case 'made':
      return isBelow(type.by, root);
    case 'member':
      return isFrom(type.of, root);
    default:
      return false;
  }
}
