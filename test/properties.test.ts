import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../src/index.ts';
import { runIn } from './cli/command.ts';
import { code } from './support/snippets.ts';

/** Lines that must come out as they went in, whatever stands around them. */
const BYSTANDERS = [
  '# a comment, with trailing space   ',
  '\tx = 1' /* a tab where nothing needs one */,
  'cache.delete("k", data=b"1")',
  'requests.get(url, allow_redirects=False)',
  'text = """allow_redirects=True\n\tdata="x"\n"""',
  'emoji = "😀"  ;  other = \'é\'',
  'f"{client}"',
  '',
] as const;

/** Calls with something to migrate, in many layouts. */
const CALLS = [
  'client.get("/", allow_redirects=False)',
  'client.get( "/" , allow_redirects = x ,)',
  'client.post("/", data="text")',
  "r = client.post('/', data=b'text') # why",
  code`
    client.post(
        "/",  # the url
        data=(
            "a"
            "b"
        ),
    )
  `,
  'client.delete("/", json={"a": 1})',
  code`
    client.delete(
        "/",
        json=None,
    )
  `,
  'assert client.get("/", data="x").json() == {}',
  'client.post("/", data=[("a", "1"), ("a", "2")])',
  'client.post("/", data=[("a", "1"), ("b", "1"), ("a", "2")])',
  'client.post("/", {"a": 1})',
  'client.post("/", None, {"a": 1})',
  'client.put("/", unknown)',
  'client.post("/", data=unknown, **kw)',
  'client.post("/", data=client.delete("/", data="x").text)',
  'getattr(client, method)("/", json={})',
  'x = [client.options("/", data=c) for c in ["a", "b"]]',
  'client.get("/", allow_redirects=None); client.head("/", allow_redirects=True)',
] as const;

const HEAD = code`
  from fastapi.testclient import TestClient
  client = TestClient(app)

`;

const moduleText = fc
  .record({
    lines: fc.array(fc.constantFrom(...BYSTANDERS.filter((one) => !one.startsWith('\t')), ...CALLS), {
      minLength: 1,
      maxLength: 12,
    }),
    ending: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
    last: fc.boolean(),
    indent: fc.constantFrom('', '    ', '\t'),
  })
  .map(({ lines, ending, mark, last, indent }) => {
    const body = lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : indent + line));
    const opened = indent === '' ? body : ['def test_a(kw, method):', ...body, `${indent}pass`];
    return mark + (HEAD + opened.join('\n')).replaceAll('\n', ending) + (last ? ending : '');
  });

const migrated = async (source: string): Promise<string> => {
  const result = await migrate(source, { path: 'tests/test_a.py', unsafe: true });
  if (result.status === 'failed') throw new Error(`${result.reason}: ${result.detail}\n${source}`);
  return result.status === 'changed' ? result.text : source;
};

test('running twice is running once', async () => {
  await fc.assert(
    fc.asyncProperty(moduleText, async (source) => {
      const once = await migrated(source);
      expect(await migrated(once)).toBe(once);
    }),
    { numRuns: 150 },
  );
});

test('lines without a call of a client stay as they are, to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(moduleText, async (source) => {
      const result = await migrated(source);
      const kept = (text: string): string[] =>
        text
          .split(/(?<=\n)/)
          .filter(
            (line) => !/client\.|getattr|urlencode|^\s*["')\]]|^\s+(data|json|content)|headers/.test(line),
          );
      expect(kept(result)).toEqual(kept(source));
      expect(result.startsWith('\uFEFF')).toBe(source.startsWith('\uFEFF'));
      expect(result.includes('\r\n')).toBe(source.includes('\r\n'));
    }),
    { numRuns: 150 },
  );
});

test('the patch of a dry run makes what writing makes', async () => {
  const names = fc.uniqueArray(fc.constantFrom('test_a.py', 'sub dir/test_b.py', 'tëst_ü.py', "o'test.py"), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(names, fc.array(moduleText, { minLength: 4, maxLength: 4 }), async (paths, texts) => {
      const files = Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
      const [patched, written] = [repository(files), repository(files)];
      try {
        const { output } = await runIn(patched, '--dry-run --unsafe .');
        if (output.length > 0) execFileSync('git', ['apply', '-'], { cwd: patched, input: output });
        await runIn(written, '--unsafe .');
        for (const path of paths) {
          expect(readFileSync(join(patched, path), 'utf8')).toBe(readFileSync(join(written, path), 'utf8'));
        }
      } finally {
        rmSync(patched, { recursive: true });
        rmSync(written, { recursive: true });
      }
    }),
    { numRuns: 12 },
  );
});

function repository(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'properties-'));
  const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  git('init', '-q');
  git('config', 'core.autocrlf', 'false');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git('add', '.');
  return folder;
}
