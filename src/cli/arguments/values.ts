import { InvalidArgumentError, Option } from 'commander';
import { isClientName } from '../../config/values.ts';
import { targetOf } from '../../clients/targets/words.ts';
import { formats, type Format } from '../../reporters/index.ts';
import { messageOf } from '../../runner/errors.ts';
import { colourWishes } from '../colour.ts';
import type { OutputFile, Shard } from './options.ts';

export const formatOption = (): Option =>
  new Option('--format <format>', 'format of the report').choices(formats);

/** What `rules` can be printed in. */
export const rulesFormats = ['text', 'json'] as const;
export type RulesFormat = (typeof rulesFormats)[number];

export const rulesFormatOption = (): Option =>
  new Option('--format <format>', 'format of the list').choices(rulesFormats);

export const colourOption = (): Option =>
  new Option('--color <when>', 'colour the output (default: auto)').choices(colourWishes);

/** An option that takes a list with commas and may be repeated. `check` validates each item. */
export const listOption = (flags: string, help: string, check = (item: string): string => item): Option =>
  new Option(flags, `${help}; comma-separated, repeatable`).argParser(
    (value: string, before: readonly string[] | undefined) => {
      const items = value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean);
      if (items.length === 0) throw new InvalidArgumentError('The list is empty.');
      return [...(before ?? []), ...items.map(check)];
    },
  );

export const repeatedOption = (flags: string, help: string): Option =>
  new Option(flags, `${help}; repeatable`).argParser(
    (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
  );

/** An option whose name begins with `no-`, but that does not negate another option. */
export function ownOption(flags: string, help: string): Option {
  const option = new Option(flags, help);
  option.negate = false;
  return option;
}

/** Checks a name that is to be taken for a test client. Throws an `InvalidArgumentError`. */
export function clientName(name: string): string {
  if (isClientName(name)) return name;
  throw new InvalidArgumentError(`'${name}' is not a name; write api, self.http or make_client().`);
}

/** Checks a word of `--target`. Throws an `InvalidArgumentError`. */
export function targetWord(word: string): string {
  try {
    targetOf([word]);
    return word;
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

/** Reads "2/8". Throws an `InvalidArgumentError`. */
export function shard(value: string): Shard {
  const [, index, of] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(value) ?? [];
  if (index === undefined || of === undefined || Number(index) > Number(of))
    throw new InvalidArgumentError('Write 2/8 for the second of eight parts.');
  return { index: Number(index), of: Number(of) };
}

/** Reads a number of threads. Throws an `InvalidArgumentError`. */
export function jobCount(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('Write a whole number from 1 to 999.');
  return Number(value);
}

/** Reads "[format=]path". Throws an `InvalidArgumentError`. */
export function outputFile(value: string, before: readonly OutputFile[] | undefined): readonly OutputFile[] {
  const [, name, rest] = /^([a-z]+)=(.*)$/.exec(value) ?? [];
  const format: Format | undefined = formats.find((known) => known === name);
  if (name !== undefined && !format) {
    throw new InvalidArgumentError(
      `Unknown format '${name}': use ${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}; for a file of that name write ./${value}.`,
    );
  }
  const path = rest ?? value;
  if (!path) throw new InvalidArgumentError('The file name is missing.');
  if (path === '-')
    throw new InvalidArgumentError(
      '--format chooses the report on standard output; for a file of that name write ./-.',
    );
  return [...(before ?? []), format ? { format, path } : { path }];
}
