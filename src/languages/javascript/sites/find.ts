import type { Site } from '../../../core/sites.ts';
import type { Wanted } from '../../../core/wants.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { mayHoldClients } from '../inference/named.ts';
import { findCalls } from './calls.ts';
import { findMentions } from './mentions.ts';

/** The wanted sites of a file. No site of a kind is looked for that no rule wants. */
export function findSites(analysis: Analysis, module: Module, wanted: Wanted): readonly Site[] {
  const { calls = [], rivals = {}, mentions = [] } = wanted;
  const isPossible = mayHoldClients(analysis, module);
  return [
    ...(isPossible && calls.length > 0 ? findCalls(analysis, module, rivals) : []),
    ...(mentions.length > 0 ? findMentions(analysis, module, new Set(mentions)) : []),
  ];
}
