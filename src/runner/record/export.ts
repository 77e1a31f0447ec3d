import { cpSync, existsSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { reasonOf, UsageError } from '../errors.ts';
import { recordingRoot } from '../evidence/find.ts';
import { findRoots } from '../files/git.ts';
import { isWithin, realPath, withSlashes } from '../files/paths.ts';
import { NODE_RECORDER, recorderConfig, recorderFolder } from './environment.ts';

const LANGUAGES = ['python', 'javascript'] as const;

/** Where a container has the project, as long as nobody says otherwise. */
const IN_CONTAINER = '/app';
const EVIDENCE = 'evidence.jsonl';

/**
 * Writes the recorders to a folder, and answers with the variables to set where the suite runs: text to paste in a shell, a Dockerfile and the
 * configuration of a CI. Throws a `UsageError`.
 */
export async function exportRecorders(
  cwd: string,
  typed: string,
  { values }: { readonly values: boolean },
): Promise<string> {
  const folder = resolve(cwd, typed);
  try {
    for (const language of LANGUAGES)
      if (existsSync(recorderFolder(language)))
        cpSync(recorderFolder(language), join(folder, language), {
          recursive: true,
          filter: (path) => basename(path) !== '__pycache__',
        });
  } catch (error) {
    throw new UsageError(`cannot write ${typed}: ${reasonOf(error)}`);
  }
  const root = await recordingRoot(cwd, findRoots());
  const real = realPath(folder);
  const inside = withSlashes(isWithin(root, real) ? relative(root, real) : real);
  const settings = recorderConfig({ to: '', root: '', mode: 'record', values });
  return texts(inside, (top) => JSON.stringify({ ...settings, to: `${top}/${EVIDENCE}`, root: top }));
}

function texts(folder: string, settings: (top: string) => string): string {
  const under = (top: string): string => (isAbsolute(folder) ? folder : `${top}/${folder}`);
  const isolated = isAbsolute(folder)
    ? [`# ${folder} has to be there as well.`]
    : ['# The recorders have to be copied with it.'];
  const json = settings('$PWD').replaceAll('"', '\\"');
  return `${[
    '# In a shell, in the top folder of the project:',
    `export PYTHONPATH="${under('$PWD')}/python\${PYTHONPATH:+:$PYTHONPATH}"`,
    `export NODE_OPTIONS="--import=\\"file://${under('$PWD')}/javascript/${NODE_RECORDER}\\"\${NODE_OPTIONS:+ $NODE_OPTIONS}"`,
    `export BUMP_TESTCLIENT_RECORD="${json}"`,
    '',
    `# In a Dockerfile, behind the line that copies the project to ${IN_CONTAINER}:`,
    ...isolated,
    `ENV PYTHONPATH=${under(IN_CONTAINER)}/python`,
    `ENV NODE_OPTIONS=--import=file://${under(IN_CONTAINER)}/javascript/${NODE_RECORDER}`,
    `ENV BUMP_TESTCLIENT_RECORD='${settings(IN_CONTAINER)}'`,
    '',
    '# In GitHub Actions, in the step that runs the tests; elsewhere with the folder that the project is in:',
    'env:',
    `  PYTHONPATH: ${under(WORKSPACE)}/python`,
    `  NODE_OPTIONS: --import=file://${under(WORKSPACE)}/javascript/${NODE_RECORDER}`,
    `  BUMP_TESTCLIENT_RECORD: '${settings(WORKSPACE)}'`,
    '',
    `# Afterwards, with ${EVIDENCE} from there:`,
    `#   bump-testclient --evidence ${EVIDENCE} .`,
  ].join('\n')}\n`;
}

const WORKSPACE = '${{ github.workspace }}';
