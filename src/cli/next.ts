import { WARNINGS } from '../clients/warnings.ts';
import { LEVELS } from '../core/levels.ts';
import type { Report } from '../core/report.ts';
import { shellWord } from '../core/text.ts';
import { plural } from '../reporters/layout.ts';
import { printable } from '../reporters/visible.ts';
import type { RunRequest } from './arguments/request.ts';

/** What to do after files were written: commands to paste, each with what it is for; `program` is the name of this one. Empty where nothing was written. */
export function nextSteps(
  { mode, stdinFilename, paths, unsafe }: Pick<RunRequest, 'mode' | 'stdinFilename' | 'paths' | 'unsafe'>,
  { files, summary }: Report,
  program: string,
): string {
  if (mode !== 'write' || stdinFilename !== undefined || summary.changed === 0) return '';
  const isPython = files.some(({ status, path }) => status === 'changed' && /\.pyi?$/.test(path));
  const left = ruleLeft(files);
  const where = pasted(paths);
  const steps: (readonly [string, string])[] = [
    isPython
      ? ["run the tests, with the client's warnings as errors", PYTEST]
      : ['run the tests and the type checker', ''],
    ...(summary.fixable > 0 && !unsafe
      ? [
          [
            `look at ${plural(summary.fixable, 'unsafe fix', 'unsafe fixes')}`,
            `${program} --unsafe --diff ${where}`,
          ] as const,
        ]
      : []),
    ...(left === undefined ? [] : [['read what is left to you', `${program} explain ${left}`] as const]),
  ];
  return `Next:\n${steps.map(([aim, line]) => `  ${aim}${line && `:\n    ${line}`}\n`).join('')}`;
}

/** More are not repeated. */
const MAX_PATHS = 20;

/** The paths for a shell. The folder that the command is in stands for many, and for one that cannot be shown as it is. */
const pasted = (paths: readonly string[]): string =>
  paths.length === 0 || paths.length > MAX_PATHS || paths.some((path) => printable(path) !== path)
    ? '.'
    : paths.map((path) => shellWord(path.replace(/^-/, './-'))).join(' ');

const PYTEST = `python -m pytest ${WARNINGS.map((text) => `-W ${shellWord(`error:${text}`)}`).join(' ')}`;

/** The rule that leaves the most urgent finding. */
function ruleLeft(files: Report['files']): string | undefined {
  const left = files.flatMap(({ manual }) => manual);
  const level = LEVELS.find((one) => left.some((finding) => finding.level === one));
  return left.find((finding) => finding.level === level)?.rule;
}
