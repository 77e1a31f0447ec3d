import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle, writeBundle } from '../../src/dev/package/bundle.ts';
import { folder } from '../runner/support.ts';

const BIN = 'dist/bin/bump-testclient.js';

test('the bundle reads a configuration of each kind', async () => {
  const cwd = folder({
    'json/bump-testclient.config.json': '{ "strict": true }',
    'jsonc/bump-testclient.config.jsonc': '{ "strict": true, } // the gate',
    'toml/pyproject.toml': '[tool.bump-testclient]\nstrict = true\n',
    'package/package.json': '{ "bump-testclient": { "strict": true } }',
  });
  writeBundle(cwd, await bundle('.'));
  copyFileSync('package.json', join(cwd, 'package.json'));
  for (const path of ['json', 'jsonc', 'toml', 'package']) {
    const told = execFileSync(process.execPath, [BIN, '--print-config', path], { cwd, encoding: 'utf8' });
    expect(JSON.parse(told)).toMatchObject({ strict: { value: true } });
  }
}, 120_000);
