import type { Part } from '../../core/report.ts';
import type { ReadPart } from './files.ts';

/** Why parts do not make one run, and what helps. */
export interface Gap {
  readonly problem: string;
  readonly hint?: string;
}

const FLEET = '--fleet reports on several repositories together';

/** What keeps parts from being one run: a shard that is missing or there twice, or that was run otherwise. Undefined where nothing does. */
export function gapIn(parts: readonly ReadPart[]): Gap | undefined {
  const [first, ...others] = parts;
  if (!first) return { problem: 'there is no blob' };
  for (const other of others) {
    const gap = differenceOf(first, other);
    if (gap) return gap;
  }
  const { shard } = first.part.origin;
  return shard && missingIn(parts, shard.of);
}

function differenceOf(first: ReadPart, other: ReadPart): Gap | undefined {
  const [one, two] = [first.part.origin.shard, other.part.origin.shard];
  const names = `${first.file.path} and ${other.file.path}`;
  if (!one || !two) {
    const whole = one ? other : first;
    return { problem: `${whole.file.path} is of a whole run, not of a shard`, hint: FLEET };
  }
  if (first.part.version !== other.part.version)
    return {
      problem: `${names} were written by bump-testclient ${first.part.version} and ${other.part.version}`,
      hint: 'run all shards with one version',
    };
  if (one.of !== two.of)
    return { problem: `${names} are not of one run: one of ${one.of} shards, the other of ${two.of}` };
  const option = otherOption(first.part, other.part);
  if (option !== undefined)
    return {
      problem: `${names} were made with other options: ${option}`,
      hint: 'run all shards with the same options',
    };
  if (one.digest !== two.digest)
    return {
      problem: `${names} are not of the same files`,
      hint: 'run all shards on the same commit, in the same folder, with the same paths',
    };
  return undefined;
}

/** "--level fails and --level differs"; undefined where both have the same. */
function otherOption(
  { origin: { settings: one } }: Part,
  { origin: { settings: two } }: Part,
): string | undefined {
  const name = [...Object.keys(one), ...Object.keys(two)].find((key) => one[key] !== two[key]);
  if (name === undefined) return undefined;
  const told = (value: string | undefined): string =>
    value === undefined ? `no ${name}` : `${name} ${value}`.trimEnd();
  return `${told(one[name])}, and ${told(two[name])}`;
}

/** More are not named. */
const MAX_NAMED = 10;

function missingIn(parts: readonly ReadPart[], of: number): Gap | undefined {
  const files = new Map<number, string>();
  for (const { file, part } of parts) {
    const index = part.origin.shard?.index ?? 0;
    const known = files.get(index);
    if (known !== undefined)
      return { problem: `shard ${index} of ${of} is there twice: ${known} and ${file.path}` };
    files.set(index, file.path);
  }
  if (files.size === of) return undefined;
  const missing: number[] = [];
  for (let index = 1; index <= of && missing.length <= MAX_NAMED; index++)
    if (!files.has(index)) missing.push(index);
  const count = of - files.size;
  const named = missing.slice(0, MAX_NAMED).join(', ');
  const more = count > MAX_NAMED ? `, and ${count - MAX_NAMED} more` : '';
  return {
    problem:
      count === 1
        ? `shard ${named} of ${of} is missing`
        : `of ${of} shards these are missing: ${named}${more}`,
    hint: 'without its report nobody knows what is in its files',
  };
}
