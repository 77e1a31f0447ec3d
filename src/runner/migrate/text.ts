import type { FileReport } from '../../core/report.ts';
import { UsageError } from '../errors.ts';
import { isLeftOut } from '../files/filter.ts';
import { migrateBytes } from './file.ts';
import { contextOf } from '../jobs/migrate-one.ts';
import { soughtBy } from './files.ts';
import type { Pass, RunOptions } from '../options.ts';
import { mayMatter } from '../project/gate.ts';
import { decoderOf, openProject } from '../project/project.ts';
import { locate } from '../files/source-file.ts';

export interface MigratedText {
  readonly files: readonly FileReport[];
  readonly scanned: number;
  readonly notes: readonly string[];
  /** The result; equal to the source if nothing changed. */
  readonly output: Uint8Array;
}

/** Migrates a source as the content of the named file, in the project around that file. Throws a `UsageError`. */
export async function migrateText(
  { filename, source }: NonNullable<RunOptions['stdin']>,
  pass: Pass,
): Promise<MigratedText> {
  const file = await locate(filename, pass.cwd, pass.languages, pass.roots);
  if (!file) throw new UsageError(`--stdin-filename: ${filename} is not a supported file type`);
  const unchanged = { files: [], scanned: 1, notes: [], output: source };
  const { language, root, path, projectPath } = file;
  const settings = await pass.settings.of(file);
  const { isExcluded: isOut, forceExclude } = await pass.settings.filter(file.real);
  const isExcluded = (pass.forceExclude || forceExclude) && (isOut || isLeftOut(path, pass.exclude));
  if (isExcluded || !(await mayMatter(language, source, soughtBy([settings], language)))) return unchanged;
  const decoded = decoderOf(language)(source);
  const override = 'text' in decoded && {
    override: { path: projectPath, text: decoded.text.replace(/^\uFEFF/, ''), bytes: source },
  };
  const project = await openProject({ ...pass, root, language, ...override });
  const { report, after } = await migrateBytes(
    file,
    source,
    await contextOf(language, project, pass, settings),
  );
  return { ...unchanged, files: [report], output: after ?? source };
}
