#!/usr/bin/env node
// The first file that Node reads, whatever its version. To be told that it is too old, an old one has to parse this
// file: hence the syntax of ES2019, and no static import, which would be parsed before the first line runs.

/** The oldest Node that works: `engines` in package.json. */
const OLDEST = { major: 20, minor: 19 };
const FAILED = 2;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) {
  import('../src/cli/start.ts').then(({ start }) => start()).catch(fail);
} else {
  fail(
    `bump-testclient needs Node ${OLDEST.major}.${OLDEST.minor} or later; this is Node ${process.versions.node}\n` +
      'install one from https://nodejs.org/en/download or with a version manager (`nvm install --lts`);\n' +
      'pre-commit takes the version as `language_version`',
  );
}

function fail(reason: unknown): void {
  process.exitCode = FAILED;
  process.stderr.write(`error: ${String((reason instanceof Error && reason.stack) || reason)}\n`);
}
