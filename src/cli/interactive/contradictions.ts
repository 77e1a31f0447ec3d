import { UsageError } from '../../runner/errors.ts';
import type { Options } from '../arguments/options.ts';

/** Throws a `UsageError` if the run cannot ask about each edit. */
export function refuseInteractive(paths: readonly string[], options: Options): void {
  if (!options.interactive) return;
  const { dryRun, check, diff, quiet, format, filesFrom } = options;
  const readOnly = dryRun ? '--dry-run' : check ? '--check' : diff ? '--diff' : undefined;
  if (readOnly !== undefined)
    throw new UsageError(
      `--interactive and ${readOnly} cannot be combined`,
      `${readOnly} writes nothing, so there is nothing to decide`,
    );
  if (paths.includes('-') || filesFrom === '-')
    throw new UsageError(
      '--interactive cannot be combined with `-`',
      'standard input is where the answers come from',
    );
  if (quiet) throw new UsageError('--interactive and --quiet cannot be combined');
  if (format !== undefined && format !== 'text')
    throw new UsageError(
      `--interactive and --format ${format} cannot be combined`,
      `\`--output-file ${format}=<path>\` writes that report to a file`,
    );
}
