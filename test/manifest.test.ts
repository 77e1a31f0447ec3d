import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<Record<string, unknown>>;

test('package.json names one home for the source, the documentation and the issues', () => {
  const home = 'https://github.com/bump-testclient/bump-testclient';
  expect(manifest).toMatchObject({
    homepage: `${home}#readme`,
    bugs: `${home}/issues`,
    repository: { type: 'git', url: `git+${home}.git` },
  });
});
