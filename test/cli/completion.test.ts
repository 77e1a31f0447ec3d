import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { optionGroups } from '../../src/cli/arguments/groups.ts';
import { rules } from '../../src/registry.ts';
import { formats } from '../../src/reporters/index.ts';
import { command } from './command.ts';

const options = optionGroups()
  .flatMap(([, all]) => all)
  .filter(({ hidden }) => !hidden);
/** An option as a script names it. */
const SPELLED = {
  bash: (name: string) => name,
  zsh: (name: string) => name,
  fish: (name: string) => `-l ${name.slice(2)}`,
};

test.each(['bash', 'zsh', 'fish'] as const)(
  'the script for %s knows every option, command, rule and format',
  async (shell) => {
    const { code, stdout, stderr } = await command(`completion ${shell}`);
    expect([code, stderr]).toEqual([0, '']);
    const expected = [
      ...options.map(({ long = '' }) => SPELLED[shell](long)),
      ...['record', 'prove', 'explain', 'rules', 'completion', 'help'],
      ...rules.map(({ name }) => name),
      ...formats,
      ...['bump-testclient', 'testclient-migrate'],
    ];
    const words = new Set(stdout.match(/-l [\w-]+|[\w-]+/g));
    expect(expected.filter((word) => !words.has(word))).toEqual([]);
    // What the help hides is not offered.
    expect(stdout).not.toMatch(/strict-level|changed-since/);
  },
);

test('the script for bash is one of bash', async () => {
  const { stdout } = await command('completion bash');
  const { error, status, stderr } = spawnSync('bash', ['-n'], { input: stdout, encoding: 'utf8' });
  // There is none on some machines.
  if (!error) expect([status, stderr]).toEqual([0, '']);
});

test.each([
  ['completion', "missing required argument 'shell'"],
  ['completion tcsh', "'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish."],
  ['--check completion zsh', 'the command `completion` has no option --check'],
  ['completion zsh --quiet', "unknown option '--quiet'"],
])('`%s` is refused', async (line, message) => {
  const { code, stdout, stderr } = await command(line);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
