import type { Original } from '../../../core/language.ts';
import type { Site } from '../../../core/sites.ts';
import type { Span } from '../../../core/text.ts';

/**
 * Sites of a text that fixes have changed, without what only the fixes have made to contradict the run: a list of pairs in a name that is an
 * object now. `before`: the sites of the text that ran.
 */
export function withoutOwnConflicts(
  sites: readonly Site[],
  { spanOf }: Original,
  before: () => readonly Site[],
): readonly Site[] {
  const isInConflict = (site: Site): boolean => site.kind === 'call' && site.witness?.conflicts !== undefined;
  if (!sites.some(isInConflict)) return sites;
  const ran = new Set(before().filter(isInConflict).map(keyOf));
  return sites.map((site) => {
    if (site.kind !== 'call' || !site.witness?.conflicts || ran.has(keyOf(spanOf(site)))) return site;
    const { conflicts: _, ...witness } = site.witness;
    return { ...site, witness };
  });
}

const keyOf = ({ start, end }: Span): string => `${start}:${end}`;
