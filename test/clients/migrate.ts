import type { ReportedEdit, ReportedManual } from '../../src/core/report.ts';
import { builtCommand } from '../support/built.ts';
import { run } from './process.ts';

/** A place left for a person, in the files as they stand after the run. */
export interface Finding extends ReportedManual {
  readonly file: string;
}

export interface Migrated {
  /** Files that were changed. */
  readonly changed: readonly string[];
  readonly edits: readonly (ReportedEdit & { readonly file: string })[];
  readonly findings: readonly Finding[];
}

interface Printed {
  readonly files: readonly {
    readonly path: string;
    readonly status: string;
    readonly edits: readonly ReportedEdit[];
    readonly manual: readonly ReportedManual[];
    readonly error: { readonly message: string } | null;
  }[];
}

/**
 * Runs the command on a folder, as a user would, and reads what it printed; throws where a file failed. `target`: what the user says the
 * suite is to run on.
 */
export async function migrateFolder(
  folder: string,
  paths: readonly string[] = ['.'],
  target: readonly string[] = [],
): Promise<Migrated> {
  const args = [
    await builtCommand(),
    '--format',
    'json',
    '--allow-dirty',
    ...target.flatMap((one) => ['--target', one]),
    ...paths,
  ];
  const { status, stdout, stderr } = await run(process.execPath, args, { cwd: folder });
  if (status !== 0) throw new Error(`the command fails on ${folder}:\n${stdout}${stderr}`);
  // The documented format of `--format json`.
  const { files } = JSON.parse(stdout) as Printed;
  return {
    changed: files.filter((one) => one.status === 'changed').map(({ path }) => path),
    edits: files.flatMap(({ path, edits }) => edits.map((edit) => ({ file: path, ...edit }))),
    findings: files.flatMap(({ path, manual }) => manual.map((finding) => ({ file: path, ...finding }))),
  };
}
