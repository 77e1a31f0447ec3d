import type { Reported } from '../../../src/core/engine/result.ts';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { linesOf } from '../../../src/core/lines.ts';
import { python } from '../../../src/languages/python/index.ts';
import { rules } from '../../../src/registry.ts';
import { projectOf } from '../../support/project.ts';
import type { Project } from './project.ts';

/** A finding, and where it is. */
export interface Found {
  readonly path: string;
  /** 1-based, in the text before. */
  readonly line: number;
  /** The unit whose line it is; undefined where the line is that of several. */
  readonly owner: string | undefined;
  readonly finding: Reported;
}

/** What the command makes of a project. */
export interface Migrated {
  readonly files: Project['files'];
  readonly changed: boolean;
  readonly found: readonly Found[];
}

/** Migrates every file that the command sees, as a run over the project would. Throws where the engine fails. */
export async function migrateProject({ files, owners, unsafe }: Project): Promise<Migrated> {
  const project = projectOf(files);
  const texts: Record<string, string> = {};
  const found: Found[] = [];
  for (const [path, text] of Object.entries(files)) {
    const allow = unsafe ? 'unsafe' : 'safe';
    const result = await migrate(text, path, python, { rules, project, allow });
    if (result.status === 'failed') throw new Error(`${path}: ${result.reason}: ${result.detail}\n${text}`);
    texts[path] = result.status === 'changed' ? result.text : text;
    if (result.status === 'skipped') continue;
    const lines = linesOf(text);
    for (const finding of result.findings) {
      const { line } = lines.at(finding.at.start);
      found.push({ path, line, owner: owners[path]?.[line - 1], finding });
    }
  }
  return { files: texts, changed: Object.keys(files).some((path) => files[path] !== texts[path]), found };
}
