import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PYTHON_FILES, readOutcomes, type Outcome } from '../execute.ts';
import { run } from '../process.ts';

/** The files of a project as it is run, those that the command does not see included. */
export interface Runnable {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Runs the suite of each project, each in a process of its own; the outcomes by project. */
export async function executeProjects(
  python: string,
  projects: readonly Runnable[],
): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  const root = mkdtempSync(join(tmpdir(), 'clients-'));
  try {
    const placed = projects.map(({ id, files }, index) => {
      const folder = join(root, `p${index}`);
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return { id, folder };
    });
    const [job, results] = [join(root, 'job.json'), join(root, 'results.jsonl')];
    writeFileSync(job, JSON.stringify({ projects: placed }));
    const { status, stdout, stderr } = await run(python, [
      '-B',
      join(PYTHON_FILES, 'projects.py'),
      job,
      results,
    ]);
    if (status !== 0) throw new Error(`the projects could not be run:\n${stdout}${stderr}`);
    return byProject(readOutcomes(readFileSync(results, 'utf8')));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function byProject(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const projects = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const [id = ''] = outcome.module.split('/');
    projects.set(id, [...(projects.get(id) ?? []), outcome]);
  }
  return projects;
}
