import { closest } from '../core/closest.ts';
import { ENGINE_RULES, isEngineRule, type EngineRule } from '../core/engine/engine-rules.ts';
import type { Target } from '../core/model/target.ts';
import type { Rule } from '../core/rule.ts';
import { UsageError } from './errors.ts';

/** Where the names are from, for messages. */
interface Said {
  readonly select: string;
  readonly ignore: string;
}

export interface Chosen {
  readonly rules: readonly Rule[];
  /** Rules of the engine that are turned off. */
  readonly silent: readonly EngineRule[];
}

/**
 * Selects rules by name; an empty selection selects all. The rules of the engine can only be ignored. Throws a `UsageError`
 * for an unknown name, for a rule that `target` excludes, and where no rule is left: a run without one looks like success.
 */
export function chooseRules(
  all: readonly Rule[],
  select: readonly string[],
  ignore: readonly string[],
  target?: Pick<Target, 'client'>,
  said: Said = { select: '--select', ignore: '--ignore' },
): Chosen {
  const known = all.map(({ name }) => name);
  for (const name of select) {
    if (isEngineRule(name))
      throw new UsageError(`${said.select}: ${name} is always on`, `--ignore ${name} turns it off`);
    check(name, known, said.select);
    const client = all.find((rule) => rule.name === name)?.client;
    if (target && client !== undefined && client !== target.client)
      throw new UsageError(
        `${said.select}: ${name} is only for the target ${client}`,
        `add --target ${client}`,
      );
  }
  for (const name of ignore) check(name, [...known, ...Object.keys(ENGINE_RULES)], said.ignore);
  const rules = all.filter(
    ({ name }) => (select.length === 0 || select.includes(name)) && !ignore.includes(name),
  );
  if (rules.length === 0 && all.length > 0) {
    const selected = select.length > 0 ? `every rule that ${said.select} names` : 'every rule';
    throw new UsageError(`no rule is left: ${said.ignore} names ${selected}`);
  }
  // A comment may suppress a rule that was not chosen. Only a run of all rules can tell that a comment is unused.
  const isPartial = rules.length < all.length;
  const silent = ignore.filter(isEngineRule);
  return { rules, silent: isPartial ? [...silent, 'unused-suppression'] : silent };
}

function check(name: string, known: readonly string[], option: string): void {
  if (known.includes(name)) return;
  const meant = closest(name, known);
  throw new UsageError(
    `${option}: there is no rule ${name}`,
    meant === undefined ? 'the command `rules` lists them' : `did you mean ${meant}?`,
  );
}
