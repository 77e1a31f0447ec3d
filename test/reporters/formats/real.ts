import { folderOf, runIn } from '../../cli/command.ts';
import { broken, clean, legacy, migrated, unclear } from '../../cli/command.ts';
import { formats, type Format } from '../../../src/reporters/index.ts';

const opening = 'from starlette.testclient import TestClient\n\nclient = TestClient(app)\n\n\n';

/** Files of every kind: changed, with findings of several levels, failed, skipped, only counted, with nothing to do. */
export const FILES: Readonly<Record<string, string>> = {
  'tests/test_a.py':
    legacy + unclear.slice(opening.length) + legacy.slice(opening.length).replace('redirect', 'twice'),
  'tests/test_b.py': unclear,
  'tests/test_done.py': migrated,
  'tests/test_broken.py': broken,
  'tests/test_skipped.py': `# bump-testclient: ignore-file\n${legacy}`,
  'tests/test_named.py': 'def test_x(client):\n    client.get("/", allow_redirects=False)\n',
  'tests/ünï cödé #1 %.py': legacy.replaceAll('\n', '\r\n'),
  'tests/test_levels.py': `${opening}def test_x(url):\n    client.put(url)\n    client.get(url, cookies={"a": "b"})\n    client.get(url, stream=True)\n`,
  'tests/plain.py': clean,
};

/** One real run with a report in every format, by `--output-file`. */
export async function reportsOf(
  line: string,
  files: Readonly<Record<string, string>> = FILES,
): Promise<{
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly texts: Readonly<Record<Format, string>>;
}> {
  const folder = folderOf(files);
  const outputs = formats.map((format) => `--output-file ${format}=out.${format}`).join(' ');
  const { code, stdout, stderr, read } = await runIn(folder, `${line} ${outputs}`);
  const texts = Object.fromEntries(formats.map((format) => [format, read(`out.${format}`)]));
  return { code, stdout, stderr, texts: texts as Readonly<Record<Format, string>> };
}
