import { addAll } from '../../core/group.ts';
import { lineName, linesOf } from '../../core/lines.ts';
import type { Level, Finding, RuleContext } from '../../core/rule.ts';
import { hiddenOptions, placeOf, type ClientCall } from '../../core/model/calls.ts';
import type { Elsewhere, Value } from '../../core/model/values.ts';
import { slice } from '../../core/text.ts';

/** What a rule says of a value, of which `cx` gives the text. */
export type Inspect = (value: Value, cx: RuleContext) => Iterable<Finding>;

/** What is said of a value that is written in another file: a clause with its place, and how the call fares. */
interface Told {
  readonly clause: string;
  readonly finding: Finding;
}

/**
 * What a rule says of the places where the value of `name` may be written, apart from the call: at the place itself in this file, and
 * one finding on the argument for what is in others. None is fixed, for something else may use what is written there.
 */
export function* findingsElsewhere(
  { value, name }: { readonly value: Value; readonly name: string },
  inspect: Inspect,
  cx: RuleContext,
): Generator<Finding> {
  const told: Told[] = [];
  for (const one of value.elsewhere ?? []) addAll(told, yield* inspectPlace(one, inspect, cx));
  const finding = joined(told, `\`${cx.spell(name)}\``);
  if (finding) yield { ...finding, at: value };
}

/** The same of options that reach a call from elsewhere. `inspect` is given the name of each. */
export function* findingsHidden(
  call: ClientCall,
  names: readonly string[],
  inspect: (name: string) => Inspect,
  cx: RuleContext,
): Generator<Finding> {
  const told: Told[] = [];
  const reached = new Set<string>();
  for (const { name, written } of hiddenOptions(call, new Set(names))) {
    if (!written) continue;
    const all: Inspect = function* (value, inner) {
      yield* inspect(name)(value, inner);
      yield* findingsElsewhere({ value, name }, inspect(name), inner);
    };
    const found = yield* inspectPlace(written, all, cx);
    if (found.length > 0) reached.add(`\`${cx.spell(name)}\``);
    addAll(told, found);
  }
  const finding = joined(told, [...reached].join(', '));
  if (finding) yield { ...finding, at: placeOf(call) };
}

function* inspectPlace(
  { path, source, here, value }: Elsewhere,
  inspect: Inspect,
  cx: RuleContext,
): Generator<Finding, readonly Told[]> {
  const found = [...inspect(value, { ...cx, text: (span) => slice(source, span) })];
  if (here) {
    for (const { fix: _, ...finding } of found) yield finding;
    return [];
  }
  const lines = linesOf(source);
  return found.map((finding) => ({
    clause: `${finding.message} (${lineName({ path, line: lines.at(finding.at.start).line })})`,
    finding,
  }));
}

const LEVELS: readonly Level[] = ['fails', 'differs', 'warns'];

/** One finding for all that is said: it fares as badly as the worst of them. */
function joined(told: readonly Told[], what: string): Omit<Finding, 'at'> | undefined {
  const [worst] = LEVELS.flatMap((level) => told.filter(({ finding }) => finding.level === level));
  if (!worst) return undefined;
  const { fix: _, at: __, ...finding } = worst.finding;
  return {
    ...finding,
    message: `of ${what} here: ${[...new Set(told.map(({ clause }) => clause))].join('; ')}`,
  };
}
