import { clientName } from '../language.ts';
import type { Finding } from '../rule.ts';
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
    tally: `on \`${name}\`, a test client by its name alone: \`--client ${quoted(name)}\` takes it for one`,
  };
}

/** As a shell takes it. */
const quoted = (name: string): string => (/[()$#]/.test(name) ? `'${name}'` : name);
