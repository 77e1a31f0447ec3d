import { generate } from './generate.ts';
import { scaffold } from './scaffold.ts';

/** `npm run new -- <rule>`: writes the files of a new rule and brings the generated ones up to date. */
async function main(root: string, names: readonly string[]): Promise<number> {
  const [name] = names;
  if (name === undefined || names.length > 1) {
    console.error('Usage: npm run new -- <rule>, as in: npm run new -- cookies-to-client');
    return 2;
  }
  const written = [...scaffold(root, name), ...(await generate(root))];
  for (const path of written) console.log(`wrote ${path}`);
  console.log(`\nFill in the TODOs, beginning with the test: npx vitest ${name}`);
  return 0;
}

try {
  process.exitCode = await main(process.cwd(), process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
