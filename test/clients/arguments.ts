/** What the command line asks for. */
export interface Arguments {
  /** Names of parts; undefined for all. */
  readonly only?: readonly string[];
  /** Writes what was found. */
  readonly update: boolean;
  /** Runs nothing, and writes the pages of the results of the last run. */
  readonly pages: boolean;
  /** `--seed 7`: `{ seed: 7 }`. */
  readonly options: Readonly<Record<string, number>>;
}

const FLAGS: readonly string[] = ['update', 'pages'];

/** Reads `--only a,b --update --pages --seed 7`; throws an error that says what is wrong. */
export function readArguments(args: readonly string[], parts: readonly string[]): Arguments {
  const values = new Map<string, string>();
  for (let index = 0; index < args.length; index += 1) {
    const name = /^--([a-z]+)$/.exec(args[index]!)?.[1];
    if (name === undefined) throw new Error(`"${args[index]!}" is not an option`);
    if (FLAGS.includes(name)) values.set(name, '');
    else values.set(name, valueOf(name, args[(index += 1)]));
  }
  const only = values.get('only')?.split(',');
  const unknown = only?.find((one) => !parts.includes(one));
  if (unknown !== undefined) throw new Error(`there is no part "${unknown}": ${parts.join(', ')}`);
  const numbers = [...values].filter(([name]) => name !== 'only' && !FLAGS.includes(name));
  return {
    ...(only && { only }),
    update: values.has('update'),
    pages: values.has('pages'),
    options: Object.fromEntries(numbers.map(([name, value]) => [name, numberOf(name, value)])),
  };
}

function valueOf(name: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('--')) throw new Error(`--${name} needs a value`);
  return value;
}

function numberOf(name: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`--${name} needs a number, not "${value}"`);
  return Number(value);
}
