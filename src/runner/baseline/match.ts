import type { Lines } from '../../core/lines.ts';
import { createHash } from '../crypto.ts';
import { keyOf, type Entry, type Fingerprint } from './format.ts';

/** In characters. Of a longer line the end is a digest. */
const MAX_LINE = 120;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Indentation and spaces do not count: formatters change them. */
const plain = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** What a finding that begins on a line (1-based) is known by. */
export function fingerprintOf(lines: Lines, line: number): Fingerprint {
  const text = plain(lines.text(line));
  return {
    line: text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}… ${digest(text)}` : text,
    above: neighbour(lines, line, -1),
    below: neighbour(lines, line, 1),
  };
}

function neighbour(lines: Lines, line: number, step: 1 | -1): string {
  for (let at = line + step; at >= 1 && at <= lines.count; at += step) {
    const text = plain(lines.text(at));
    if (text !== '') return digest(text);
  }
  return '-';
}

export interface Match {
  /** For each finding whether the baseline holds it. */
  readonly known: readonly boolean[];
  /** What of the entries matched nothing. */
  readonly left: readonly Entry[];
}

/**
 * Pairs the findings of one rule in one file with entries, each as often as it counts. The line has to be the same, and one of its
 * neighbours: an edit beside a finding does not make it a new one. Those with both neighbours come first.
 */
export function match(findings: readonly Fingerprint[], entries: readonly Entry[]): Match {
  const left = entries.map((entry) => ({ entry, count: entry.count }));
  const known = findings.map(() => false);
  const byLine = new Map<string, typeof left>();
  for (const one of left) byLine.set(one.entry.line, [...(byLine.get(one.entry.line) ?? []), one]);
  const pair = (fits: (finding: Fingerprint, entry: Entry) => boolean): void => {
    for (const [at, finding] of findings.entries()) {
      if (known[at]) continue;
      const one = byLine.get(finding.line)?.find(({ entry, count }) => count > 0 && fits(finding, entry));
      if (!one) continue;
      one.count--;
      known[at] = true;
    }
  };
  pair((finding, entry) => finding.above === entry.above && finding.below === entry.below);
  pair((finding, entry) => finding.above === entry.above || finding.below === entry.below);
  return { known, left: left.flatMap(({ entry, count }) => (count > 0 ? [{ ...entry, count }] : [])) };
}

/** Findings as entries, equal ones together. */
export function entriesOf(findings: readonly Fingerprint[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const finding of findings) {
    const key = keyOf(finding);
    entries.set(key, { ...finding, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries.values()];
}
