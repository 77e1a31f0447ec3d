import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const FOLDER = '.github/workflows';
const WORKFLOWS = readdirSync(FOLDER).filter((file) => /\.ya?ml$/.test(file));

/** The text from each line that names the action up to the next step or job. */
const stepsWith = (workflow: string, action: string): readonly string[] =>
  workflow.split(/^ *- (?=uses:|run:|name:)|^ {2}\S/m).filter((step) => step.includes(`uses: ${action}`));

/** The scopes that may be written, with their job; a job begins with a name that is indented by two. */
function writeScopes(workflow: string): readonly string[] {
  let job = '';
  return workflow.split('\n').flatMap((line) => {
    job = /^ {2}(\S+):$/.exec(line)?.[1] ?? job;
    const scope = /^ *([\w-]+): write$/.exec(line)?.[1];
    return scope === undefined ? [] : [`${job}: ${scope}`];
  });
}

describe.each(WORKFLOWS)('%s', (file) => {
  const workflow = readFileSync(join(FOLDER, file), 'utf8');

  test('may only read the repository, unless a job asks for more', () => {
    expect(workflow).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
    expect(workflow).not.toContain('write-all');
    const expected =
      file === 'release.yml' ? ['publish: id-token', 'pypi: id-token', 'attach: contents'] : [];
    expect(writeScopes(workflow)).toEqual(expected);
  });

  test('names each action by its commit, with its version beside it', () => {
    const used = [...workflow.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(used).not.toEqual([]);
    expect(
      used.filter((action = '') => !/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
    ).toEqual([]);
  });

  test('keeps no credentials in a checkout', () => {
    const steps = stepsWith(workflow, 'actions/checkout');
    expect(steps).not.toEqual([]);
    expect(steps.filter((step) => !step.includes('persist-credentials: false'))).toEqual([]);
  });

  test('installs what the lock file says, and runs no install script', () => {
    const installs = [...workflow.matchAll(/npm (?:ci|install|i)\b.*/g)].map(([line]) => line);
    expect([...new Set(installs)]).toEqual(['npm ci --ignore-scripts']);
  });

  test('puts nothing that others choose into a shell', () => {
    const inShell = workflow.split('\n').filter((line) => line.includes('run:') && line.includes('${{'));
    expect(inShell).toEqual([]);
  });
});

test('dependabot keeps the packages and the actions up to date', () => {
  const config = readFileSync('.github/dependabot.yml', 'utf8');
  const kinds = [...config.matchAll(/package-ecosystem: (\S+)/g)].map(([, kind]) => kind);
  expect(kinds).toEqual(['npm', 'github-actions']);
});
