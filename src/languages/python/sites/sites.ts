import type { Census } from '../../../core/language.ts';
import type { Invocation } from '../../../core/model/calls.ts';
import type { Site } from '../../../core/sites.ts';
import type { Wanted } from '../../../core/wants.ts';
import { nobody } from '../../kernel/census.ts';
import type { Call } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Recorded } from '../evidence/recorded.ts';
import type { Analysis } from '../inference/analysis.ts';
import { mayHoldClients } from '../inference/named.ts';
import { findCalls } from './calls.ts';
import { findConstructions } from './constructions.ts';
import { findEscapes } from './given/escapes.ts';
import { findQuoted } from './given/quoted.ts';
import { findGiven } from './given/given.ts';
import { findDefinitions } from './overrides/definitions.ts';
import { findReads } from './reads.ts';
import { findNamed } from './named/named.ts';
import { findRelays } from './relays/relays.ts';
import { findStores } from './stores.ts';
import { findTestClients } from '../client-use/test-clients.ts';
import { findEnters, findIterations, findTakings, findTruths } from './uses.ts';

interface Found {
  readonly sites: readonly Site[];
  /** The node of each site that is a call, of its twin, and of the calls that mocks are expected to get. */
  readonly calls: Map<Invocation, Call>;
  readonly seen: Census;
}

/** The wanted sites of a file. Nothing is computed for a kind of site that no rule wants. `recorded`: what a run shows of the file. */
export function findSites(analysis: Analysis, module: Module, wanted: Wanted, recorded?: Recorded): Found {
  const { constructions = [], made = [], references = [], written = [] } = wanted;
  const named = references.length > 0 ? findNamed(analysis, module, references) : [];
  if (!recorded && !mayHoldClients(analysis, module)) return { sites: named, calls: new Map(), seen: nobody };
  const found = (wanted.calls ?? []).length > 0 ? findCalls(analysis, module, wanted, recorded) : undefined;
  const relays = findRelays(analysis, module, wanted, recorded);
  const calls = new Map<Invocation, Call>([
    ...(found?.calls ?? []),
    ...(constructions.length > 0 ? findConstructions(analysis, module, wanted) : []),
    ...(made.length > 0 ? findTestClients(analysis, module, made, written) : []),
  ]);
  const given = found
    ? [
        ...findGiven(analysis, module, wanted),
        ...findEscapes(analysis, module),
        ...findQuoted(analysis, module, wanted),
      ]
    : [];
  return {
    sites: [
      ...calls.keys(),
      ...relays.map(([site]) => site),
      ...given,
      ...ofSubjects(analysis, module, wanted, recorded),
      ...named,
    ],
    calls: new Map<Invocation, Call>([
      ...calls,
      ...(found?.others ?? []),
      ...relays.flatMap(([{ call }, node]) =>
        [call, ...(call.seen ? [call.seen] : [])].map((one) => [one, node] as const),
      ),
    ]),
    seen: found?.seen ?? nobody,
  };
}

function ofSubjects(
  analysis: Analysis,
  module: Module,
  wanted: Wanted,
  recorded: Recorded | undefined,
): readonly Site[] {
  const { truths = [], iterations = [], enters = [], reads = {}, stores = {}, takings = {} } = wanted;
  const { definitions, overrides } = wanted;
  return [
    ...findReads(analysis, module, reads, recorded),
    ...(truths.length > 0 ? findTruths(analysis, module, truths, recorded) : []),
    ...(iterations.length > 0 ? findIterations(analysis, module, iterations, recorded) : []),
    ...(enters.length > 0 ? findEnters(analysis, module, enters) : []),
    ...(Object.keys(takings).length > 0 ? findTakings(analysis, module, takings) : []),
    ...(Object.keys(stores).length > 0 ? findStores(analysis, module, stores) : []),
    ...((definitions ?? overrides) ? findDefinitions(analysis, module, wanted) : []),
  ];
}
