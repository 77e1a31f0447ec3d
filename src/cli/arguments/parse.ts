import { Command, CommanderError } from 'commander';
import { UsageError } from '../../runner/errors.ts';
import { addCompletion } from '../completion/command.ts';
import { addMerge } from '../merge/options.ts';
import { addProve } from '../prove/command.ts';
import { addRecord } from '../recording/options.ts';
import { optionGroups } from './groups.ts';
import { footer } from './help.ts';
import type { Options } from './options.ts';
import { runRequest, type Request } from './request.ts';
import { colourOption, rulesFormatOption, rulesFormats } from './values.ts';

/** Parses the command line of the command that is called `name`. Throws a `UsageError` if it is invalid. */
export function parseArguments(argv: readonly string[], version: string, name = 'bump-testclient'): Request {
  let printed = '';
  let request: Request | undefined;
  const program = rootCommand(name, version, (found) => (request = found));
  const collect = { writeOut: (text: string) => (printed += text), writeErr: () => undefined };
  for (const command of [program, ...program.commands]) command.configureOutput(collect).exitOverride();
  try {
    program.parse(withOwnValues(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, name);
  }
  return request ?? { kind: 'print', text: printed };
}

/** Commander would take the word after an option whose value is optional, as in `--strict tests`. */
function withOwnValues(argv: readonly string[]): readonly string[] {
  const end = ownWords(argv);
  return argv.map((word, index) =>
    index < end
      ? word.replace(/^--strict=/, '--strict-level=').replace(/^--changed=/, '--changed-since=')
      : word,
  );
}

/** Commands whose arguments are a command of the user. */
const RUNNING: readonly string[] = ['record', 'prove'];

/** How many of the words may be options of this command. */
function ownWords(argv: readonly string[]): number {
  const known = optionGroups().flatMap(([, options]) => options);
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') return index;
    if (known.some(({ short, long, required }) => required && (word === short || word === long))) index++;
    else if (!word.startsWith('-') || word === '-') return RUNNING.includes(word) ? index : dashes(argv);
  }
  return argv.length;
}

const dashes = (argv: readonly string[]): number => (argv.includes('--') ? argv.indexOf('--') : argv.length);

function usageError({ message }: CommanderError, name: string): UsageError {
  const said = message
    .replace(/^error: /, '')
    .replace('--strict-level <', '--strict=<')
    .replace('--changed-since <', '--changed=<');
  // What was typed is quoted in front of it, and may hold line ends.
  const suggestion = /\n\(Did (you mean .*)\)$/.exec(said);
  return new UsageError(
    suggestion ? said.slice(0, suggestion.index) : said,
    suggestion ? `did ${suggestion[1]}` : `see \`${name} --help\``,
  );
}

function rootCommand(name: string, version: string, answer: (request: Request) => void): Command {
  const program = new Command(name)
    .usage('[options] [paths...]')
    .description(description)
    .argument('[paths...]', 'files and folders; `-` reads the source from stdin (default: .)')
    .enablePositionalOptions()
    .helpCommand(false)
    .configureHelp({ helpWidth: 80, showGlobalOptions: false })
    .addHelpText('after', footer);
  for (const [heading, options] of optionGroups()) {
    program.optionsGroup(heading);
    for (const option of options) program.addOption(option);
  }
  program
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .commandsGroup('Commands:')
    .action((paths: string[]) => answer(runRequest(paths, program.opts<Options>())));
  addCommands(program, answer);
  addProve(program, answer, (command) => shared(program, command));
  addCompletion(program, answer, (command) => shared(program, command));
  addMerge(program, answer, (command) => shared(program, command));
  addHelp(program, answer);
  return program;
}

function addCommands(program: Command, answer: (request: Request) => void): void {
  const rules = program
    .command('rules')
    .description('list the rules')
    .addOption(rulesFormatOption())
    .addOption(colourOption());
  rules.action(() => {
    const { format = 'text', color } = shared(program, rules);
    // One in front of the command is checked as a format of reports.
    const own = rulesFormats.find((one) => one === format);
    if (!own) throw new UsageError(`\`rules\` has no format ${format}`, `use ${rulesFormats.join(' or ')}`);
    answer({ kind: 'rules', format: own, colour: color ?? 'auto' });
  });
  const explain = program
    .command('explain')
    .description('explain a rule, with an example')
    .argument('<rule>', 'its name')
    .addOption(colourOption());
  explain.action((rule: string) => {
    answer({ kind: 'explain', rule, colour: shared(program, explain).color ?? 'auto' });
  });
  addRecord(program, answer, (command) => shared(program, command));
}

/** `help` prints what `--help` does; with a name, the help of that command or the explanation of that rule. */
function addHelp(program: Command, answer: (request: Request) => void): void {
  const help = program
    .command('help')
    .description('print this help, or that of a command or a rule')
    .argument('[name]', 'of a command or a rule')
    .addOption(colourOption());
  help.action((name?: string) => {
    const colour = shared(program, help).color ?? 'auto';
    const topic = name === undefined ? program : program.commands.find((one) => one.name() === name);
    if (topic) topic.outputHelp();
    else if (name !== undefined) answer({ kind: 'explain', rule: name, colour });
  });
}

/** The options of a subcommand, also those before its name. Throws a `UsageError` for an option that it does not have. */
function shared(program: Command, command: Command): Pick<Options, 'format' | 'color'> {
  const known = new Set(command.options.map((option) => option.attributeName()));
  const given = program.opts<Options>();
  const stray = program.options.find(
    (option) => option.attributeName() in given && !known.has(option.attributeName()),
  );
  if (stray) {
    throw new UsageError(
      `the command \`${command.name()}\` has no option ${stray.long ?? stray.flags}`,
      `write ./${command.name()} for a folder of that name`,
    );
  }
  return { ...given, ...command.opts<Options>() };
}

const description =
  'Migrates test suites from the requests-based Starlette and FastAPI TestClient to the httpx-based one.';
