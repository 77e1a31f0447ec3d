import type { Project } from '../../core/language.ts';
import type { SourceFile } from '../files/source-file.ts';
import { migrateBytes, type MigrationContext } from './file.ts';
import { contextOf, type FileMigration } from '../jobs/migrate-one.ts';
import type { Pass } from '../options.ts';
import { openProject } from '../project/project.ts';

/**
 * Tells of a file with unstaged edits whether an earlier run made all of them. Then nothing is lost when it is written again:
 * what is staged and what is on disk come to the same once every fix of every rule is made. `staged`: as git would check it out.
 */
export function ownEdits(pass: Pass): (migration: FileMigration, staged: Uint8Array) => Promise<boolean> {
  const projects = new Map<string, Promise<Project>>();
  const projectOf = ({ root, language }: SourceFile): Promise<Project> => {
    const key = `${language.name}:${root.folder}`;
    const known = projects.get(key) ?? openProject({ ...pass, root, language });
    projects.set(key, known);
    return known;
  };
  return async ({ file, before }, staged) => {
    if (!before) return false;
    const settings = { ...(await pass.settings.of(file)), rules: pass.known, unsafe: true };
    const context = await contextOf(file.language, await projectOf(file), pass, settings);
    const finished = async (bytes: Uint8Array): Promise<Uint8Array | undefined> => {
      const project = executing(context, file, bytes, pass);
      const { report, after } = await migrateBytes(file, bytes, { ...context, project });
      return report.status === 'failed' || report.status === 'skipped' ? undefined : (after ?? bytes);
    };
    const [one, other] = [await finished(staged), await finished(before)];
    return one !== undefined && other !== undefined && Buffer.from(one).equals(other);
  };
}

/** The project as it was when a file had these bytes, as far as recorded runs tell of that file. */
function executing(
  { project, decode }: MigrationContext,
  { root, projectPath }: SourceFile,
  bytes: Uint8Array,
  { recordings }: Pass,
): Project {
  const decoded = decode(bytes);
  if (!recordings || !('text' in decoded)) return project;
  // Places of a recording are those of the text that was executed.
  const text = decoded.text.replace(/^\uFEFF/, '');
  const own = recordings.recorded(root.folder, projectPath, bytes);
  return {
    ...project,
    read: (path) => (path === projectPath ? text : project.read(path)),
    recorded: (path) => (path === projectPath ? own : project.recorded?.(path)),
  };
}
