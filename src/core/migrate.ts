import {
  defaultSettings,
  noProject,
  type Document,
  type Language,
  type Project,
  type Settings,
} from './language.ts';
import type { Mention, Site } from './model.ts';
import type { Result } from './result.ts';
import type { Finding, Rule, RuleContext, Safety } from './rule.ts';
import { Ledger, type Proposal } from './ledger.ts';
import { weaken, withoutFix } from './safety.ts';
import { suppressionsOf, type Suppressions } from './suppress.ts';
import { applyEdits, isDisjoint, selectEdits, slice } from './text.ts';

export interface MigrateOptions {
  readonly rules: readonly Rule[];
  /** Whether unsafe fixes are made too. */
  readonly allow?: Safety;
  readonly project?: Project;
  readonly settings?: Settings;
}

/** Each round makes every fix that does not overlap another; real files need two or three. */
const MAX_ROUNDS = 10;
const BOM = '\uFEFF';

/**
 * Migrates one text. `path` is project-relative. Never throws: what goes wrong is a result, and the text it was given
 * is then to be kept.
 */
export async function migrate(
  source: string,
  path: string,
  language: Language,
  options: MigrateOptions,
): Promise<Result> {
  const bom = source.startsWith(BOM) ? BOM : '';
  try {
    const result = await rounds(source.slice(bom.length), path, language, options);
    return result.status === 'changed' ? { ...result, text: bom + result.text } : result;
  } catch (error) {
    // A RangeError is the call stack: the text is nested deeper than Python itself would take.
    if (error instanceof RangeError)
      return { status: 'failed', reason: 'too-deep', detail: 'nested too deeply to analyse' };
    return {
      status: 'failed',
      reason: 'crashed',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

async function rounds(
  original: string,
  path: string,
  language: Language,
  options: MigrateOptions,
): Promise<Result> {
  const { rules, allow = 'safe', project = noProject, settings = defaultSettings } = options;
  const ledger = new Ledger();
  let text = original;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const document = await language.open(text, path, project, settings);
    if (document.problem) return broken(document.problem, round === 0);
    const suppressions = suppressionsOf(document, text);
    if (suppressions.file) return { status: 'skipped', reason: 'ignored' };

    const proposals = inspect(document, language, rules, text, suppressions);
    const wanted = proposals.filter(
      ({ edits, finding }) => edits && (finding.fix?.safety === 'safe' || allow === 'unsafe'),
    );
    const { edits, chosen } = selectEdits(wanted.map(({ edits }) => edits ?? []));
    if (edits.length === 0) {
      const findings = ledger.close(proposals, suppressions.unused());
      return text === original
        ? { status: 'unchanged', findings }
        : {
            status: 'changed',
            text,
            edits: findings.filter(({ fix }) => fix === 'applied').length,
            findings,
          };
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

function broken({ at, message }: NonNullable<Document['problem']>, isInput: boolean): Result {
  return isInput
    ? { status: 'failed', reason: 'syntax-error', detail: message, at }
    : { status: 'failed', reason: 'broke-syntax', detail: `the result would not parse: ${message}` };
}

function inspect(
  document: Document,
  language: Language,
  rules: readonly Rule[],
  source: string,
  suppressions: Suppressions,
): Proposal[] {
  const cx: RuleContext = {
    text: (span) => slice(source, span),
    spell: (name) => language.spell(name),
    language: language.name,
    use: (call) => document.use(call),
  };
  const proposals: Proposal[] = [];
  for (const site of [...document.sites, ...(document.mentions ?? [])]) {
    for (const rule of rules) {
      if (rule.languages && !rule.languages.includes(language.name)) continue;
      for (const found of inspectSite(rule, site, cx)) {
        if (suppressions.covers(rule.name, found.at)) continue;
        proposals.push(propose(rule.name, weaken(found, site), document));
      }
    }
  }
  return proposals;
}

function inspectSite(rule: Rule, site: Site | Mention, cx: RuleContext): Iterable<Finding> {
  switch (site.kind) {
    case 'call':
      return rule.call?.(site, cx) ?? [];
    case 'construction':
      return rule.construction?.(site, cx) ?? [];
    case 'mention':
      return rule.mention?.(site, cx) ?? [];
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

const UNPLACEABLE =
  'no automatic edit is safe here: a comment, a quote or a name that is taken stands in its way';
