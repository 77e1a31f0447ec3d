import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process.ts';

/** Runs the other tool on each Python file below `paths`; answers with how many it changed. */
export async function runPeer(
  python: string,
  folder: string,
  paths: readonly string[],
): Promise<{ readonly files: number; readonly lines: number }> {
  const files = paths.flatMap((path) => pythonFiles(folder, path));
  const before = files.map((file) => linesOf(folder, file));
  const { status, stdout, stderr } = await run(python, ['-m', 'bump_testclient', ...files], { cwd: folder });
  // 1: it changed something.
  if (status !== 0 && status !== 1) throw new Error(`bump-testclient of PyPI fails:\n${stdout}${stderr}`);
  const changes = files.map((file, index) => changedLines(before[index]!, linesOf(folder, file)));
  return {
    files: changes.filter((count) => count > 0).length,
    lines: changes.reduce((sum, one) => sum + one, 0),
  };
}

const pythonFiles = (folder: string, path: string): readonly string[] =>
  readdirSync(join(folder, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(path, name));

const linesOf = (folder: string, file: string): readonly string[] =>
  readFileSync(join(folder, file), 'utf8').split('\n');

/** Lines of the one text that the other does not have; enough where none is moved. */
export function changedLines(before: readonly string[], after: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of after) counts.set(line, (counts.get(line) ?? 0) + 1);
  return before.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left < 1;
  }).length;
}
