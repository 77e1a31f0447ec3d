import { targetOf } from './clients/targets/words.ts';
import { linesOf } from './core/lines.ts';
import { migrate } from './core/engine/migrate.ts';
import type { Reported, Result } from './core/engine/result.ts';
import type { Rule } from './core/rule.ts';
import type { Target } from './core/model/target.ts';
import { languageOf } from './languages/index.ts';

/** What follows an option of jscodeshift's command, or `true`. */
type Options = Readonly<Record<string, unknown>>;

/**
 * jscodeshift's contract for a transform: resolves to the new text, to the same text when there is nothing to do, to
 * `undefined` when the file is not ours, and rejects when it failed. jscodeshift's own test helpers leave out the
 * path, the options and `report`. Whoever uses only the command has no jscodeshift, so its types are not used here.
 */
export type Transform = (
  file: { readonly source: string; readonly path?: string | undefined },
  api: { readonly report?: (message: string) => void },
  options?: Options,
) => Promise<string | undefined>;

/** Where no path tells the language, the parser that is asked for does; it decides nothing else. */
const pathFor = (options: Options | undefined): string =>
  `input.${PARSERS.get(String(options?.['parser'])) ?? 'py'}`;

const PARSERS: ReadonlyMap<string, string> = new Map([
  ['babel', 'js'],
  ['babylon', 'js'],
  ['flow', 'js'],
  ['ts', 'ts'],
  ['tsx', 'tsx'],
]);

/** Makes a rule a transform. Its options are `unsafe` and `target`; each file is seen alone, without the rest of the project. */
export function toTransform(rule: Rule): Transform {
  return async ({ path: given, source }, api, options) => {
    const path = given ?? pathFor(options);
    const language = await languageOf(path)?.load();
    if (!language) return undefined;
    const result = await migrate(source, path, language, {
      rules: [rule],
      allow: allowed(options),
      target: targetIn(options),
    });
    for (const line of reports(result, source)) api.report?.(line);
    return outcome(result, source, path);
  };
}

/** jscodeshift takes the word after an unknown option as its value, so `--unsafe tests/` must not pass unnoticed. */
function allowed(options: Options | undefined): 'safe' | 'unsafe' {
  const unsafe: unknown = options?.['unsafe'] ?? false;
  if (typeof unsafe !== 'boolean')
    throw new Error(`unsafe is ${JSON.stringify(unsafe)}; write --unsafe=true`);
  return unsafe ? 'unsafe' : 'safe';
}

/** `--target=httpx2`, in the words of the command. */
function targetIn(options: Options | undefined): Target {
  const words: unknown = options?.['target'];
  if (words === undefined) return targetOf([]);
  if (typeof words !== 'string') throw new Error(`target is ${JSON.stringify(words)}; write --target=httpx2`);
  return targetOf(words.split(',').map((word) => word.trim()));
}

function outcome(result: Result, source: string, path: string): string | undefined {
  switch (result.status) {
    case 'changed':
      return result.text;
    case 'unchanged':
      return source;
    case 'skipped':
      return undefined;
    case 'failed':
      throw new Error(`${path}${place(result.at, source)}: ${result.reason}: ${result.detail}`);
  }
}

function reports(result: Result, source: string): readonly string[] {
  if (!('findings' in result)) return [];
  return result.findings.filter(({ fix }) => fix !== 'applied').map((one) => describe(one, source));
}

function describe({ rule, at, message, why, fix }: Reported, source: string): string {
  const hint = fix === 'available' ? ' [--unsafe=true changes it]' : '';
  return `${place(at.start, source)} ${rule}: ${message}${why ? ` (${why})` : ''}${hint}`;
}

/** `:line:column`; offsets do not count a byte-order mark. */
function place(offset: number | undefined, source: string): string {
  if (offset === undefined) return '';
  const { line, column } = linesOf(source.replace(/^\uFEFF/, '')).at(offset);
  return `:${line}:${column}`;
}
