import type { Reference } from '../../../../core/sites.ts';
import { contains } from '../../../../core/text.ts';
import { isTestFile } from '../../collected.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { mayHoldClients } from '../../inference/named.ts';
import { toCalled } from '../reads.ts';
import { findReferences } from '../references.ts';
import { sendsIn } from './sent.ts';
import { fixturesIn } from './fixtures.ts';
import { isGuarded } from './guarded.ts';
import { heldIn } from './held.ts';
import { objectsIn } from './objects.ts';
import { regionsOf } from './regions.ts';
import { sessionsIn } from './sessions.ts';

/** Every place that names something of a wanted package, with what is done there. */
export function findNamed(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  const isOfTests = holdsTests(module);
  const found = [
    ...findReferences(analysis, module, wanted),
    ...(isOfTests
      ? [
          ...objectsIn(analysis, module, wanted),
          ...fixturesIn(analysis, module, wanted),
          ...heldIn(analysis, module, wanted),
          ...sessionsIn(analysis, module, wanted),
        ]
      : []),
  ];
  const holdsClients = found.length > 0 && mayHoldClients(analysis, module);
  return found.map((one) => ({
    ...one,
    ...(['call', 'fixture', 'raises'].includes(one.as) && callOf(analysis, module, one)),
    ...(holdsClients && sendsOf(analysis, module, one)),
    ...(isOfTests && { isOfTests }),
    ...(isGuarded(module, one) && { guarded: true as const }),
  }));
}

/** A file of tests, or one that makes clients for them. */
const holdsTests = ({ path, source }: Module): boolean =>
  isTestFile(path) || /(^|\/)(conftest\.py$|tests?\/)/.test(path) || source.includes('TestClient');

function callOf(
  analysis: Analysis,
  module: Module,
  { as, start, end }: Reference,
): Pick<Reference, 'called'> | undefined {
  const call =
    as === 'raises'
      ? module.calls.findLast(({ args }) => args.some((one) => contains(one, { start, end })))
      : module.calls.find(({ callee }) => callee.start === start && callee.end === end);
  return call && { called: toCalled(analysis, module, call) };
}

function sendsOf(analysis: Analysis, module: Module, one: Reference): Pick<Reference, 'sends'> | undefined {
  const sends = sendsIn(analysis, regionsOf(analysis, module, one));
  return sends.length > 0 ? { sends } : undefined;
}
