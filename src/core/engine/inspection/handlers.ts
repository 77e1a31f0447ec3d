import type { Finding, Rule, RuleContext } from '../../rule.ts';
import type { Site } from '../../sites.ts';

/** What a rule says of a site that it wants to see. */
export function inspectSite(rule: Rule, site: Site, cx: RuleContext): readonly Finding[] {
  switch (site.kind) {
    case 'call':
      return [...(rule.call?.(site, cx) ?? [])];
    case 'construction':
      return [...(rule.construction?.(site, cx) ?? [])];
    case 'mention':
      return [...(rule.mention?.(site, cx) ?? [])];
    case 'relay':
      return [...(rule.relay?.(site, cx) ?? [])];
    case 'read':
      return [...(rule.read?.(site, cx) ?? [])];
    case 'truth':
      return [...(rule.truth?.(site, cx) ?? [])];
    case 'iteration':
      return [...(rule.iteration?.(site, cx) ?? [])];
    case 'enter':
      return [...(rule.enter?.(site, cx) ?? [])];
    case 'taking':
      return [...(rule.taking?.(site, cx) ?? [])];
    case 'store':
      return [...(rule.store?.(site, cx) ?? [])];
    case 'reference':
      return [...(rule.reference?.(site, cx) ?? [])];
    case 'definition':
      return [...(rule.definition?.(site, cx) ?? [])];
    case 'requirements':
      return [...(rule.requirements?.(site, cx) ?? [])];
    case 'escape':
      return [];
    default:
      return site satisfies never;
  }
}
