/** Names of the command; PyPI has another tool of the first name. */
const NAMES = ['bump-testclient', 'testclient-migrate'] as const;

/** What the user calls the command: the one of PyPI says so in `BUMP_TESTCLIENT_NAME`. */
export const programName = (env: Readonly<NodeJS.ProcessEnv>): string =>
  NAMES.find((name) => name === env['BUMP_TESTCLIENT_NAME']) ?? NAMES[0];
