import { Argument, type Command } from 'commander';
import type { Shell } from './script.ts';

/** Prints a completion script. */
export interface CompletionRequest {
  readonly kind: 'completion';
  readonly shell: Shell;
  /** The root of the command line, to be described. */
  readonly program: Command;
}

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish'];

/** Adds `completion`. `check` throws for an option of the main command that stands before its name. */
export function addCompletion(
  program: Command,
  answer: (request: CompletionRequest) => void,
  check: (command: Command) => void,
): void {
  const completion = program
    .command('completion')
    .description('print what completes this command in a shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(SHELLS));
  completion.action((shell: Shell) => {
    check(completion);
    answer({ kind: 'completion', shell, program });
  });
}
