import { describe, expect, it } from 'vitest';
import { command, runIn } from './command.ts';

interface Told {
  readonly files: readonly {
    readonly path: string;
    readonly edits: readonly Entry[];
    readonly manual: readonly Entry[];
  }[];
}
interface Entry {
  readonly message: string;
}

async function told(line: string, files: Readonly<Record<string, string>>): Promise<Told> {
  const { stdout } = await command(`${line} --format json`, { files });
  return JSON.parse(stdout) as Told;
}

const head = 'from starlette.testclient import TestClient\n\nclient = TestClient(app)\n\n\n';

describe('a finding', () => {
  const helper =
    'from client import client\n\n\ndef fetch(**options):\n    print(options)\n    return client.get("/", **options)\n';
  const suite = [
    'from client import client',
    'from helpers import fetch',
    '',
    '',
    'def test_fetch():',
    '    client.post("/", data=[("a", "1"), ("b", "2"), ("a", "3")])',
    '    fetch(allow_redirects=False)',
    '',
  ].join('\n');
  const files = { 'client.py': head.trimEnd() + '\n', 'helpers.py': helper, 'test_a.py': suite };

  it.each([
    ['-n', 7],
    ['', 8],
  ])('with %j names a line of another file as it is after the run', async (line, number) => {
    const { files: found } = await told(line, files);
    const messages = found.flatMap(({ manual }) => manual.map(({ message }) => message));
    expect(messages.filter((one) => one.includes('reaches this call'))).toEqual([
      expect.stringContaining(`\`allow_redirects\` (test_a.py:${number}) reaches this call`),
    ]);
  });
});

it('an edit says what becomes of what it writes', async () => {
  const { files } = await told('--check', { 'test_a.py': `${head}client.post("/", "raw")\n` });
  expect(files[0]?.edits.map(({ message }) => message)).toEqual([
    'only the URL may be positional: write `data=...`; then pass a raw body as `content`, not as `data`: rename the option',
  ]);
});

it('the report on the bundled example fits on a screen', async () => {
  const { stderr } = await runIn(process.cwd(), '-n examples/legacy-suite');
  const lines = stderr.split('\n');
  expect(lines.length).toBeLessThan(61);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(stderr).toMatch(/^Scanned 28 files, would change \d+ /m);
});
