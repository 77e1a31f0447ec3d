import { expect, test } from 'vitest';
import { openIn } from '../../../support/project.ts';
import { code } from '../../../support/snippets.ts';

type Files = Readonly<Record<string, string>>;
export type Row = readonly [situation: string, files: Files | string, kinds: string];

export const TEST = 'tests/test_app.py';

const HEAD = code`
  from fastapi.testclient import TestClient
  client = TestClient(app)

`;

/** Each row: a situation, the file `main` (or several files of a project), and the kinds of the last `data` in it. */
export function kindsIn(rows: readonly Row[], main = TEST): void {
  test.each(rows)('%s', async (_, files, expected) => {
    const texts = typeof files === 'string' ? { [main]: files } : files;
    const { calls } = await openIn({ ...texts, [main]: HEAD + (texts[main] ?? '') }, main);
    const data = calls.flatMap(({ options }) => options).findLast(({ key }) => key.name === 'data');
    if (!data) throw new Error('the case holds no call with data');
    expect(data.value.kinds.join('|')).toBe(expected);
  });
}
