import { isOldVersion } from '../../../clients/eras.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Case, Match, Pattern, Stmt } from '../ast/statements.ts';
import type { Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Placed } from '../inference/types.ts';
import { nowhere, runOf, type Region } from './regions.ts';
import { ofBound, swapped, telltaleOf, type PlaceOf, type Telltale } from './conditions.ts';
import { versionReadIn, type VersionRead } from './versions.ts';

/** A case of a `match`, what it is compared with, and whether it is the one that is taken. */
export interface Taken {
  readonly module: Module;
  readonly subject: Expr;
  readonly one: Case;
  readonly holds: boolean;
}

/** A way on which a case is taken or not, and the code on the other ways. */
interface Way {
  readonly at: Expr;
  readonly matched: Taken;
  readonly others: Region;
}

/** For each case of a `match`, that it is not taken: what stands in front of those that are. */
export const missedIn = oncePer(({ subject, cases }: Match, module: Module): readonly Way[] =>
  cases.map((one) => ({ at: subject, matched: { module, subject, one, holds: false }, others: nowhere })),
);

/** The case that a block is of, which is taken, and its index. */
export function caseOf(
  module: Module,
  match: Match,
  block: readonly Stmt[],
): { readonly taken: Way; readonly index: number } | undefined {
  const { subject } = match;
  const { found, all } = bodiesOf(match);
  const own = found.get(block);
  return (
    own && {
      taken: {
        at: subject,
        matched: { module, subject, one: own.one, holds: true },
        others: { spans: [], ...(own.span && { beside: { all, own: own.span } }) },
      },
      index: own.index,
    }
  );
}

/** The bodies of the cases, each with its place. */
const bodiesOf = oncePer(({ cases }: Match) => {
  const each = cases.map((one, index) => ({ one, index, span: runOf(one.body)[0] }));
  return {
    found: new Map(each.map((entry) => [entry.one.body, entry] as const)),
    all: each.flatMap(({ span }) => span ?? []),
  };
});

/** Where a case leaves the block around its `match`, what follows runs on the other ones. */
export const leftByCases = (
  module: Module,
  { subject, cases }: Match,
  exits: (block: readonly Stmt[]) => boolean,
): readonly Way[] =>
  cases
    .filter(({ body }) => exits(body))
    .map((one) => ({
      at: subject,
      matched: { module, subject, one, holds: false },
      others: { spans: runOf(one.body) },
    }));

/** What it tells of the client that a case of a `match` is taken: of its pattern, and of the condition behind it. */
export function toldByCase(
  analysis: Analysis,
  { module, subject, one: { pattern, guard, irrefutable } }: Taken,
  placeOf: PlaceOf,
): Telltale | undefined {
  const asked = irrefutable
    ? undefined
    : toldByPattern(analysis, { module, node: subject }, pattern, placeOf);
  const guarded = guard && telltaleOf(analysis, { module, node: guard }, placeOf);
  if (!guard || !guarded) return guard ? asked && { ...asked, fails: false } : asked;
  // Where any pattern is met, the condition alone decides.
  if (pattern.asks === 'anything') return guarded;
  if (asked?.isLater) return undefined;
  return {
    ...guarded,
    holds: guarded.holds || (asked?.holds ?? false),
    fails: guarded.fails && (asked?.fails ?? false),
  };
}

/** `isLater`: only versions with the new client alone are taken. */
type Asked = Telltale & { readonly isLater?: boolean };

function toldByPattern(
  analysis: Analysis,
  at: Placed,
  pattern: Pattern,
  placeOf: PlaceOf,
): Asked | undefined {
  const told = (): Telltale | undefined => telltaleOf(analysis, at, placeOf);
  switch (pattern.asks) {
    case 'anything':
    case 'something':
      return undefined;
    case 'none':
    case 'false':
      return swapped(told());
    case 'true':
      return told();
    case 'number':
    case 'text':
      return ofConstant(analysis, at, pattern);
    case 'items':
      return ofItems(analysis, at, pattern.of);
    case 'either': {
      const all = pattern.of.map((one) => toldByPattern(analysis, at, one, placeOf));
      const [first] = all;
      return (
        first && { ...first, holds: all.every((one) => one?.holds), fails: all.some((one) => one?.fails) }
      );
    }
    default:
      return pattern satisfies never;
  }
}

/** `match MINOR: case 20`, `match starlette.__version__: case "0.20.4"`. */
function ofConstant(
  analysis: Analysis,
  at: Placed,
  pattern: Extract<Pattern, { asks: 'number' | 'text' }>,
): Telltale | undefined {
  const read = versionReadIn(analysis, at);
  const number = numberOf(pattern);
  if (!read || number === undefined) return undefined;
  if (pattern.asks === 'text') return ofBound(read, '==', pattern.value.split('.').map(Number));
  return ofBound(
    read,
    '==',
    read.component === 1 ? [0, number] : [number, read.component === 0 ? Infinity : 0],
  );
}

const numberOf = (pattern: Extract<Pattern, { asks: 'number' | 'text' }>): number | undefined => {
  const number = Number.parseFloat(pattern.asks === 'text' ? pattern.value : pattern.text);
  return Number.isNaN(number) ? undefined : number;
};

/** The numbers that a version begins with: `case (0, 20, *_)`. */
function ofItems(analysis: Analysis, { module, node }: Placed, of: readonly Pattern[]): Asked | undefined {
  const read = readOf(analysis, { module, node });
  if (!read) return undefined;
  const open = of.findIndex((one) => one.asks !== 'number' && one.asks !== 'text');
  const known = (open < 0 ? of : of.slice(0, open)).map((one) =>
    one.asks === 'number' || one.asks === 'text' ? numberOf(one) : undefined,
  );
  const [major, minor] = known;
  if (major === undefined) return undefined;
  const [first, last] = [minor ?? 0, minor ?? minorIn(of[1])];
  const isLater = !isOldVersion(read.of, [major, first], 'up-to');
  return { holds: isOldVersion(read.of, [major, last], 'up-to'), fails: false, of: read.of, isLater };
}

/** The largest minor version that a pattern takes. */
function minorIn(pattern: Pattern | undefined): number {
  if (pattern?.asks !== 'either') return Infinity;
  return pattern.of
    .map((one) => (one.asks === 'number' || one.asks === 'text' ? (numberOf(one) ?? Infinity) : Infinity))
    .reduce((most, minor) => Math.max(most, minor), -Infinity);
}

/** The version that is matched as a whole, or as a tuple of its parts. */
function readOf(analysis: Analysis, at: Placed): VersionRead | undefined {
  const first: Expr | undefined = at.node.kind === 'tuple' ? at.node.items[0] : at.node;
  const read = first && versionReadIn(analysis, { module: at.module, node: first });
  return at.node.kind === 'tuple' && read?.component !== 0 ? undefined : read;
}
