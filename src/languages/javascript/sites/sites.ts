import type { Census } from '../../../core/language.ts';
import type { Site } from '../../../core/sites.ts';
import type { Wanted } from '../../../core/wants.ts';
import { nobody } from '../../kernel/census.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Recorded } from '../evidence/recorded.ts';
import { mayHoldClients } from '../inference/named.ts';
import { findCalls } from './calls.ts';
import { findDefinitions } from './definitions.ts';
import { findMentions } from './mentions.ts';
import { findReferences } from './names/references.ts';
import { findReads } from './reads.ts';
import { findStores } from './stores.ts';
import { findIterations, findTruths } from './uses.ts';

interface Found {
  readonly sites: readonly Site[];
  readonly seen: Census;
}

/**
 * The wanted sites of a file. Nothing is computed for a kind of site that no rule wants. JavaScript has no context managers. `recorded`: what
 * a run shows of the file, where there is one.
 */
export function findSites(analysis: Analysis, module: Module, wanted: Wanted, recorded?: Recorded): Found {
  const { calls = [], rivals = {}, mentions = [], references = [] } = wanted;
  const isPossible = mayHoldClients(analysis, module) || recorded?.hasSites === true;
  const found = isPossible && calls.length > 0 ? findCalls(analysis, module, rivals, recorded) : undefined;
  const sites = [
    ...(found?.calls ?? []),
    ...(mentions.length > 0 ? findMentions(analysis, module, new Set(mentions)) : []),
    ...(isPossible ? ofSubjects(analysis, module, wanted, recorded) : []),
    ...(references.length > 0 ? findReferences(analysis, module, references) : []),
  ];
  return { sites, seen: found?.seen ?? nobody };
}

function ofSubjects(
  analysis: Analysis,
  module: Module,
  wanted: Wanted,
  recorded: Recorded | undefined,
): readonly Site[] {
  const { truths = [], iterations = [], reads = {}, stores = {}, definitions } = wanted;
  return [
    ...findReads(analysis, module, reads, recorded),
    ...(truths.length > 0 ? findTruths(analysis, module, truths) : []),
    ...(iterations.length > 0 ? findIterations(analysis, module, iterations) : []),
    ...(Object.keys(stores).length > 0 ? findStores(analysis, module, stores) : []),
    ...(definitions ? findDefinitions(analysis, module, definitions) : []),
  ];
}
