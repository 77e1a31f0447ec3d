import type { FileReport, Mode, Report } from '../core/report.ts';
import { exitCode } from './exit-code.ts';
import { byPath } from './files/paths.ts';
import { version } from './version.ts';

export interface Outcome {
  readonly mode: Mode;
  readonly strict: boolean;
  readonly scanned: number;
  readonly files: readonly FileReport[];
  readonly ms: number;
  readonly interrupted: boolean;
}

/** Builds the report of a run: counts, and files in order. */
export function buildReport({ mode, strict, scanned, files, ms, interrupted }: Outcome): Report {
  const told = files.filter(({ status, manual }) => status !== 'unchanged' || manual.length > 0);
  const counts = {
    changed: told.filter(({ status }) => status === 'changed').length,
    edits: told.reduce((sum, { edits }) => sum + edits.length, 0),
    manual: told.reduce((sum, { manual }) => sum + manual.length, 0),
    failed: told.filter(({ status }) => status === 'failed').length,
  };
  // An interrupted run has not seen every file, so it must not report success.
  const code = interrupted ? 2 : exitCode(mode, strict, counts);
  return {
    version: version(),
    mode,
    summary: { scanned, ...counts, ms: Math.round(ms), exitCode: code },
    rules: perRule(told),
    files: told.toSorted(byPath),
  };
}

function perRule(files: readonly FileReport[]): Report['rules'] {
  const edits = tally(files.flatMap((file) => file.edits));
  const manual = tally(files.flatMap((file) => file.manual));
  return [...new Set([...edits.keys(), ...manual.keys()])]
    .sort()
    .map((rule) => ({ rule, edits: edits.get(rule) ?? 0, manual: manual.get(rule) ?? 0 }));
}

function tally(findings: readonly { readonly rule: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
