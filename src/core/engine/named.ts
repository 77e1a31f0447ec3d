import { clientName } from '../language.ts';
import type { Finding } from '../rule.ts';
import { shellWord } from '../text.ts';
import { subjectOf, type Site } from '../sites.ts';

/** Whether a site is about something that only its name suggests to be a client, or about what came from one. */
export function isNamed(site: Site): boolean {
  const subject = subjectOf(site);
  return subject?.because === 'named' && subject.certainty !== 'proven';
}

/**
 * What stands for the findings about a site that a name alone makes one: a call that is counted in one note of the run for each
 * name, with what the user may write to prove it. A name proves nothing, so nothing is offered. `undefined`: nothing is counted.
 */
export function countNamed(site: Site, findings: readonly Finding[]): Finding | undefined {
  // What a rule itself only counts is no reason to ask for a name.
  const first = findings.find(({ tally }) => tally === undefined);
  if (!first || site.kind !== 'call' || site.receiver.certainty === 'mixed') return undefined;
  const { text, hint } = site.receiver;
  const name = hint ?? clientName(text);
  if (name === undefined) return undefined;
  const { at, message, level, since, why } = first;
  return {
    at,
    message,
    level,
    ...(since && { since }),
    why: [why, `only its name suggests that \`${text}\` is a test client`].filter(Boolean).join('; '),
    tally: `on \`${name}\`, a test client by its name alone: \`--client ${shellWord(name)}\` takes it for one`,
    client: name,
  };
}

/**
 * The sentence about several names, each with the number of its calls: "9 calls on `client` and 2 on `api`, ...". More than a line can hold
 * are counted together. What it says to pass to `--client` names those that it lists.
 */
export function namedSentence(counts: readonly (readonly [name: string, calls: number])[]): string {
  const shown = counts.slice(0, MAX_NAMES);
  const rest = counts.slice(MAX_NAMES);
  const parts = shown.map(([name, calls], index) => `${index === 0 ? plural(calls) : calls} on \`${name}\``);
  const others = rest.reduce((sum, [, calls]) => sum + calls, 0);
  const all = [...parts, ...(rest.length > 0 ? [`${others} on ${rest.length} more`] : [])];
  const list = `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
  const names = shellWord(shown.map(([name]) => name).join(','));
  return `${list}, test clients by their names alone: \`--client ${names}\` takes them for such; name only those that are`;
}

const MAX_NAMES = 6;

const plural = (calls: number): string => `${calls} ${calls === 1 ? 'call' : 'calls'}`;
