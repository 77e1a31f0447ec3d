import type { ReceivedBody, ReceivedPart } from '../evidence/format.ts';
import { groupPairs } from '../core/group.ts';
import type { Change } from './proof.ts';
import type { Field, Received } from './request.ts';

/** A field of a request that is not as it was. */
export interface FieldChange {
  readonly field: string;
  readonly change: Change;
  /** Absent where there is none, and where saying it would tell nothing. */
  readonly before?: Told;
  readonly after?: Told;
}

/** A text that is told as it is, or a digest, whose value may be known. */
export type Told = { readonly text: string } | { readonly digest: string };

/** The value behind a digest, where it is known. */
export type Known = (digest: string) => string | undefined;

/** What is not the same about two requests, in a fixed order. Both are normal: see `normalise`. */
export function fieldChanges(before: Received, after: Received, known: Known): readonly FieldChange[] {
  const body = bodyChanges(before.body, after.body, known);
  // A body brings its type.
  const isCarried = body.some(({ field, change }) => field === 'body' && change !== 'changed');
  return [
    ...plain('method', before.method, after.method),
    ...digest('path', before.path, after.path),
    ...(before.path === after.path && before.rawPath !== undefined && after.rawPath !== undefined
      ? digest('raw path', before.rawPath, after.rawPath)
      : []),
    ...digest('scheme or root path', before.base, after.base),
    ...queryChanges(before, after),
    ...paired(before.headers, after.headers, (name) => `header ${name}`).filter(
      ({ field }) => !(isCarried && field === 'header content-type'),
    ),
    ...(body.length === 0 && !isUnread(before.body) && !isUnread(after.body)
      ? plain('header content-length', before.length, after.length)
      : []),
    ...paired(before.cookies ?? [], after.cookies ?? [], (name) => `cookie ${name}`),
    ...body,
    ...plain('status', spelled(before.status), spelled(after.status)),
  ];
}

function queryChanges(before: Received, after: Received): readonly FieldChange[] {
  const changes = digest('query', before.query, after.query);
  if (changes.length > 0 || before.queryShape === after.queryShape) return changes;
  return [{ field: 'query', change: 'changed' }];
}

const spelled = (status: number | undefined): string | undefined =>
  status === undefined ? undefined : String(status);

const isUnread = (body: ReceivedBody | undefined): boolean => body?.is === 'unread';

function compared(
  field: string,
  before: string | undefined,
  after: string | undefined,
  tell: (text: string) => Told,
): readonly FieldChange[] {
  if (before === after) return [];
  if (before === undefined) return [{ field, change: 'added', after: tell(after!) }];
  if (after === undefined) return [{ field, change: 'lost', before: tell(before) }];
  return [{ field, change: 'changed', before: tell(before), after: tell(after) }];
}

const plain = (field: string, before: string | undefined, after: string | undefined) =>
  compared(field, before, after, (text) => ({ text }));

const digest = (field: string, before: string | undefined, after: string | undefined) =>
  compared(field, before, after, (one) => ({ digest: one }));

/**
 * Compares named values: the first of a name with the first of that name, and so on. Where nothing but the order of names is another, that is
 * said of the first of them. `label`: what a field is called, by its name and its place among all.
 */
function paired(
  before: readonly Field[],
  after: readonly Field[],
  label: (name: string, index: number) => string,
): readonly FieldChange[] {
  const [was, is] = [numbered(before), numbered(after)];
  const changes = [
    ...Array.from(was, ([key, { name, value, index }]) =>
      digest(label(name, index), value, is.get(key)?.value),
    ),
    ...Array.from(is, ([key, { name, value, index }]) =>
      was.has(key) ? [] : digest(label(name, index), undefined, value),
    ),
  ].flat();
  const [one, other] = [[...was.keys()], [...is.keys()]];
  const moved = one.findIndex((key, index) => key !== other[index]);
  if (changes.length > 0 || moved < 0) return changes;
  return [{ field: label(before[moved]![0], moved), change: 'moved' }];
}

interface Numbered {
  readonly name: string;
  readonly value: string;
  readonly index: number;
}

/** Fields by name and how many of that name came before. */
function numbered(fields: readonly Field[]): ReadonlyMap<string, Numbered> {
  const counts = new Map<string, number>();
  return new Map(
    fields.map(([name, value], index) => {
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return [`${count} ${name}`, { name, value, index }];
    }),
  );
}

const KINDS: Readonly<Record<ReceivedBody['is'], string>> = {
  raw: 'bytes',
  json: 'JSON',
  form: 'a form',
  parts: 'a multipart form',
  unread: 'not read',
};

function bodyChanges(
  before: ReceivedBody | undefined,
  after: ReceivedBody | undefined,
  known: Known,
): readonly FieldChange[] {
  if (before === undefined || after === undefined)
    return plain('body', before && KINDS[before.is], after && KINDS[after.is]);
  if (before.is === 'unread' || after.is === 'unread') return [];
  if (before.is === 'parts' && after.is === 'parts') return partChanges(before.parts, after.parts, known);
  if (before.is === 'parts' || after.is === 'parts') return plain('body', KINDS[before.is], KINDS[after.is]);
  if (before.is === 'json' && after.is === 'json' && before.value !== after.value)
    return digest('body', before.value, after.value);
  if (before.is === 'form' && after.is === 'form') {
    const fields = paired(before.fields, after.fields, labelled('form field', known));
    if (fields.length > 0) return fields;
  }
  // Other headers can make the same bytes another kind of body.
  if (before.all === after.all) return [];
  return before.is === after.is
    ? digest('body', before.all, after.all)
    : plain('body', KINDS[before.is], KINDS[after.is]);
}

/** By the name where it is known, else by the place. */
const labelled =
  (what: string, known: Known) =>
  (name: string, index: number): string =>
    `${what} ${known(name) ?? `#${index + 1}`}`;

const PART_FIELDS = ['filename', 'type', 'rest', 'content'] as const;
const PART_NAMES: Readonly<Record<(typeof PART_FIELDS)[number], string>> = {
  filename: ' (file name)',
  type: ' (type)',
  rest: ' (headers)',
  content: '',
};

function partChanges(
  before: readonly ReceivedPart[],
  after: readonly ReceivedPart[],
  known: Known,
): readonly FieldChange[] {
  const label = labelled('part', known);
  // Whether there is such a part; then what it holds.
  const there = paired(before.map(present), after.map(present), label);
  const rest = groupPairs(after.map((part) => [part.name, part] as const));
  const counts = new Map<string, number>();
  const inside = before.flatMap((part, index) => {
    const count = counts.get(part.name) ?? 0;
    counts.set(part.name, count + 1);
    const other = rest.get(part.name)?.[count];
    if (other === undefined) return [];
    return PART_FIELDS.flatMap((key) =>
      digest(`${label(part.name, index)}${PART_NAMES[key]}`, part[key], other[key]),
    );
  });
  return [...there.map(({ field, change }) => ({ field, change })), ...inside];
}

const present = ({ name }: ReceivedPart): Field => [name, ''];
