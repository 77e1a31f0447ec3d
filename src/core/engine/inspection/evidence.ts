import type { Conflict, Runs, Witness } from '../../model/recorded.ts';
import type { ValueKind } from '../../model/values.ts';
import type { Finding, Fix } from '../../rule.ts';
import { subjectOf, type Site } from '../../sites.ts';
import type { RuleFinding } from '../purpose.ts';
import { withoutFix } from '../safety.ts';

/** A site as a recorded run has seen it. Undefined: the run answers nothing that reading left open. */
export function seenAs(site: Site): Site | undefined {
  if (site.kind === 'call') return site.seen;
  return site.kind === 'relay' && site.call.seen ? { ...site, call: site.call.seen } : undefined;
}

/**
 * What is said of a site, from what is said of it as reading finds it and as a recorded run has seen it. A safe fix needs no run. All else is
 * as the run shows it: a finding that it does not bear out is answered, and a fix that it makes safe is `seen`.
 */
export function answeredBy(
  plain: readonly RuleFinding[],
  twin: readonly RuleFinding[],
): readonly RuleFinding[] {
  const safe = plain.filter(([, { fix }]) => fix?.safety === 'safe');
  const known = new Set(safe.map(keyOf));
  const shown = twin.filter((one) => !known.has(keyOf(one)));
  return [...safe, ...shown.map(([rule, finding]): RuleFinding => [rule, seenFix(finding)])];
}

const keyOf = ([rule, { at }]: RuleFinding): string => `${rule}:${at.start}:${at.end}`;

/** What is left of the findings about a site that a recorded run knows, and how many executions bear each out. */
export function witnessedFindings(
  site: Site,
  found: readonly RuleFinding[],
  isContradicted: boolean,
  spell: Spell,
): readonly RuleFinding[] {
  const witness = witnessOf(site);
  const isSeen = subjectOf(site)?.because === 'seen';
  const told = isSeen ? found.map(([rule, one]): RuleFinding => [rule, seenFix(one)]) : found;
  if (!witness) return told;
  const { runs } = witness;
  const conflicts = (isContradicted && witness.conflicts) || [];
  const all =
    conflicts.length > 0
      ? told.map(([rule, one]): RuleFinding => [rule, one.fix ? withoutFix(one, DOUBTED) : one])
      : told;
  const counted: Runs = { seen: runs, of: runs };
  return [
    ...conflicts.map((one): RuleFinding => ['evidence-conflict', contradiction(one, spell)]),
    ...all.map(([rule, one]): RuleFinding => [rule, runs === 0 ? neverRun(one) : one]),
  ].map(([rule, one]): RuleFinding => [rule, { runs: counted, ...one }]);
}

/** What a recorded run says of a site. */
export function witnessOf(site: Site): Witness | undefined {
  if (site.kind === 'relay') return site.call.witness;
  return site.kind === 'call' || site.kind === 'read' ? site.witness : undefined;
}

/** The same finding, whose fix is right only if every run is like those that were recorded. */
export const seenFix = (finding: Finding): Finding =>
  finding.fix?.safety === 'safe'
    ? { ...finding, fix: { ...finding.fix, safety: 'seen' } satisfies Fix }
    : finding;

/** No run speaks for or against what is left to a person. */
const neverRun = (finding: Finding): Finding =>
  finding.fix?.safety === 'safe'
    ? finding
    : { ...finding, why: [finding.why, NEVER_RUN].filter(Boolean).join('; ') };

const NEVER_RUN = 'never executed by the recorded run';

const DOUBTED = 'the recorded run passed something else here than the code shows';

/** The one finding about an argument of which reading and the run say different things. */
const contradiction = ({ what, start, end, read, seen }: Conflict, spell: Spell): Finding => ({
  at: { start, end },
  message: `the code shows ${eitherOf(read)} for ${nameOf(what, spell)}, but the recorded run passed ${eitherOf(seen)}: change this call yourself, or record again`,
  level: 'differs',
  why: 'one of the two is wrong, so nothing in this call was changed',
});

type Spell = (name: string) => string;

const nameOf = (what: string, spell: Spell): string =>
  what === 'url' ? 'the URL' : /^\w+$/.test(what) ? `\`${spell(what)}\`` : what;

/** "text, bytes or a list" */
function eitherOf(kinds: readonly ValueKind[]): string {
  const words = kinds.map((kind) => KINDS[kind]);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}

const KINDS: Readonly<Record<ValueKind, string>> = {
  text: 'text',
  bytes: 'bytes',
  buffer: 'a buffer',
  stream: 'a stream of bytes',
  'text-stream': 'a stream of text',
  mapping: 'a mapping',
  pairs: 'pairs',
  sequence: 'a list',
  number: 'a number',
  boolean: 'a boolean',
  none: 'nothing',
  unknown: 'something else',
};
