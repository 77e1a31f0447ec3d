import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FACTS } from '../../src/clients/facts/facts.ts';
import { folderOf, runIn } from './command.ts';

const GUIDE = readFileSync('docs/migrate.md', 'utf8');
const EXAMPLE = 'examples/legacy-suite';

const suite = Object.fromEntries(
  readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:py|txt)$/.test(path))
    .map((path) => [path, readFileSync(join(EXAMPLE, path), 'utf8')]),
);

/** The sections of the guide that tell commands to type, with these. */
const PATHS = GUIDE.split(/^## /m).flatMap((section) => {
  const commands = [...section.matchAll(/^ *```sh\n(.*?)^ *```/gms)].flatMap(([, block = '']) =>
    block.split('\n').flatMap((line) => line.trim() || []),
  );
  return commands.length > 0 ? [[section.split('\n', 1)[0]!, commands] as const] : [];
});

describe('the guide by version', () => {
  test.each(PATHS)('runs over the example: %s', { timeout: 120_000 }, async (_title, commands) => {
    const folder = folderOf(suite);
    for (const line of commands) {
      const [name, ...rest] = line.split(' ');
      expect(name).toBe('bump-testclient');
      const { code, stderr } = await runIn(folder, rest.join(' '));
      // 1: with --check something is left to change.
      expect(line.includes('--check') ? [0, 1] : [0], `${line}\n${stderr}`).toContain(code);
    }
  });

  test('has all the ways', () => {
    expect(PATHS.length).toBe(5);
  });

  test('names only facts that there are', () => {
    const named = [...GUIDE.matchAll(/\(([A-Z]\d+[a-z]?(?:, [A-Z]\d+[a-z]?)*)\)/g)].flatMap(([, ids = '']) =>
      ids.split(', '),
    );
    expect(named).not.toEqual([]);
    const ids = FACTS.map(({ id }) => id);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
