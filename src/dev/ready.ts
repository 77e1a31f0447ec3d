import { spawnSync } from 'node:child_process';
import { changedPaths, readTree } from './tree.ts';

interface Step {
  readonly run: string;
  /** What helps when it fails. */
  readonly hint: string;
}

const STEPS: readonly Step[] = [
  { run: 'npm run generate -- --check', hint: 'run `npm run generate`' },
  {
    run: 'npm run lint',
    hint: 'run `npm run format` and `npx eslint --fix .`, then fix what is left by hand',
  },
  { run: 'npm run typecheck', hint: 'fix the errors above' },
  { run: 'npm run build', hint: 'fix the errors above' },
  { run: 'npm test', hint: '`npx vitest <part of a file name>` watches one test file' },
  { run: 'npm run package', hint: 'fix the errors above' },
];

/**
 * Runs every check on the work tree as it is, committed or not, and stops at the first that fails. The checks must leave
 * the tree as it was: a test that writes into the repository is a failure. Returns the exit code.
 */
function ready(root: string): number {
  const before = readTree(root);
  for (const { run, hint } of STEPS) {
    console.log(`\n> ${run}`);
    const { status } = spawnSync(run, { shell: true, stdio: 'inherit' });
    if (status !== 0) {
      console.error(`\nNot ready: \`${run}\` failed; ${hint}.`);
      return 1;
    }
  }
  const changed = changedPaths(before, readTree(root));
  if (changed.length > 0) {
    console.error(
      `\nNot ready: every check passed, but these files changed meanwhile:\n${changed.join('\n')}`,
    );
    return 1;
  }
  console.log('\nReady to commit.');
  return 0;
}

process.exitCode = ready(process.cwd());
