import { messageOf } from '../runner/errors.ts';
import { generate } from './generate.ts';
import { readArgs } from './rules/new-args.ts';
import { scaffold } from './rules/scaffold.ts';

const USAGE = `Usage: npm run new -- <rule> [--languages python|javascript]
As in: npm run new -- cookies-to-client --languages python`;

/** `npm run new -- <rule>`: writes the files of a new rule and brings the generated ones up to date. Returns the exit code. */
async function main(root: string, args: readonly string[]): Promise<number> {
  const wanted = readArgs(args);
  if (typeof wanted === 'string') {
    console.error(`${wanted}\n${USAGE}`);
    return 2;
  }
  const written = [...(await scaffold(root, wanted)), ...(await generate(root))];
  for (const path of written) console.log(`wrote ${path}`);
  console.log(`\nFill in the TODOs, beginning with the test: npx vitest ${wanted.name}`);
  return 0;
}

try {
  process.exitCode = await main(process.cwd(), process.argv.slice(2));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
