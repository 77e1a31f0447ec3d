import { expect, test } from 'vitest';
import { COUNTS } from '../../../src/reporters/listed/counts.ts';
import { formats, type Format } from '../../../src/reporters/index.ts';
import { FILES, reportsOf } from './real.ts';

type Counts = Readonly<Partial<Record<string, number>>>;

const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? NaN);

/** "Scanned 9 files, would change 2 (4 edits), 3 need a look, 1 failed" */
const sentence = (text: string): Counts => ({
  scanned: number(text, /Scanned (\d+) file/),
  changed: number(text, /change(?:d)? (\d+) \(/),
  edits: number(text, /\((\d+) edits?\)/),
  manual: number(text, /(\d+) needs? a look/),
  failed: number(text, /(\d+) failed/),
  // It is told where there is a baseline.
  known: Number(/(\d+) known/.exec(text)?.[1] ?? 0),
});

type Summary = Readonly<Record<string, unknown>>;
interface Sarif {
  readonly runs: readonly { readonly properties: { readonly counts: Counts } }[];
}
interface Blobbed {
  readonly status: string;
  readonly edits: readonly unknown[];
  readonly manual: readonly unknown[];
}
type Issues = readonly { readonly kind: string; readonly location: { readonly path: string } }[];

/** Where each format has the counts. A new format needs a line here. */
const COUNTED: Readonly<Record<Format, (text: string) => Counts>> = {
  text: sentence,
  json: (text) => {
    const { summary } = JSON.parse(text) as { readonly summary: Summary };
    return Object.fromEntries(COUNTS.map((name) => [name, Number(summary[name])]));
  },
  sarif: (text) => (JSON.parse(text) as Sarif).runs[0]?.properties.counts ?? {},
  github: (text) => sentence(/^::notice title=bump-testclient::(.*)$/m.exec(text)?.[1] ?? ''),
  // A list and nothing else, by its definition: it tells what is listed.
  gitlab: (text) => {
    const issues = JSON.parse(text) as Issues;
    const of = (kind: string): Issues => issues.filter((one) => one.kind === kind);
    return {
      changed: new Set(of('edit').map(({ location }) => location.path)).size,
      edits: of('edit').length,
      manual: of('finding').length,
      failed: of('failed').length,
    };
  },
  junit: (text) =>
    Object.fromEntries(
      COUNTS.map((name) => [name, number(text, new RegExp(`name="${name}" value="(\\d+)"`))]),
    ),
  markdown: (text) => {
    const [, values = ''] = /\n\|(?: --- \|)+.*\n\| (.*) \|/.exec(text) ?? [];
    return Object.fromEntries(
      values.split(' | ').map((value, index) => [COUNTS[index] ?? '', Number(value)]),
    );
  },
  html: (text) => sentence(/Scanned \d+ file[^<]*/.exec(text)?.[0] ?? ''),
  blob: (text) => {
    const { scanned, known, files } = JSON.parse(text) as {
      readonly scanned: number;
      readonly known: number;
      readonly files: readonly Blobbed[];
    };
    const of = (status: string): number => files.filter((one) => one.status === status).length;
    const sum = (key: 'edits' | 'manual'): number => files.reduce((all, one) => all + one[key].length, 0);
    return {
      ...{ scanned, known, changed: of('changed'), failed: of('failed') },
      ...{ edits: sum('edits'), manual: sum('manual') },
    };
  },
};

test.each([
  '--check',
  '--check --strict',
  '-n',
  '',
  '--check --level fails',
  '--check --quiet',
  '-n --verbose --color always',
])('every format of one run tells the same counts: %s', async (line) => {
  const { texts } = await reportsOf(line);
  const expected = COUNTED.json(texts.json);
  expect(expected).toMatchObject({ scanned: Object.keys(FILES).length, changed: 3, edits: 4, failed: 1 });
  expect(expected['manual']).toBe(3);
  const told = formats
    .filter((format) => format !== 'gitlab')
    .map((format) => [format, COUNTED[format](texts[format])]);
  expect(told).toEqual(told.map(([format]) => [format, expected]));
  const { hidden } = (JSON.parse(texts.json) as { readonly summary: { readonly hidden: number } }).summary;
  // A list has nothing of what is not listed.
  const { scanned: _, known: __, ...listed } = expected;
  // What was made is no problem any more, and what is hidden is not listed.
  const left = {
    ...listed,
    ...(line === '' && { edits: 0, changed: 0 }),
    manual: (expected['manual'] ?? 0) - hidden,
  };
  expect(COUNTED.gitlab(texts.gitlab)).toEqual(left);
});

test('options for people do not change data', async () => {
  const [plain, loud, quiet] = await Promise.all(
    ['--check', '--check --verbose --color always', '--check --quiet'].map((line) => reportsOf(line)),
  );
  for (const format of formats.filter((one) => one !== 'text')) {
    // The one thing that differs between runs.
    const timeless = (text = ''): string => text.replace(/"ms": ?\d+|time="[\d.]+"|[\d.]+ s(?=<)/g, '');
    expect(timeless(loud?.texts[format])).toBe(timeless(plain?.texts[format]));
    expect(timeless(quiet?.texts[format])).toBe(timeless(plain?.texts[format]));
  }
});

test('every finding has the address of the page of its rule in every format', async () => {
  const { texts } = await reportsOf('--check');
  const { files } = JSON.parse(texts.json) as {
    readonly files: readonly { readonly manual: readonly { readonly url: string }[] }[];
  };
  const urls = [...new Set(files.flatMap(({ manual }) => manual.map(({ url }) => url)))];
  expect(urls.length).toBeGreaterThan(1);
  // A blob is for a merge, which knows the addresses.
  for (const format of formats.filter((one) => one !== 'blob'))
    expect(urls.filter((url) => !texts[format].includes(url))).toEqual([]);
});
