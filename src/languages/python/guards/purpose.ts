import type { Purpose } from '../../../core/model/calls.ts';
import type { Library } from '../../../core/model/subjects.ts';
import type { Call } from '../ast/expressions.ts';
import type { Stmt } from '../ast/statements.ts';
import { isOptionOfRequest } from '../../../clients/doubts.ts';
import type { Module } from '../binding/module.ts';
import { takenFrom } from '../binding/importing.ts';
import { sourceOf } from '../binding/places.ts';
import { remembering, type Analysis } from '../inference/analysis.ts';
import type { Placed } from '../inference/types.ts';
import { modulesMentioning } from '../../kernel/mentioning.ts';
import { oncePer } from '../../kernel/once.ts';
import { canonical } from '../names.ts';
import { parentOf } from '../parents.ts';
import { isExpr, statementsIn, type AnyNode } from '../walk.ts';
import { armsAround, divertingAround } from './arms.ts';
import { nearest } from './around.ts';
import { toldByCase, type Taken } from './matched.ts';
import { holdsAny, runOf } from './regions.ts';
import { telltaleOf, type Telltale } from './conditions.ts';
import { counterpartsOf, speaksNew, successorsIn } from './counterparts.ts';
import { expectedAround } from './expected.ts';
import type { Arm } from './leaving.ts';
import { sourcesOf } from './written.ts';

/** Why a call is there on purpose although the new client may not take it; `undefined`: nothing shows that it is. */
export function purposeOf(
  analysis: Analysis,
  module: Module,
  call: Call,
  library: Library,
): Purpose | undefined {
  const old = oldBranch({ analysis, module, call, library }, call, MAX_DEPTH);
  if (old) return old;
  const expected = expectedAround(analysis, module, call);
  if (expected?.expects === 'error' && isRefused(call)) return { ...expected, isRefused: true };
  return expected?.expects === 'error' && eraAt(analysis, { module, node: call }) === 'new'
    ? { ...expected, isNew: true }
    : expected;
}

/** Whether an option of a call is one that no client takes. */
const isRefused = ({ args }: Call): boolean =>
  args.some(({ name }) => name !== undefined && !isOptionOfRequest(canonical(name.id)));

/** How many functions may stand between a call and the code that chooses it by version. */
const MAX_DEPTH = 2;

/** The call that is asked about. */
interface Asked {
  readonly analysis: Analysis;
  readonly module: Module;
  readonly call: Call;
  readonly library: Library;
}

/** Why a place, which leads to the call, runs with the old client alone. */
function oldBranch(asked: Asked, place: AnyNode, depth: number): Purpose | undefined {
  const { analysis, module, library } = asked;
  const old = oldSideAround(analysis, module, place, library);
  const found = beside(asked, place, old) ?? (old && oldSideBy(module, old));
  return found ?? (depth === 0 ? undefined : ofFunction(asked, place, depth));
}

const oldSideBy = (module: Module, arm: Arm): Purpose =>
  oldBy(arm, `\`${brief(module, arm)}\` tells the old client from the new one`);

/** The nearest choice that is taken with the old client alone. */
const oldSideAround = nearest<Arm, Library | undefined>((analysis, module, arm, library) =>
  isOldSide(analysis, module, arm, library) ? arm : undefined,
);

/** Why a call is for the old client whose new form stands on another way, up to the nearest choice that tells so by itself. */
function beside(
  { analysis, module, call }: Asked,
  place: AnyNode,
  old: Arm | undefined,
): Purpose | undefined {
  const counterparts = counterpartsOf(module, call);
  if (counterparts.areNone) return undefined;
  const arms = old ? armsAround : divertingAround;
  for (const arm of arms(analysis, module, place)) {
    if (arm.at === old?.at) return undefined;
    const likeness = speaksOfClients(analysis, module, arm) ? 'likely' : 'strict';
    if (counterparts.areIn(arm.others, likeness))
      return oldBy(arm, 'the same call stands in its new form on the other way');
  }
  return undefined;
}

const oldBy = ({ at }: Arm, because: string): Purpose => ({
  is: 'old-branch',
  at: { start: at.start, end: at.end },
  because,
});

const brief = (module: Module, { at }: Arm): string => {
  const text = sourceOf(module, at).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** Whether a way is taken with the old client alone, as far as its condition tells. */
function isOldSide(analysis: Analysis, module: Module, arm: Arm, library: Library | undefined): boolean {
  const { of } = arm;
  const decided = decidedBy(analysis, arm);
  if (decided) {
    const { told, holds } = decided;
    if (!told || (told.of === 'httpx' && library === 'test-client')) return false;
    return holds ? told.holds : told.fails;
  }
  if (!of) return false;
  const { handler, statement } = of;
  return handler ? isForNewClient(module, statement.body) : importedIn(statement.body).requests;
}

const isForNewClient = (module: Module, body: readonly Stmt[]): boolean =>
  importedIn(body).httpx || speaksNew(module, { spans: runOf(body) });

/** What the condition of a way tells, and whether it holds there; `undefined`: no condition decides. */
function decidedBy(
  analysis: Analysis,
  { test, matched }: Arm,
): { readonly told: Telltale | undefined; readonly holds: boolean } | undefined {
  if (test) return { told: toldBy(analysis, test), holds: test.holds };
  return matched && { told: toldBySome(analysis, matched), holds: matched.holds };
}

/** What a condition tells. A flag that is set where it decides itself tells nothing there. */
const toldBy: (analysis: Analysis, test: Placed) => Telltale | undefined = remembering(
  'what it tells of the client that it holds:',
  ({ node }: Placed) => node,
  undefined,
  (analysis, test): Telltale | undefined => telltaleOf(analysis, test, eraAt),
);

const toldBySome: (analysis: Analysis, matched: Taken) => Telltale | undefined = remembering(
  'what it tells of the client that it is taken:',
  ({ one }: Taken) => one,
  undefined,
  (analysis, matched): Telltale | undefined => toldByCase(analysis, matched, eraAt),
);

/** Whether the code at a place runs with the old client alone, or the new one: for flags that are set there. */
function eraAt(analysis: Analysis, { module, node }: Placed): 'old' | 'new' | undefined {
  for (const arm of armsAround(analysis, module, node)) {
    if (isOldSide(analysis, module, arm, undefined)) return 'old';
    const { of } = arm;
    const { told, holds } = decidedBy(analysis, arm) ?? {};
    if (told && (holds ? told.fails : told.holds)) return 'new';
    if (of && !of.handler && isForNewClient(module, of.statement.body)) return 'new';
  }
  return undefined;
}

const importedIn = oncePer((body: readonly Stmt[]) => ({
  httpx: importsIn(body, /^httpx2?(\.|$)/),
  requests: importsIn(body, /^requests(\.|$)/),
}));

const importsIn = (body: readonly Stmt[], path: RegExp): boolean =>
  statementsIn(body).some((one) => {
    if (one.kind === 'import') return one.names.some((name) => path.test(name.path));
    return (
      one.kind === 'import-from' &&
      one.level === 0 &&
      (path.test(one.path) || one.names.some(({ name }) => path.test(name.id)))
    );
  });

const SPEAKING =
  /(^|_|\b)(new|old|legacy|modern|httpx|requests|starlette|fastapi|version|compat|v?\d+)(_|\b|$)/i;

/** Whether what decides is called like something that tells clients or versions apart. */
function speaksOfClients(analysis: Analysis, module: Module, { at, test, of }: Arm): boolean {
  if (of) return true;
  if (!test) return sourceOf(module, at).includes('TypeError');
  const texts = [test, ...sourcesOf(analysis, test).written].map((one) => sourceOf(one.module, one.node));
  return texts.some((text) => SPEAKING.test(text));
}

/** A function, or a class, that nothing names but code for the old client. */
function ofFunction(asked: Asked, place: AnyNode, depth: number): Purpose | undefined {
  const { analysis, module } = asked;
  for (let at = parentOf(module, place); at; at = parentOf(module, at)) {
    if (isExpr(at) || (at.kind !== 'function' && at.kind !== 'class')) continue;
    const { id } = at.name;
    if (/^(test|Test)/.test(id) || at.decorators.length > 0) continue;
    const mentions = module.mentions.get(id) ?? [];
    if (mentions.length === 0 || isKnownElsewhere(analysis, module, id)) continue;
    const purpose = ofAll(mentions, (one) => oldBranch(asked, one, depth - 1));
    if (purpose) return purpose;
  }
  return undefined;
}

/** The purpose of the first place where all have one. The first without decides: a function may be named thousands of times. */
function ofAll(places: readonly AnyNode[], of: (place: AnyNode) => Purpose | undefined): Purpose | undefined {
  let first: Purpose | undefined;
  for (const place of places) {
    const purpose = of(place);
    if (!purpose) return undefined;
    first ??= purpose;
  }
  return first;
}

/** Whether another file may use what a file calls by a name: one that imports it, or reads it from something. */
function isKnownElsewhere(analysis: Analysis, home: Module, id: string): boolean {
  const others = modulesMentioning(analysis, home, [id]);
  if (!others) return true;
  return others.some((other) => {
    if (other.path === home.path) return false;
    const { bindings, all } = takenFrom(analysis.project, other, home.path);
    return (
      all ||
      bindings.some(({ origin }) => origin.name === id) ||
      (other.mentions.get(id) ?? []).some(({ kind }) => kind === 'attribute')
    );
  });
}

/**
 * Whether an entry of a dictionary, an option that is put in one, or a read is there for the old client alone. `name`: that of the
 * option, whose successor on another way shows it too.
 */
export const isForOldClient = (
  analysis: Analysis,
  { module, node }: Placed<AnyNode>,
  name?: string,
): boolean =>
  oldSideAround(analysis, module, node, undefined) !== undefined ||
  (name !== undefined &&
    successorsIn(module, name).length > 0 &&
    successorAround(analysis, module, node, name) !== undefined);

const successorAround = nearest<Arm, string>((_, module, arm, name) =>
  holdsAny(arm.others, successorsIn(module, name)) ? arm : undefined,
);
