import { resolve } from 'node:path';
import { run } from 'jscodeshift/src/Runner.js';

/**
 * Runs jscodeshift's own runner, which its command calls, for several transforms in one process. Arguments: the
 * extensions of files to transform, then a transform, a folder and a target, again and again. The last line that is printed holds the
 * results, as JSON.
 */

const [extensions = '', ...args] = process.argv.slice(2);
const options = { extensions, runInBand: true, silent: true, babel: false };
const results: unknown[] = [];
for (let index = 0; index < args.length; index += 3) {
  const [transform = '', folder = '', target = ''] = args.slice(index);
  results.push(await run(resolve(transform), [folder], { ...options, target }));
}
process.stdout.write(`${JSON.stringify(results)}\n`);
