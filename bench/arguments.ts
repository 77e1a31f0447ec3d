import { parseArgs } from 'node:util';

export interface Options {
  /** A folder of other code to run over. */
  readonly tree: string | undefined;
  /** The sizes of made trees; none: what the page shows. */
  readonly files: readonly number[];
  /** The names of the contests to run, of those that the page shows; none: all. */
  readonly only: readonly string[];
  readonly language: 'python' | 'typescript';
  readonly rounds: number;
  /** In milliseconds. */
  readonly limit: number;
  readonly save: boolean;
  readonly pages: boolean;
  readonly small: boolean;
}

/** Throws where an argument is none that it knows. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tree: { type: 'string' },
      files: { type: 'string' },
      only: { type: 'string' },
      language: { type: 'string', default: 'python' },
      rounds: { type: 'string', default: '7' },
      limit: { type: 'string', default: '3' },
      save: { type: 'boolean', default: false },
      pages: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
    },
  });
  const { tree, language, save, pages, small } = values;
  if (language !== 'python' && language !== 'typescript')
    throw new Error(`--language takes python or typescript, not "${language}"`);
  if (tree !== undefined && (save || values.files !== undefined))
    throw new Error('--tree runs over code that others do not have: it takes neither --save nor --files');
  if (small && (tree !== undefined || values.files !== undefined))
    throw new Error('--small has a tree of its own: it takes neither --tree nor --files');
  return {
    tree,
    files: values.files?.split(',').map((one) => wholeNumber('files', one)) ?? [],
    only: values.only?.split(',') ?? [],
    language,
    rounds: wholeNumber('rounds', values.rounds),
    limit: wholeNumber('limit', values.limit) * 60_000,
    save,
    pages,
    small,
  };
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} takes a whole number above 0, not "${value}"`);
  return number;
}
