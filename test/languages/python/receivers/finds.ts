import { expect, test } from 'vitest';
import { openIn, receiversOf } from '../../../support/project.ts';
import { code } from '../../../support/snippets.ts';

type Files = Readonly<Record<string, string>>;
type Row = readonly [situation: string, files: Files | string, found: readonly string[]];

export const TEST = 'tests/test_app.py';

/** Each row: a situation, the test file (or several files of a project), and the client calls found in the test file. */
export function finds(rows: readonly Row[]): void {
  test.each(rows)('%s', async (_, files, found) => {
    const all = typeof files === 'string' ? { [TEST]: files } : files;
    expect(receiversOf(await openIn(all, TEST))).toEqual(found);
  });
}

/** A `conftest.py` that imports the client, with `body` below. */
export const conftest = (body: string): string =>
  code`
    import pytest
    from fastapi.testclient import TestClient
    from app import app

    ${body}
  `;
