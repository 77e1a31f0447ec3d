import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languages } from '../languages/index.ts';
import type { LanguageName } from '../core/rule.ts';
import { HEADINGS } from './header.ts';
import { FIXTURE_EXTENSION } from './rules.ts';

const UNRELEASED = '## Unreleased\n';

/** A file of a language that the new rule leaves alone, until it does something. */
const BASIC: Readonly<Record<LanguageName, string>> = {
  python: `from starlette.testclient import TestClient

from app import app

client = TestClient(app)


def test_read():
    assert client.get("/").status_code == 200
`,
  javascript: `import { TestClient } from './testing';
import { app } from './app';

const client = new TestClient(app);

test('read', async () => {
  expect((await client.get('/')).statusCode).toBe(200);
});
`,
};

/**
 * Writes the files of a new rule, which does nothing yet: all is green but its one test. Returns their paths; throws an
 * error for a person when the name will not do or a file is in the way.
 */
export function scaffold(root: string, name: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" is no name for a rule: write it in kebab-case, as in cookies-to-client`);
  }
  const files = filesOf(name);
  const inTheWay = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (inTheWay.length > 0)
    throw new Error(`nothing was written, these exist already: ${inTheWay.join(', ')}`);
  const changelog = addEntry(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), name);
  const all = { ...files, 'CHANGELOG.md': changelog };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(all);
}

function filesOf(name: string): Readonly<Record<string, string>> {
  const fixtures = languages.flatMap(({ name: language }): [string, string][] => {
    const base = `__testfixtures__/${name}/basic`;
    const extension = FIXTURE_EXTENSION[language];
    return [
      [`${base}.input.${extension}`, BASIC[language]],
      [`${base}.output.${extension}`, BASIC[language]],
      [`${base}.report${language === 'python' ? '' : `.${extension}`}.txt`, 'nothing found\n'],
    ];
  });
  return {
    [`transforms/${name}.ts`]: ruleFile(name),
    [`test/transforms/${name}.test.ts`]: testFile(name),
    ...Object.fromEntries(fixtures),
  };
}

const ruleFile = (name: string): string => `import { defineRule } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * ${HEADINGS.changed} - TODO: one sentence, and the upstream release note or line.
 *
 * ${HEADINGS.breaks} - TODO: what fails if left alone, on which version.
 *
 * ${HEADINGS.safety} - TODO: safe, or what a reader must check.
 *
 * ${HEADINGS.leaves} - TODO: the cases it leaves, on purpose.
 */
export const rule = defineRule({
  name: '${name}',
  summary: 'TODO: one line for the list of rules.',
  safety: 'safe',
  // TODO: what it wants to see, and whose clients; a handler gets no other site.
  wants: { libraries: ['test-client'], calls: [{ options: ['old'] }] },
  *call() {
    // TODO: yield a finding for each call that has to change.
  },
});

export default toTransform(rule);
`;

const testFile = (name: string): string => `import { rule } from '../../transforms/${name}.ts';
import { cases, noop } from '../support/rules.ts';
import { py, ts } from '../support/snippets.ts';

cases(rule, [
  [
    'TODO: say what now happens',
    py\`client.get("/", old=True)\`,
    py\`client.get("/", new=True)\`,
    ts\`client.get("/", { old: true })\`,
    ts\`client.get("/", { new: true })\`,
  ],
]);

noop(rule, [
  py\`other.get("/", old=True)\`, // not a client
  ts\`other.get("/", { old: true })\`,
]);
`;

function addEntry(changelog: string, name: string): string {
  const at = changelog.indexOf(UNRELEASED);
  if (at === -1) throw new Error(`CHANGELOG.md: it has no line "${UNRELEASED.trim()}"`);
  const from = at + UNRELEASED.length;
  return `${changelog.slice(0, from)}\n- \`${name}\`: TODO: what it does, for users.\n${changelog.slice(from).replace(/^\n(?=- )/, '')}`;
}
