import { Option } from 'commander';
import { LEVELS } from '../../core/levels.ts';
import {
  clientName,
  colourOption,
  formatOption,
  jobCount,
  listOption,
  outputFile,
  ownOption,
  repeatedOption,
  shard,
  targetWord,
} from './values.ts';

/** The options of the main command, in groups with their headings, in the order of the help. */
export const optionGroups = (): readonly (readonly [string, readonly Option[]])[] => [
  [
    'Modes (by default files are rewritten):',
    [
      new Option('-n, --dry-run', 'write nothing, print a patch'),
      new Option('--check', 'write nothing, list what would change; exit 1 if anything would'),
      new Option('--diff', 'with --check: print a patch instead of the list; alone: like --dry-run'),
      new Option(
        '--strict',
        'exit 1 if a finding is left that fails or warns; --strict=<level>: that level or above',
      ),
      new Option('--strict-level <level>').choices(LEVELS).hideHelp(),
      new Option('-i, --interactive', 'ask for each edit, on a terminal'),
      new Option(
        '--stdin-filename <file>',
        'with `-`: the name of the source on stdin; the result goes to stdout',
      ),
    ],
  ],
  ['What to change:', changeOptions()],
  ['Files:', fileOptions()],
  ['Configuration:', configOptions()],
  [
    'Output:',
    [
      formatOption(),
      new Option('--level <level>', 'the lowest level of findings to report (default: differs)').choices(
        LEVELS,
      ),
      new Option('--output-file <[format=]path>', 'write a report to a file as well').argParser(outputFile),
      colourOption(),
      new Option('-q, --quiet', 'print data and errors only'),
      new Option(
        '-v, --verbose',
        'list every change and each finding by itself, and show the stack of a crash',
      ),
    ],
  ],
  // Commander adds its own options under the last heading.
  ['Other:', []],
];

const fileOptions = (): readonly Option[] => [
  repeatedOption('--include <glob>', 'only files that match'),
  repeatedOption('--exclude <glob>', 'no files that match'),
  ownOption('--no-ignore', 'include files that git ignores'),
  new Option('--force-exclude', 'apply excludes to named files too'),
  new Option(
    '--files-from <file>',
    'read paths from a file or, with `-`, from stdin; separated by newlines or NULs',
  ),
  new Option(
    '--changed',
    'only files that differ from the merge base with the default branch; --changed=<ref>: with that',
  ),
  new Option('--changed-since <ref>').hideHelp(),
  new Option('--staged', 'only staged files; what is edited is staged again'),
  new Option('--shard <i/n>', 'only the i-th of n equal parts of the files').argParser(shard),
  new Option('-j, --jobs <n>', 'migrate in so many threads (default: as many as pay off)').argParser(
    jobCount,
  ),
  new Option('--cache', 'keep what is found, and look again only where something has changed'),
  ownOption('--no-cache', 'use no cache, whatever else is given (default)'),
  new Option(
    '--cache-location <folder>',
    'the folder of the cache (default: in node_modules, or .bump-testclient-cache)',
  ),
  new Option('--strict-parsing', 'a file that does not parse fails, also one in which no client is known'),
  ownOption('--no-error-on-unmatched', 'a path without any supported file is a note, not an error'),
  new Option('--allow-dirty', 'overwrite uncommitted changes: unstaged edits and untracked files'),
];

const changeOptions = (): readonly Option[] => [
  new Option('--unsafe', 'apply unsafe fixes too; without it they are only reported'),
  repeatedOption('--evidence <file>', 'go by this recorded run (default: the one that `record` left)'),
  ownOption('--no-evidence', 'go by no recorded run'),
  ownOption('--no-seen', 'hold back fixes that rest on a recorded run; they are only reported'),
  listOption('--select <rules>', 'only these rules'),
  listOption('--ignore <rules>', 'all rules but these'),
  listOption(
    '--client <names>',
    'treat these names as test clients: api, self.http, make_client()',
    clientName,
  ),
  listOption(
    '--target <what>',
    'what the suite is to run on (default: as its project tells): httpx, httpx2, latest, starlette==0.43, fastapi==0.115',
    targetWord,
  ),
];

const configOptions = (): readonly Option[] => [
  new Option('--config <file>', 'go by this configuration file alone'),
  ownOption('--no-config', 'go by no configuration file'),
  new Option('--print-config', 'print what holds for each setting, and where it is from'),
  new Option('--baseline <file>', '--check and --strict count only what this file does not hold'),
  new Option('--update-baseline', 'write what is found to the file of --baseline'),
];
