import type { Document, Language } from '../../language.ts';
import type { Purpose } from '../../model/calls.ts';
import { defaultTarget, type Target } from '../../model/target.ts';
import type { Finding, Rule, RuleContext } from '../../rule.ts';
import { subjectOf, type Site } from '../../sites.ts';
import { isDisjoint, slice, type Span } from '../../text.ts';
import { isWanted } from '../../wants.ts';
import type { EngineRule } from '../engine-rules.ts';
import type { Proposal } from '../ledger.ts';
import { countNamed, isNamed } from '../named.ts';
import { opaqueCall } from '../opaque.ts';
import { respect, type RuleFinding } from '../purpose.ts';
import { weaken, withoutFix } from '../safety.ts';
import type { Suppressions } from '../suppress.ts';
import { untracedClient } from '../untraced.ts';
import { answeredBy, seenAs, seenFix, witnessedFindings } from './evidence.ts';
import { inspectSite } from './handlers.ts';

/** What a round reads. */
export interface Reading {
  readonly document: Document;
  /** Its sites as rules are to see them. */
  readonly sites: readonly Site[];
  /** What the first round read: the file as it is before the run. */
  readonly first: Document;
  readonly source: string;
  readonly suppressions: Suppressions;
  /** Whether the text before the run contradicts what was recorded of a site. */
  readonly isContradicted: (site: Site) => boolean;
  /** What the code does with the response of a call, as far as it did so before the run. */
  readonly trace: RuleContext['trace'];
  /** What the code around a site is for, where that is not the tests themselves. */
  readonly purposes: (site: Site) => Purpose | undefined;
}

export interface InspectOptions {
  readonly rules: readonly Rule[];
  /** Rules of the engine that report nothing. */
  readonly silent?: readonly EngineRule[];
  readonly target?: Target;
}

/** Everything that is said of the sites of a round, with the edits that fixes come to. */
export function inspect(reading: Reading, language: Language, options: InspectOptions): readonly Proposal[] {
  const { document, sites, first, source } = reading;
  const common: RuleContext = {
    text: (span) => slice(source, span),
    spell: (name) => language.spell(name),
    language: language.name === 'javascript' ? 'javascript' : 'python',
    target: options.target ?? defaultTarget,
    trace: reading.trace,
    route: (call) => document.route(call),
    clientUse: (call, moved) => document.clientUse(call, moved),
    bodyText: (call) => document.bodyText(call),
    addresses: (site, value) => document.addresses(site, value),
    // What this run wrote is no sign that the suite had been migrated.
    suite: () => first.suite(),
  };
  return sites.flatMap((site) => {
    const library = subjectOf(site)?.library;
    const cx: RuleContext = { ...common, ...(library && { library }) };
    const about = (one: Site): readonly RuleFinding[] => findingsAbout(one, reading, options, cx);
    const isContradicted = reading.isContradicted(site);
    const seen = isContradicted ? undefined : seenAs(site);
    const found = seen ? answeredBy(about(site), about(seen)) : about(site);
    return witnessedFindings(site, found, isContradicted, cx.spell)
      .filter(([name, { at }]) => name !== 'evidence-conflict' || isTold(name, at, reading, options))
      .map(([name, finding]) => propose(name, finding, document));
  });
}

/** What the rules and the engine say of a site, as sure as it is about a client. */
function findingsAbout(
  site: Site,
  reading: Reading,
  options: InspectOptions,
  cx: RuleContext,
): readonly RuleFinding[] {
  const concerned = options.rules.filter(({ wants }) => isWanted(wants, site));
  const found = [
    ...concerned.flatMap((rule) =>
      inspectSite(rule, site, cx).map((finding): RuleFinding => [rule.name, finding]),
    ),
    ...byEngine(concerned, site, cx),
  ];
  const purpose = reading.purposes(site);
  const left = purpose ? respect(purpose, found) : found;
  return settled(
    site,
    left.filter(([name, { at }]) => isTold(name, at, reading, options)),
    ({ at }) => isTold('named-client', at, reading, options),
    // What a rule counts runs for rests on them.
  ).map(([name, finding]) => [name, finding.runs ? seenFix(finding) : finding]);
}

/** Whether findings of a rule are wanted at a place. */
const isTold = (
  rule: string,
  at: Span,
  { suppressions }: Reading,
  { silent = [] }: InspectOptions,
): boolean => !isSilent(silent, rule) && !suppressions.covers(rule, at);

/** What is said of a site by the engine itself. */
function byEngine(rules: readonly Rule[], site: Site, cx: RuleContext): readonly RuleFinding[] {
  if (site.kind === 'escape') return [['untraced-client', untracedClient(site)]];
  const opaque = site.kind === 'call' ? opaqueCall(rules, site, cx) : undefined;
  return opaque ? [['opaque-call', opaque]] : [];
}

/** What is left of the findings about a site, by how sure it is that it is about a client. */
function settled(
  site: Site,
  found: readonly RuleFinding[],
  isCounted: (finding: Finding) => boolean,
): readonly RuleFinding[] {
  if (!isNamed(site)) return found.map(([name, finding]) => [name, weaken(finding, site)]);
  const counted = countNamed(
    site,
    found.map(([, finding]) => finding),
  );
  return counted && isCounted(counted) ? [['named-client', counted]] : [];
}

const isSilent = (silent: readonly string[], name: string): boolean => silent.includes(name);

/** All of a fix or none of it. */
function propose(rule: string, finding: Finding, document: Document): Proposal {
  if (!finding.fix) return { rule, finding };
  const lowered = finding.fix.intents.map((intent) => document.lower(intent));
  if (!lowered.every((edits) => edits !== undefined))
    return { rule, finding: withoutFix(finding, UNPLACEABLE) };
  const edits = lowered.flat();
  // Edits of one fix that touch each other would leave the result to their order.
  return isDisjoint(edits) ? { rule, finding, edits } : { rule, finding: withoutFix(finding, UNPLACEABLE) };
}

const UNPLACEABLE = 'cannot edit: a comment, a quote, a name clash or the code around it is in the way';
