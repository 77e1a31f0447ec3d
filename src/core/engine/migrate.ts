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
import type { ByHand, Result } from './result.ts';
import type { ClientCall, Purpose } from '../model/calls.ts';
import type { LanguageName, Rule } from '../rule.ts';
import { holdBack } from './held.ts';
import { witnessOf } from './inspection/evidence.ts';
import { inspect } from './inspection/inspect.ts';
import { vetoedIn, type Veto } from './veto.ts';
import { Ledger, type Proposal } from './ledger.ts';
import { ENGINE_RULES, type EngineRule } from './engine-rules.ts';
import type { Site } from '../sites.ts';
import { defaultTarget, type Target } from '../model/target.ts';
import { suppressionsOf } from './suppress.ts';
import { applyEdits, selectEdits, type TextEdit } from '../text.ts';
import type { ResponseTrace } from '../trace.ts';
import { unionOf } from '../wants.ts';

export interface MigrateOptions {
  readonly rules: readonly Rule[];
  /** Whether unsafe fixes are made too: none, those of all rules, or those of the rules with these names. */
  readonly allow?: 'safe' | 'unsafe' | readonly string[];
  /** Whether fixes are made that only a recorded run makes safe; they are if nothing is said. */
  readonly seen?: boolean;
  /** Rules of the engine that report nothing. */
  readonly silent?: readonly EngineRule[];
  readonly project?: Project;
  readonly settings?: Settings;
  /** What the text is to run on; findings that matter only from a later version on are held back. */
  readonly target?: Target;
  /** Tells which fixes are not to be made. */
  readonly veto?: Veto;
  /** What a person has written in the place of fixes. */
  readonly byHand?: readonly ByHand[];
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
  const { rules: all, project = noProject, settings = defaultSettings, byHand = [] } = options;
  const client = (options.target ?? defaultTarget).client;
  const rules = all.filter((rule) => isFor(rule, language.name, client));
  const wants = unionOf(rules.map(({ wants: one }) => one));
  const known = [...all.map(({ name }) => name), ...Object.keys(ENGINE_RULES)];
  const ledger = new Ledger(path, original);
  const purposes = purposesOf(ledger);
  const traceIn = tracesOf(ledger);
  const isContradicted = contradictions(ledger);
  const asBefore = idleImports(ledger);
  let text = original;
  let first: Document | undefined;
  let seen: Document['seen'];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const document = await language.open(text, path, {
      ...{ project, settings, wanted: wants },
      // Only what was recorded is about the text before the run.
      ...(project.recorded && !ledger.isUntouched && { original: ledger.before }),
    });
    if (document.problem) return broken(document.problem, round === 0);
    const suppressions = suppressionsOf(document, text);
    if (suppressions.file) return { status: 'skipped', reason: 'ignored' };

    first ??= document;
    const sites = document.sites.map(asBefore);
    const trace = (call: ClientCall): ResponseTrace => traceIn(document, call);
    const reading = { document, sites, first, source: text, suppressions, isContradicted, purposes, trace };
    const proposals = inspect(reading, language, { ...options, rules });
    if (round === 0) {
      ledger.open(proposals);
      ({ seen } = document);
    }
    if (round === 0 && byHand.length > 0) {
      text = ledger.applyByHand(text, byHand);
      continue;
    }
    const { edits, made, vetoed } = chosenAmong(proposals, ledger, options);
    if (edits.length === 0) {
      const unused = options.silent?.includes('unused-suppression') ? [] : suppressions.unused(known);
      const told = {
        ...holdBack(ledger.close(text, proposals, unused, vetoed), options.target ?? defaultTarget),
        ...(seen && { seen }),
      };
      return concluded(original, text, told, ledger);
    }
    ledger.apply(made, edits);
    text = applyEdits(text, edits);
  }
  return {
    status: 'failed',
    reason: 'did-not-converge',
    detail: `the fixes still change the file after ${MAX_ROUNDS} rounds`,
  };
}

/** What a round does. */
interface Chosen {
  /** Sorted; none overlaps another. */
  readonly edits: readonly TextEdit[];
  /** Those that they carry out. */
  readonly made: readonly Proposal[];
  /** Those that would be made, each with why it is not to be. */
  readonly vetoed: ReadonlyMap<Proposal, string>;
}

function chosenAmong(proposals: readonly Proposal[], ledger: Ledger, options: MigrateOptions): Chosen {
  const allowed = proposals.filter((one) => one.edits && isAllowed(one, options));
  const vetoed = vetoedIn(allowed, ledger, options);
  const wanted = allowed.filter((one) => !vetoed.has(one));
  const { edits, chosen } = selectEdits(wanted.map((one) => one.edits ?? []));
  return { edits, made: chosen.map((index) => wanted[index]!), vetoed };
}

/** Whether the fix of a finding is made. */
function isAllowed(
  { rule, finding }: Proposal,
  { allow = 'safe', seen = true }: Pick<MigrateOptions, 'allow' | 'seen'>,
): boolean {
  switch (finding.fix?.safety) {
    case 'safe':
      return true;
    case 'seen':
      return seen;
    case 'unsafe':
      return typeof allow === 'string' ? allow === 'unsafe' : allow.includes(rule);
    case undefined:
      return false;
  }
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

/**
 * What the code does with the response of a call, as the original text shows it where a rule asked then: what a fix of this run has written
 * is no sign that the code was made for the new client.
 */
function tracesOf(ledger: Ledger): (document: Document, call: ClientCall) => ResponseTrace {
  const known = new Map<number, ResponseTrace>();
  return (document, call) => {
    const { start } = ledger.origin(call);
    const trace = known.get(start) ?? document.trace(call);
    if (ledger.isUntouched) known.set(start, trace);
    return trace;
  };
}

/**
 * Whether reading and what was recorded contradict each other at a site, as far as the original text shows it: a fix may have given a value
 * another kind than the one that was passed.
 */
function contradictions(ledger: Ledger): (site: Site) => boolean {
  const known = new Set<string>();
  return (site) => {
    if (!witnessOf(site)?.conflicts) return false;
    const key = `${site.kind} ${ledger.origin(site).start}`;
    if (ledger.isUntouched) known.add(key);
    return known.has(key);
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
