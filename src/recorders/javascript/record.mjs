/**
 * Loaded into every process of Node that a recorded command starts, by `NODE_OPTIONS=--import=<url of this file>`. Does nothing
 * where nothing is to be recorded: the rest of the recorder is not even read.
 */
const given = process.env.BUMP_TESTCLIENT_RECORD;

/** Programs that only start others, of their own or as threads: those have a recorder of theirs. */
const STARTERS =
  /[\\/](?:npm|npx|yarn|pnpm|corepack)(?:-cli)?\.[cm]?js$|[\\/]vitest[\\/]vitest\.mjs$|[\\/]\.bin[\\/](?:vitest|npm|npx|yarn|pnpm)$/;

if (given) {
  const { isMainThread } = await import('node:worker_threads');
  if (!isMainThread || !STARTERS.test(process.argv[1] ?? '')) await begin(given);
}

async function begin(config) {
  try {
    const { start } = await import('./start.mjs');
    start(config);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    process.stderr.write(`bump-testclient: nothing is recorded: ${reason}\n`);
  }
}
