import { join } from 'node:path';
import { expect, test } from 'vitest';
import { targetOf } from '../../src/clients/targets/words.ts';
import { targetNote, targetsOf } from '../../src/runner/targets.ts';
import { languages } from '../../src/languages/index.ts';
import { folder } from './support.ts';

/** What is told of the target of `tests/test_a.py` in a project. */
async function noteOf(files: Readonly<Record<string, string>>, given?: string): Promise<string | undefined> {
  const root = folder(files);
  const targets = targetsOf(given === undefined ? undefined : targetOf([given]), root);
  const [language] = languages;
  const file = {
    path: 'tests/test_a.py',
    real: join(root, 'tests/test_a.py'),
    root: { folder: root, git: false },
    language: language!,
  };
  await targets.of(file);
  return targetNote(targets.asked());
}

test.each<[name: string, files: Readonly<Record<string, string>>, note: string | undefined]>([
  ['no file', {}, undefined],
  ['no version', { 'requirements.txt': 'fastapi\nhttpx\n' }, undefined],
  ['a pin', { 'requirements.txt': 'starlette==0.41.3\n' }, 'target: starlette 0.41.3 (requirements.txt)'],
  [
    'a FastAPI, which asks for a Starlette',
    { 'requirements.txt': 'fastapi==0.115.6\n' },
    'target: starlette >=0.40,<0.42, fastapi 0.115.6 (requirements.txt)',
  ],
  [
    'a lock file beside a lower bound',
    {
      'pyproject.toml': '[project]\ndependencies = ["fastapi>=0.100"]\n',
      'uv.lock':
        '[[package]]\nname = "starlette"\nversion = "0.41.3"\n\n[[package]]\nname = "fastapi"\nversion = "0.115.6"\n',
    },
    'target: starlette 0.41.3, fastapi 0.115.6 (uv.lock)',
  ],
  [
    'two environments',
    { 'requirements.txt': 'starlette==0.41.3\n', 'requirements/old.txt': 'starlette==0.27.0\n' },
    'target: starlette >=0.27.0,<0.41.4 (requirements.txt, requirements/old.txt)',
  ],
  [
    'the nearest folder',
    { 'requirements.txt': 'starlette==0.41.3\n', 'tests/requirements.txt': 'starlette==0.27.0\n' },
    'target: starlette 0.27.0 (tests/requirements.txt)',
  ],
  [
    'the old client, which is to be left',
    { 'requirements.txt': 'fastapi==0.85.0\nhttpx==0.23.0\n' },
    undefined,
  ],
  ['a lower bound of old', { 'requirements.txt': 'fastapi>=0.85\n' }, undefined],
  [
    'httpx2',
    { 'pyproject.toml': '[dependency-groups]\ntest = ["httpx2"]\n' },
    'target: httpx2 (pyproject.toml)',
  ],
  [
    'httpx2 that something else brought',
    { 'uv.lock': '[[package]]\nname = "httpx2"\nversion = "2.13.1"\n' },
    'target: httpx2 2.13.1 (uv.lock)',
  ],
])('%s', async (_name, files, note) => {
  expect(await noteOf(files)).toBe(note);
});

test('a target that is given is not guessed', async () => {
  expect(await noteOf({ 'requirements.txt': 'starlette==0.41.3\n' }, 'latest')).toBeUndefined();
});
