import { setFlagsFromString } from 'node:v8';

/** V8's default is a sixteenth of that. */
const BUDGET = 1 << 20;

/** Versions known to have the flag, Node 20 to 25; any other would print that it does not. */
const HAVE_FLAG = /^1[1-4]\./;

/**
 * Lets a function run longer before V8 optimises it. A run is over in seconds: what the optimising compiler spends on
 * functions that are hot for a tenth of a second is not earned back.
 */
export function expectShortRun(): void {
  if (HAVE_FLAG.test(process.versions.v8)) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
