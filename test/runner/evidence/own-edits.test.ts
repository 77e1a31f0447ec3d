import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { run } from '../../../src/runner/run.ts';
import { commit, defaults, fill, repository, textOf } from '../support.ts';

const SUITE = `from starlette.testclient import TestClient

client = TestClient(app)


def test_intake(make, book):
    client.post("/intake", data=make())
    client.put("/books/1", book.json())
`;
const CALL_LINE = SUITE.split('\n').findIndex((line) => line.includes('make())')) + 1;

/** A recording in which the data of the first call was text. */
const RECORDING = [
  { is: 'process', format: 1, process: 'p', run: 'r', language: 'python', versions: {}, salt: '' },
  {
    is: 'file',
    process: 'p',
    path: 'test_a.py',
    hash: createHash('sha256').update(SUITE).digest('hex').slice(0, 16),
  },
  {
    ...{ is: 'call', process: 'p', at: ['test_a.py', CALL_LINE], chain: [], method: 'post', args: ['text'] },
    ...{ receiver: 'starlette.testclient.TestClient', library: 'test-client', options: { data: 'text' } },
    ...{ answer: '2xx', times: 31 },
  },
  { is: 'end', process: 'p' },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');

test('edits that rest on a recording are those of an earlier run, so that the next one may add to them', async () => {
  const root = repository({ 'test_a.py': SUITE, '.gitignore': '.bump-testclient\n' });
  fill(root, { '.bump-testclient/evidence.jsonl': RECORDING });
  commit(root);
  await run({ ...defaults, cwd: root });
  expect(textOf(root, 'test_a.py')).toContain('client.post("/intake", content=make())');
  const { report, notes } = await run({ ...defaults, cwd: root, unsafe: true });
  expect(report.summary.changed).toBe(1);
  expect(textOf(root, 'test_a.py')).toContain('content=book.json()');
  expect(notes).toContain('the unstaged edits of 1 file are those of an earlier run: this run adds to them');
});
