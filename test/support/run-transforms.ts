import { resolve } from 'node:path';
import { run } from 'jscodeshift/src/Runner.js';

/**
 * Runs jscodeshift's own runner, which its command calls, for several transforms in one process. Arguments: the
 * extensions of files to transform, then pairs of a transform and a folder. The last line that is printed holds the
 * results, as JSON.
 */

const [extensions = '', ...pairs] = process.argv.slice(2);
const options = { extensions, runInBand: true, silent: true, babel: false };
const results: unknown[] = [];
for (let index = 0; index < pairs.length; index += 2) {
  results.push(await run(resolve(pairs[index]!), [pairs[index + 1]!], options));
}
process.stdout.write(`${JSON.stringify(results)}\n`);
