import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { code } from '../support/snippets.ts';

/** The packages that are loaded once a text has been opened, of those that take long. */
function loadedFor(path: string, files: Readonly<Record<string, string>>): string[] {
  const script = `
    import Module from 'node:module';
    import { languageOf } from './src/languages/index.ts';
    import './src/registry.ts';
    const files = ${JSON.stringify(files)};
    const project = {
      files: () => Object.keys(files),
      has: (one) => one in files,
      read: (one) => files[one],
      mentioning: (word) => Object.keys(files).filter((one) => files[one].includes(word)),
    };
    const language = await languageOf(${JSON.stringify(path)}).load();
    const { problem, sites } = await language.open(files[${JSON.stringify(path)}], ${JSON.stringify(path)}, { project, settings: { clients: [] }, wanted: { calls: [{}] } });
    if (problem || sites.length === 0) throw new Error('nothing was found');
    const paths = Object.keys(Module._cache).join();
    console.log(['jscodeshift', '@babel/parser', '@ts-morph/common', 'ts-morph'].filter((one) => paths.includes('/node_modules/' + one + '/')).join());
  `;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split(',').filter(Boolean);
}

describe('what takes long to load is loaded when it is needed', () => {
  test('Python needs no parser of JavaScript', () => {
    const source = code`
      from fastapi.testclient import TestClient
      TestClient(app).get("/", allow_redirects=False)

    `;
    expect(loadedFor('a.py', { 'a.py': source })).toEqual([]);
  });

  test('names and imports need no compiler', () => {
    const source = code`
      import { TestClient } from './client';
      new TestClient(app).get('/', { data: 'x' });

    `;
    const client = code`
      export class TestClient {
        request(method: string, url: string, options: { allowRedirects?: boolean }) {}
      }

    `;
    expect(loadedFor('a.ts', { 'a.ts': source, 'client.ts': client })).toEqual([
      'jscodeshift',
      '@babel/parser',
    ]);
  });

  test('a question that they leave open needs one', () => {
    const source = code`
      import { TestClient } from './client';
      new TestClient(app).get('/', { data: bodies.get('x') });
      declare const bodies: Map<string, string>;

    `;
    expect(loadedFor('a.ts', { 'a.ts': source, 'b.ts': '' })).toContain('ts-morph');
  });
});
