import {
  defaultSettings,
  noProject,
  Restart,
  type Document,
  type Language,
  type Project,
  type Settings,
  type SyntaxProblem,
} from '../language.ts';
import type { Result } from './result.ts';
import type { Purpose } from '../model/calls.ts';
import type { Finding, LanguageName, Rule, RuleContext, Safety } from '../rule.ts';
import { holdBack } from './held.ts';
import { Ledger, type Proposal } from './ledger.ts';
import { countNamed, isNamed } from './named.ts';
import { opaqueCall } from './opaque.ts';
import { ENGINE_RULES, type EngineRule } from './engine-rules.ts';
import { respect, type RuleFinding } from './purpose.ts';
import { untracedClient } from './untraced.ts';
import { weaken, withoutFix } from './safety.ts';
import { subjectOf, type Site } from '../sites.ts';
import { defaultTarget, type Target } from '../model/target.ts';
import { suppressionsOf, type Suppressions } from './suppress.ts';
import { applyEdits, isDisjoint, selectEdits, slice } from '../text.ts';
import { isWanted, unionOf } from '../wants.ts';

export interface MigrateOptions {
  readonly rules: readonly Rule[];
  /** Whether unsafe fixes are made too. */
  readonly allow?: Safety;
  /** Rules of the engine that report nothing. */
  readonly silent?: readonly EngineRule[];
  readonly project?: Project;
  readonly settings?: Settings;
  /** What the text is to run on; findings that matter only from a later version on are held back. */
  readonly target?: Target;
}

/** Each round makes every fix that overlaps no other; real files need two or three rounds. */
const MAX_ROUNDS = 10;
const BOM = '\uFEFF';

/**
 * Migrates one text. `path` is project-relative. Never throws: a failure is a result, and the caller then keeps the text
 * that it passed in.
 */
export async function migrate(
  source: string,
  path: string,
  language: Language,
  options: MigrateOptions,
): Promise<Result> {
  const bom = source.startsWith(BOM) ? BOM : '';
  try {
    const result = await uninterrupted(() => rounds(source.slice(bom.length), path, language, options));
    return result.status === 'changed' ? { ...result, text: bom + result.text } : result;
  } catch (error) {
    // A RangeError means that the call stack overflowed: the text is nested deeper than Python itself would accept.
    if (error instanceof RangeError)
      return { status: 'failed', reason: 'too-deep', detail: 'nested too deeply to analyse' };
    return {
      status: 'failed',
      reason: 'crashed',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

/** Begins again where a file that the text leads to broke what reads files: next time it is left out. */
async function uninterrupted<Found>(work: () => Promise<Found>): Promise<Found> {
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Restart)) throw error;
    }
}

async function rounds(
  original: string,
  path: string,
  language: Language,
  options: MigrateOptions,
): Promise<Result> {
  const { rules: all, allow = 'safe', project = noProject, settings = defaultSettings } = options;
  const client = (options.target ?? defaultTarget).client;
  const rules = all.filter((rule) => isFor(rule, language.name, client));
  const wants = unionOf(rules.map(({ wants: one }) => one));
  const known = [...all.map(({ name }) => name), ...Object.keys(ENGINE_RULES)];
  const ledger = new Ledger(path, original);
  const purposes = purposesOf(ledger);
  const asBefore = idleImports(ledger);
  let text = original;
  let first: Document | undefined;
  let seen: Document['seen'];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const document = await language.open(text, path, { project, settings, wanted: wants });
    if (document.problem) return broken(document.problem, round === 0);
    const suppressions = suppressionsOf(document, text);
    if (suppressions.file) return { status: 'skipped', reason: 'ignored' };

    first ??= document;
    const sites = document.sites.map(asBefore);
    const reading = { document, sites, first, source: text, suppressions, purposes };
    const proposals = inspect(reading, language, { ...options, rules });
    if (round === 0) {
      ledger.open(proposals);
      ({ seen } = document);
    }
    const wanted = proposals.filter(
      ({ edits, finding }) => edits && (finding.fix?.safety === 'safe' || allow === 'unsafe'),
    );
    const { edits, chosen } = selectEdits(wanted.map(({ edits }) => edits ?? []));
    if (edits.length === 0) {
      const unused = options.silent?.includes('unused-suppression') ? [] : suppressions.unused(known);
      const told = {
        ...holdBack(ledger.close(text, proposals, unused), options.target ?? defaultTarget),
        ...(seen && { seen }),
      };
      return concluded(original, text, told, ledger);
    }
    ledger.apply(
      chosen.map((index) => wanted[index]!),
      edits,
    );
    text = applyEdits(text, edits);
  }
  return {
    status: 'failed',
    reason: 'did-not-converge',
    detail: `the fixes still change the file after ${MAX_ROUNDS} rounds`,
  };
}

/** The result where nothing is left to be changed. */
const concluded = (
  original: string,
  text: string,
  told: Pick<Extract<Result, { status: 'unchanged' }>, 'findings' | 'held' | 'seen'>,
  ledger: Ledger,
): Result =>
  text === original
    ? { status: 'unchanged', ...told }
    : {
        status: 'changed',
        text,
        ...movesOf(ledger.moved(text)),
        edits: told.findings.filter(({ fix }) => fix === 'applied').length,
        ...told,
      };

/** Whether a rule is about a language and about what the text is to run on. */
export const isFor = (
  { languages, client }: Rule,
  language: LanguageName,
  target: Target['client'],
): boolean => (languages?.includes(language) ?? true) && (client === undefined || client === target);

const movesOf = (moved: readonly number[] | undefined): { moved?: readonly number[] } =>
  moved ? { moved } : {};

function broken({ at, message, tooDeep }: SyntaxProblem, isInput: boolean): Result {
  return isInput
    ? { status: 'failed', reason: tooDeep ? 'too-deep' : 'syntax-error', detail: message, at }
    : { status: 'failed', reason: 'broke-syntax', detail: `the result would not parse: ${message}` };
}

/** What a round reads. */
interface Reading {
  readonly document: Document;
  /** Its sites as rules are to see them. */
  readonly sites: readonly Site[];
  /** What the first round read: the file as it is before the run. */
  readonly first: Document;
  readonly source: string;
  readonly suppressions: Suppressions;
  /** What the code around a site is for, where that is not the tests themselves. */
  readonly purposes: (site: Site) => Purpose | undefined;
}

function inspect(
  { document, sites, first, source, suppressions, purposes }: Reading,
  language: Language,
  { rules, silent = [], target = defaultTarget }: MigrateOptions,
): Proposal[] {
  const common: RuleContext = {
    text: (span) => slice(source, span),
    spell: (name) => language.spell(name),
    language: language.name === 'javascript' ? 'javascript' : 'python',
    target,
    trace: (call) => document.trace(call),
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
    const concerned = rules.filter(({ wants }) => isWanted(wants, site));
    const found = [
      ...concerned.flatMap((rule) =>
        inspectSite(rule, site, cx).map((finding): RuleFinding => [rule.name, finding]),
      ),
      ...byEngine(concerned, site, cx),
    ];
    const purpose = purposes(site);
    const left = (purpose ? respect(purpose, found) : found).filter(([name]) => !isSilent(silent, name));
    return settled(
      site,
      left.filter(([name, { at }]) => !suppressions.covers(name, at)),
      (counted) => !silent.includes('named-client') && !suppressions.covers('named-client', counted.at),
    ).map(([name, finding]) => propose(name, finding, document));
  });
}

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

/**
 * The purpose of a site, as far as the original text shows it: a fix of an earlier round may have put the new form of a call beside
 * its old one, which says nothing.
 */
function purposesOf(ledger: Ledger): (site: Site) => Purpose | undefined {
  const known = new Set<string>();
  return (site) => {
    const purpose = purposeIn(site);
    if (!purpose) return undefined;
    const key = `${site.kind} ${ledger.origin(site).start}`;
    if (ledger.isUntouched) known.add(key);
    return known.has(key) ? purpose : undefined;
  };
}

function purposeIn(site: Site): Purpose | undefined {
  if (site.kind === 'relay') return site.call.purpose;
  return site.kind === 'call' || site.kind === 'construction' ? site.purpose : undefined;
}

/** An import that nothing used before the run is none of its business: only what a fix has left without a use is told as unused. */
function idleImports(ledger: Ledger): (site: Site) => Site {
  const known = new Set<number>();
  return (site) => {
    if (site.kind !== 'reference' || !site.unused) return site;
    const { start } = ledger.origin(site);
    if (ledger.isUntouched) known.add(start);
    if (!known.has(start)) return site;
    const { unused: _, ...rest } = site;
    return rest;
  };
}

function inspectSite(rule: Rule, site: Site, cx: RuleContext): readonly Finding[] {
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
