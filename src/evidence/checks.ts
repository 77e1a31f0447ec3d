import { FORMAT, type ProcessLine } from './format.ts';

/** An object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is what a line should have in its place. */
export type Check = (value: unknown) => boolean;

/** The value that a text is the JSON of; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

export const listOf =
  (is: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every((item) => is(item));

export const isTable = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isText);

/** Relative, with `/`, and inside of the project. */
export const isPath = (value: unknown): value is string =>
  isText(value) && value !== '' && !/^\/|^[a-z]:|\\|\0|(?:^|\/)\.\.(?:\/|$)/i.test(value);

/** A `PlaceItem`. */
export function isPlace(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [path, line, ...rest] = value as readonly unknown[];
  return isPath(path) && isCount(line) && rest.every((one) => one === null || isCount(one) || one === 0);
}

const LANGUAGES: readonly unknown[] = ['python', 'javascript'] satisfies ProcessLine['language'][];

/** A process that was recorded in the format of this version. */
export const isProcess = (line: Fields): line is Fields & ProcessLine =>
  line['is'] === 'process' &&
  line['format'] === FORMAT &&
  isText(line['process']) &&
  isText(line['run']) &&
  LANGUAGES.includes(line['language']) &&
  isTable(line['versions']) &&
  isText(line['salt']);
