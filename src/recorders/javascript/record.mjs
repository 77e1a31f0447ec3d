/**
 * Loaded into every process of Node that a recorded command starts, by `NODE_OPTIONS=--import=<url of this file>`. Does nothing
 * where nothing is to be recorded: the rest of the recorder is not even read.
 */
const given = process.env.BUMP_TESTCLIENT_RECORD;

if (given) {
  try {
    const { start } = await import('./start.mjs');
    start(given);
  } catch (error) {
    process.stderr.write(
      `bump-testclient: nothing is recorded: ${error instanceof Error ? error.message : error}\n`,
    );
  }
}
