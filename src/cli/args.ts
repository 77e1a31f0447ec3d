import { Command, CommanderError } from 'commander';
import type { Mode } from '../core/report.ts';
import { targetOf } from '../clients/targets/words.ts';
import type { Level } from '../core/rule.ts';
import type { Target } from '../core/model/target.ts';
import type { Format } from '../reporters/index.ts';
import { UsageError } from '../runner/errors.ts';
import type { ColourWish } from './colour.ts';
import { footer } from './help.ts';
import { colourOption, formatOption, optionGroups, type Options, type OutputFile } from './options.ts';
import { addRecord, type ExportRequest, type RecordRequest } from './recording/options.ts';
import { addProve, type ProveRequest } from './prove/command.ts';

/** The parsed command line. */
export type Request =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'rules'; readonly format: Format; readonly colour: ColourWish }
  | { readonly kind: 'explain'; readonly rule: string; readonly colour: ColourWish }
  | RecordRequest
  | ExportRequest
  | ProveRequest
  | RunRequest;

export interface RunRequest {
  readonly kind: 'run';
  readonly mode: Mode;
  /** A patch goes to stdout. */
  readonly diff: boolean;
  /** The lowest level of findings that the exit code counts. */
  readonly strict?: Level;
  readonly level: Level;
  readonly unsafe: boolean;
  /** Evidence files; empty: the one at the default place, if there is one. */
  readonly evidence: readonly string[];
  readonly noEvidence: boolean;
  readonly noSeen: boolean;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly clients: readonly string[];
  /** Absent: as the files of the project tell. */
  readonly target?: Target;
  /** As typed: empty, not `.`, when no path is given. */
  readonly paths: readonly string[];
  /** The file name of the source on stdin. */
  readonly stdinFilename?: string;
  /** The file with a list of paths; `-` is stdin. */
  readonly filesFrom?: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly noIgnore: boolean;
  readonly forceExclude: boolean;
  readonly strictParsing: boolean;
  readonly allowUnmatched: boolean;
  readonly allowDirty: boolean;
  readonly format: Format;
  readonly outputs: readonly OutputFile[];
  readonly colour: ColourWish;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Parses the command line. Throws a `UsageError` if it is invalid. */
export function parseArguments(argv: readonly string[], version: string): Request {
  let printed = '';
  let request: Request | undefined;
  const program = rootCommand(version, (found) => (request = found));
  const collect = { writeOut: (text: string) => (printed += text), writeErr: () => undefined };
  for (const command of [program, ...program.commands]) command.configureOutput(collect).exitOverride();
  try {
    program.parse(withStrictLevel(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error);
  }
  return request ?? { kind: 'print', text: printed };
}

/** Commander would take the word after an option whose value is optional, as in `--strict tests`. */
function withStrictLevel(argv: readonly string[]): readonly string[] {
  const end = ownWords(argv);
  return argv.map((word, index) => (index < end ? word.replace(/^--strict=/, '--strict-level=') : word));
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

/** What code that may behave differently does is a question; an error or a warning is not. */
const strictness = ({ strict, strictLevel }: Options): Pick<RunRequest, 'strict'> => {
  const level = strictLevel ?? (strict ? 'warns' : undefined);
  return level ? { strict: level } : {};
};

function usageError({ message }: CommanderError): UsageError {
  const said = message.replace(/^error: /, '').replace('--strict-level <', '--strict=<');
  // What was typed is quoted in front of it, and may hold line ends.
  const suggestion = /\n\(Did (you mean .*)\)$/.exec(said);
  return new UsageError(
    suggestion ? said.slice(0, suggestion.index) : said,
    suggestion ? `did ${suggestion[1]}` : 'see `bump-testclient --help`',
  );
}

function rootCommand(version: string, answer: (request: Request) => void): Command {
  const program = new Command('bump-testclient')
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
  addHelp(program, answer);
  return program;
}

function addCommands(program: Command, answer: (request: Request) => void): void {
  const rules = program
    .command('rules')
    .description('list the rules')
    .addOption(formatOption())
    .addOption(colourOption());
  rules.action(() => {
    const { format, color } = shared(program, rules);
    answer({ kind: 'rules', format: format ?? 'text', colour: color ?? 'auto' });
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

function runRequest(paths: readonly string[], options: Options): RunRequest {
  const { dryRun = false, check = false, diff = false, quiet = false, verbose = false } = options;
  if (dryRun && check)
    throw new UsageError(
      '--dry-run and --check cannot be combined',
      '`--check --diff` does both: it prints a patch and exits with 1 if anything would change',
    );
  if (quiet && verbose) throw new UsageError('--quiet and --verbose cannot be combined');
  if (paths.includes('')) throw new UsageError('a path is empty', 'write . for the current folder');
  const mode = check ? 'check' : dryRun || diff ? 'dry-run' : 'write';
  return {
    kind: 'run',
    mode,
    diff: diff || mode === 'dry-run',
    ...strictness(options),
    level: options.level ?? 'differs',
    unsafe: options.unsafe ?? false,
    ...evidenceFrom(options),
    select: options.select ?? [],
    ignore: options.ignore ?? [],
    clients: options.client ?? [],
    ...(options.target && { target: targetFrom(options.target) }),
    ...sources(paths, options),
    include: options.include ?? [],
    exclude: options.exclude ?? [],
    noIgnore: options.noIgnore ?? false,
    forceExclude: options.forceExclude ?? false,
    strictParsing: options.strictParsing ?? false,
    allowUnmatched: options.noErrorOnUnmatched ?? false,
    allowDirty: options.allowDirty ?? false,
    format: options.format ?? 'text',
    outputs: options.outputFile ?? [],
    colour: options.color ?? 'auto',
    quiet,
    verbose,
  };
}

/** Throws a `UsageError` where one word of the target contradicts another: the last one would win. */
function targetFrom(words: readonly string[]): Target {
  const about = (word: string): string => {
    const name = /^[^=]*/.exec(word.toLowerCase())?.[0] ?? word;
    return word.includes('=') || name === 'latest' ? name : 'the client';
  };
  for (const [index, word] of words.entries()) {
    const other = words.slice(0, index).find((one) => about(one) === about(word) && one !== word);
    if (other !== undefined)
      throw new UsageError(`--target: ${other} and ${word} cannot be combined`, 'leave out one of them');
  }
  return targetOf(words);
}

function evidenceFrom({
  evidence = [],
  noEvidence = false,
  noSeen = false,
}: Options): Pick<RunRequest, 'evidence' | 'noEvidence' | 'noSeen'> {
  if (noEvidence && evidence.length > 0)
    throw new UsageError('--evidence and --no-evidence cannot be combined', 'leave out one of them');
  if (evidence.includes('')) throw new UsageError('--evidence: the file name is missing');
  return { evidence, noEvidence, noSeen };
}

function sources(
  paths: readonly string[],
  { stdinFilename, filesFrom }: Options,
): Pick<RunRequest, 'paths' | 'stdinFilename' | 'filesFrom'> {
  if (filesFrom === '')
    throw new UsageError('--files-from: the file name is missing', 'write - for standard input');
  if (!paths.includes('-')) {
    if (stdinFilename !== undefined) throw new UsageError('--stdin-filename works only with the path `-`');
    return { paths, ...(filesFrom !== undefined && { filesFrom }) };
  }
  if (paths.length > 1 || filesFrom !== undefined)
    throw new UsageError('`-` cannot be combined with other files');
  if (!stdinFilename) {
    throw new UsageError(
      '`-` needs --stdin-filename',
      'the name decides the language and the project: --stdin-filename tests/test_app.py',
    );
  }
  return { paths: [], stdinFilename };
}
