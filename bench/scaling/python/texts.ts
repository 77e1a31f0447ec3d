import { times, type Shape } from '../shape.ts';
import { CHANGING, testModule } from './module.ts';

/** Texts that are hard for a parser, or for what walks its trees. */
export const TEXTS: readonly Shape[] = [
  {
    name: 'comments',
    what: 'lines of comments after a statement',
    size: 40_000,
    files: (n) =>
      testModule(`${CHANGING}${times(n, (i) => `    # A comment, number ${i}.\n`)}    assert True\n`),
  },
  {
    name: 'backslashes',
    what: 'lines that a backslash continues',
    size: 20_000,
    files: (n) => testModule(`${CHANGING}\ntotal = 0${times(n, (i) => ` + \\\n    ${i}`)}\n`),
  },
  {
    name: 'empty-continuations',
    what: 'lines of nothing but a backslash',
    size: 40_000,
    files: (n) => testModule(`${CHANGING}\ntotal = 0 + ${times(n, () => '\\\n')}    1\n`),
  },
  {
    name: 'strings',
    what: 'lines of a text in three quotes',
    size: 40_000,
    files: (n) => testModule(`${CHANGING}\nTEXT = """\n${times(n, (i) => `line ${i} of the text\n`)}"""\n`),
  },
  {
    name: 'f-strings',
    what: 'places in f-strings',
    size: 16_000,
    files: (n) =>
      testModule(`
def test_texts():
    number = 7
${times(n, (i) => `    assert client.get(f"/orders/{number}/${i}/{number:>{number}}") is not None\n`)}`),
  },
  {
    name: 'concatenated',
    what: 'literals that make one text',
    size: 40_000,
    files: (n) => testModule(`${CHANGING}\nTEXT = (\n${times(n, (i) => `    "part ${i} of the text"\n`)})\n`),
  },
  {
    name: 'elif',
    what: 'branches of one if',
    size: 8_000,
    files: (n) =>
      testModule(`
def test_branches(mode):
    if mode == "none":
        response = client.get("/", allow_redirects=False)
${times(n, (i) => `    elif mode == "mode ${i}":\n        response = client.get("/${i}", allow_redirects=False)\n`)}
    assert response.ok
`),
  },
  {
    name: 'nesting',
    what: 'blocks in blocks',
    size: 96,
    files: (n) =>
      testModule(
        times(20, (number) => {
          const blocks = times(n, (i) => `${'    '.repeat(i + 1)}if flag_${i}:\n`);
          const call = `client.get("/${number}", allow_redirects=False)`;
          return `\ndef test_nested_${number}():\n${blocks}${'    '.repeat(n + 1)}assert ${call}.ok\n`;
        }),
      ),
  },
  {
    name: 'chained',
    what: 'calls on the result of calls',
    size: 800,
    files: (n) =>
      testModule(`${CHANGING}\nquery = select(${times(n, (i) => `.where(column_${i} == ${i})`).slice(1)})\n`),
  },
];
