import { execSync, spawnSync } from 'node:child_process';

interface Step {
  readonly run: string;
  /** What helps when it fails. */
  readonly hint: string;
}

const STEPS: readonly Step[] = [
  { run: 'npm run generate', hint: 'the message above names the file that cannot be read' },
  {
    run: 'npm run lint',
    hint: '`npm run format` and `npx eslint --fix .` mend what can be mended by itself',
  },
  { run: 'npm run typecheck', hint: '`npm run typecheck` shows it again' },
  { run: 'npm run build', hint: '`npm run build` shows it again' },
  { run: 'npm test', hint: '`npx vitest <part of a file name>` runs one file again at every change' },
  { run: 'npm run package', hint: '`npm run package` shows it again' },
];

/** Runs every check, and says at the first that fails what to do. Returns the exit code. */
function ready(): number {
  for (const { run, hint } of STEPS) {
    console.log(`\n> ${run}`);
    const { status } = spawnSync(run, { shell: true, stdio: 'inherit' });
    if (status !== 0) {
      console.error(`\nNot ready: \`${run}\` failed; ${hint}.`);
      return 1;
    }
  }
  const dirty = execSync('git status --porcelain', { encoding: 'utf8' });
  if (dirty !== '') {
    console.error(`\nNot ready: every check passed, but the work tree is not clean; commit these:\n${dirty}`);
    return 1;
  }
  console.log('\nReady.');
  return 0;
}

process.exitCode = ready();
