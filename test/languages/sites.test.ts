import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Language } from '../../src/core/language.ts';
import { migrate } from '../../src/core/engine/migrate.ts';
import type { Site } from '../../src/core/sites.ts';
import { languageOf } from '../../src/languages/index.ts';
import { rules } from '../../src/registry.ts';

const FIXTURES = readdirSync('__testfixtures__', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.includes('.input.') && languageOf(file))
  .sort();

/** A language that books each site it is handed, and whether that is one that it gave itself. */
function watched(language: Language): { readonly language: Language; readonly own: boolean[] } {
  const own: boolean[] = [];
  return {
    own,
    language: {
      ...language,
      async open(...args) {
        const document = await language.open(...args);
        const given = new Set(document.sites);
        const book = (site: Site): void => void own.push(given.has(site));
        return {
          ...document,
          clientUse(call, moved) {
            book(call);
            const use = document.clientUse(call, moved);
            if (use.made) given.add(use.made);
            return use;
          },
          trace(call) {
            book(call);
            return document.trace(call);
          },
          lower(intent) {
            if ('call' in intent) book(intent.call);
            return document.lower(intent);
          },
        };
      },
    },
  };
}

/** A language knows a site by its identity: it finds no node for a copy. */
test('rules hand a language the very sites it has given them', async () => {
  const handed: boolean[] = [];
  for (const file of FIXTURES) {
    const language = await languageOf(file)?.load();
    if (!language) throw new Error(`no language reads ${file}`);
    const watch = watched(language);
    await migrate(readFileSync(`__testfixtures__/${file}`, 'utf8'), file, watch.language, {
      rules,
      allow: 'unsafe',
    });
    handed.push(...watch.own);
  }
  expect(handed.length).toBeGreaterThan(100);
  expect(handed.filter((isOwn) => !isOwn)).toEqual([]);
});
