import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LanguageName } from '../../core/rule.ts';
import { formatFile } from './format.ts';
import { HEADINGS } from './header.ts';
import { ALL_LANGUAGES, type NewRule } from './new-args.ts';
import { FIXTURE_EXTENSION } from './files.ts';

const UNRELEASED = '## Unreleased\n';

/** What the files of a new rule hold for one language. */
interface Template {
  /** The `basic` fixture: a test file that the new rule leaves alone, until it does something. */
  readonly basic: string;
  /** The tag of a snippet in a test, from `test/support/snippets.ts`. */
  readonly tag: string;
  readonly before: string;
  readonly after: string;
  /** Code that the rule has to leave alone. */
  readonly other: string;
}

const TEMPLATES: Readonly<Record<LanguageName, Template>> = {
  python: {
    basic: `from starlette.testclient import TestClient

from app import app

client = TestClient(app)


def test_read():
    assert client.get("/").status_code == 200
`,
    tag: 'py',
    before: 'client.get("/", old=True)',
    after: 'client.get("/", new=True)',
    other: 'other.get("/", old=True)',
  },
  javascript: {
    basic: `import { TestClient } from './testing';
import { app } from './app';

const client = new TestClient(app);

test('read', async () => {
  expect((await client.get('/')).statusCode).toBe(200);
});
`,
    tag: 'ts',
    before: 'client.get("/", { old: true })',
    after: 'client.get("/", { new: true })',
    other: 'other.get("/", { old: true })',
  },
  config: {
    basic: '[dependency-groups]\ntest = [\n    "pytest",\n]\n',
    tag: 'toml',
    before: '[dependency-groups]\ntest = ["pytest"]',
    after: '[dependency-groups]\ntest = ["new", "pytest"]',
    other: '[dependency-groups]\ntest = ["other"]',
  },
};

/**
 * Writes the files of a new rule for some languages. The rule does nothing yet: everything passes but the one case of its
 * test. Returns the paths. Throws an error for a person if the name is not in kebab-case or a file already exists.
 */
export async function scaffold(root: string, { name, languages }: NewRule): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" cannot name a rule: write it in kebab-case, as in cookies-to-client`);
  }
  const files = await filesOf(root, { name, languages });
  const inTheWay = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (inTheWay.length > 0)
    throw new Error(`nothing was written, these files already exist: ${inTheWay.join(', ')}`);
  const changelog = addEntry(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), name);
  const all = { ...files, 'CHANGELOG.md': changelog };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(all);
}

async function filesOf(root: string, wanted: NewRule): Promise<Readonly<Record<string, string>>> {
  const { name, languages } = wanted;
  const fixtures = languages.flatMap((language): [string, string][] => {
    const base = `__testfixtures__/${name}/basic`;
    const extension = FIXTURE_EXTENSION[language];
    return [
      [`${base}.input.${extension}`, TEMPLATES[language].basic],
      [`${base}.output.${extension}`, TEMPLATES[language].basic],
      [`${base}.report${language === 'python' ? '' : `.${extension}`}.txt`, 'nothing found\n'],
    ];
  });
  const [rule, test] = [`transforms/${name}.ts`, `test/transforms/${name}.test.ts`];
  return {
    [rule]: await formatFile(root, rule, ruleFile(wanted)),
    [test]: await formatFile(root, test, testFile(wanted)),
    ...Object.fromEntries(fixtures),
  };
}

const ruleFile = ({ name, languages }: NewRule): string => `import { defineRule } from '../src/core/rule.ts';
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
${languagesLine(languages)}\
  // TODO: what it wants to see, and whose clients; a handler gets no other site.
  wants: { libraries: ['test-client'], calls: [{ options: ['old'] }] },
  *call() {
    // TODO: yield a finding for each call that has to change.
  },
});

export default toTransform(rule);
`;

/** A rule for every language does not list them. */
const languagesLine = (languages: readonly LanguageName[]): string =>
  languages.length < ALL_LANGUAGES.length
    ? `  languages: [${languages.map((one) => `'${one}'`).join(', ')}],\n`
    : '';

function testFile({ name, languages }: NewRule): string {
  const templates = languages.map((language) => TEMPLATES[language]);
  const snippet = (tag: string, code: string): string => `${tag}\`${code}\`,`;
  return `import { rule } from '../../transforms/${name}.ts';
import { cases, noop } from '../support/rules.ts';
import { ${templates.map(({ tag }) => tag).join(', ')} } from '../support/snippets.ts';

cases(rule, [
  [
    'TODO: say what now happens',
${templates.map(({ tag, before, after }) => `    ${snippet(tag, before)}\n    ${snippet(tag, after)}\n`).join('')}\
  ],
]);

noop(rule, [
${templates.map(({ tag, other }) => `  ${snippet(tag, other)} // not a client\n`).join('')}\
]);
`;
}

function addEntry(changelog: string, name: string): string {
  const at = changelog.indexOf(UNRELEASED);
  if (at === -1) throw new Error(`CHANGELOG.md: it has no line "${UNRELEASED.trim()}"`);
  const from = at + UNRELEASED.length;
  return `${changelog.slice(0, from)}\n- \`${name}\`: TODO: what it does, for users.\n${changelog.slice(from).replace(/^\n(?=- )/, '')}`;
}
