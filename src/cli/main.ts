import { addAll } from '../core/group.ts';
import { explanations } from '../explanations.ts';
import { languages } from '../languages/index.ts';
import { rules } from '../registry.ts';
import { printable } from '../reporters/visible.ts';
import { messageOf, UsageError } from '../runner/errors.ts';
import { NotStarted } from '../runner/record/command.ts';
import { version } from '../runner/version.ts';
import { parseArguments } from './arguments/parse.ts';
import { programName } from './arguments/program.ts';
import type { Request } from './arguments/request.ts';
import { painterFor } from './colour.ts';
import { explain } from './explain.ts';
import { sinkOf, type Io } from './io.ts';
import { migrate } from './migrate.ts';
import { style, type Terminal } from './output/terminal.ts';
import { listRules } from './rules.ts';

const FAILED = 2;

/** Runs the command line. Resolves to the exit code; never rejects. */
export async function main(io: Io): Promise<number> {
  const terminal: Terminal = { io, out: sinkOf(io.stdout), err: sinkOf(io.stderr) };
  let request: Request | undefined;
  const written: string[] = [];
  try {
    request = parseArguments(io.argv, version(), programName(io.env));
    return await answer(request, terminal, written);
  } catch (error) {
    await complain(error, terminal, request, written);
    return request?.kind === 'record' && error instanceof NotStarted ? error.status : FAILED;
  }
}

async function answer(request: Request, terminal: Terminal, written: string[]): Promise<number> {
  const { out } = terminal;
  switch (request.kind) {
    case 'print':
      await out.write(request.text);
      return 0;
    case 'rules': {
      const all = languages.map(({ name }) => name);
      const { paint, width } = style(request, terminal, out);
      // In a pipe, each rule is one line, so that grep finds it.
      const options = { paint, width: out.isTerminal ? width : Infinity };
      await out.write(listRules(rules, all, request.format, options));
      return 0;
    }
    case 'explain':
      await out.write(explain(request.rule, rules, explanations, style(request, terminal, out)));
      return 0;
    case 'record':
      return (await import('./recording/record.ts')).recordRun(request, terminal);
    case 'export':
      return (await import('./recording/record.ts')).exportRun(request, terminal);

    case 'prove':
      return (await import('./prove/run.ts')).proveCommand(request, terminal);
    case 'completion':
      await out.write((await import('./completion/print.ts')).completion(request));
      return 0;
    case 'merge':
      return (await import('./merge/command.ts')).mergeCommand(request, terminal);
    case 'fleet':
      return (await import('./merge/fleet.ts')).fleetCommand(request, terminal);
    case 'run':
      return request.printConfig
        ? (await import('./config/print.ts')).printConfig(request, terminal)
        : migrate(request, terminal, written);
  }
}

/** A line end inside of a line is that of a name, or of what a crash quotes. */
const told = (error: unknown): string =>
  (error instanceof UsageError ? error.lines : [messageOf(error)]).map(printable).join('\n');

/** `written`: the files that were written, as far as nothing has told of them. */
async function complain(
  error: unknown,
  terminal: Terminal,
  request: Request | undefined,
  written: readonly string[],
): Promise<void> {
  const { io, err } = terminal;
  const colour = request && 'colour' in request ? request.colour : 'auto';
  const { red } = painterFor(colour, io.env, err);
  const message = messageOf(error);
  const lines = [`${red('error:')} ${told(error)}`];
  if (error instanceof UsageError) {
    if (error.hint) lines.push(printable(error.hint));
  } else {
    const isVerbose = request?.kind === 'run' && request.verbose;
    if (isVerbose && error instanceof Error && error.stack)
      lines.push(error.stack.replace(message, () => told(error)));
    lines.push(`this is a bug in bump-testclient${isVerbose ? '' : '; --verbose shows the stack'}`);
  }
  if (written.length > 0)
    addAll(lines, ['written before that:', ...written.map((path) => `  ${printable(path)}`)]);
  await err.write(lines.join('\n') + '\n').catch(() => undefined);
}
