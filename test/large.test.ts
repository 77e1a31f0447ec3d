import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../src/index.ts';
import { inProcess, sourceUrl } from './support/special.ts';

/** More than may be given to a function as its arguments. */
const MANY = 150_000;

test('an array of any length is gone through', async () => {
  const source = `import { TestClient } from 'framework';\nconst data = [${'1,'.repeat(MANY)}];\nconst client = new TestClient(app);\nclient.get('/', { allowRedirects: false });\n`;
  const result = await migrate(source, { path: 'a.test.ts' });
  expect(result.status === 'changed' && result.text.slice(-60)).toContain('followRedirects: false');
});

/** A file system in memory, where making folders takes no time to speak of. */
const MEMORY = '/dev/shm';

// A small stack takes fewer folders.
test.skipIf(!existsSync(MEMORY))('a folder with any number of folders is walked', async () => {
  const root = mkdtempSync(join(MEMORY, 'bump-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (let index = 0; index < MANY / 5; index++) mkdirSync(join(root, String(index)));
  writeFileSync(join(root, '7/a.py'), '');
  const { stdout } = await inProcess(
    `
      import { listFolder } from ${sourceUrl('runner/files/listing.ts')};
      const root = { folder: ${JSON.stringify(root)}, git: false };
      const roots = { of: () => Promise.resolve(undefined) };
      const listing = await listFolder(root.folder, root, roots, { extensions: ['.py'], noIgnore: false });
      console.log(listing.files.length, listing.problems.length);
    `,
    'ignore',
    ['--stack-size=120'],
  );
  expect(stdout).toBe('1 0\n');
});
