import type { LanguageName } from '../../src/core/rule.ts';

/** A piece of a test suite in one language. */
export interface Snippet {
  readonly language: LanguageName;
  readonly text: string;
}

const PRELUDE = 'from starlette.testclient import TestClient\nclient = TestClient(app)\n';

/** Where a snippet says itself what `client` is. */
const BINDS_CLIENT =
  /TestClient|\bclient\s*(?::|=[^=])|\b(?:as|for|import) client\b|\bdef \w+\((?:[^()]*,\s*)?client\b(?!\.)/;

/**
 * Python code, its common indentation taken off. Where it uses `client` and does not say what that is, a client is made
 * above it. Backslashes are taken as they stand.
 */
export function py(strings: TemplateStringsArray, ...values: readonly string[]): Snippet {
  const text = dedent(String.raw(strings, ...values));
  const needsClient = /\bclient\b/.test(text) && !BINDS_CLIENT.test(text);
  return { language: 'python', text: needsClient ? PRELUDE + text : text };
}

const MODULE_PRELUDE = 'import { TestClient } from "./client";\nconst client = new TestClient(app);\n';

/** As above, of a declaration, a parameter, an import or a fixture. */
const DECLARES_CLIENT =
  /TestClient|\b(?:const|let|var) client\b|\bclient\s*:|[{,]\s*client\s*[,}]|\bfunction\b[^)]*\bclient\b(?![.?[])|\(client\b[^()]*\)\s*=>|\bclient\s*=(?!=)/;

/** TypeScript code, treated alike. Placeholders take text; what is to be interpolated in it is escaped: `\${x}`. */
export function ts(strings: TemplateStringsArray, ...values: readonly string[]): Snippet {
  const text = dedent(String.raw(strings, ...values))
    .replaceAll('\\${', '${')
    .replaceAll('\\`', '`');
  const needsClient = /\bclient\b/.test(text) && !DECLARES_CLIENT.test(text);
  return { language: 'javascript', text: needsClient ? MODULE_PRELUDE + text : text };
}

/** A pyproject.toml. */
export const toml = (strings: TemplateStringsArray, ...values: readonly string[]): Snippet => ({
  language: 'config',
  text: dedent(String.raw(strings, ...values)),
});

/** Takes away the first line break, the indentation that all lines share, and that of the last line if it is blank. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n')
    .split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(Number.isFinite(shared) ? shared : 0)).join('\n');
}

/**
 * Source text of several lines: dedented, without the line break at its end. A placeholder takes text as it is; alone on a
 * line it stands for whole lines, such as the imports of a file. Backslashes are taken as they stand, and what is to be
 * interpolated in the text itself is escaped: `\${x}`.
 */
export function code(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const [first = '', ...rest] = dedent(strings.raw.join(PLACEHOLDER)).replace(/\n$/, '').split(PLACEHOLDER);
  let text = first;
  for (const [index, piece] of rest.entries()) {
    const value = values[index] ?? '';
    const isWholeLines = /(?:^|\n)$/.test(text) && piece.startsWith('\n') && /(?:^|\n)$/.test(value);
    text += value + (isWholeLines ? piece.slice(1) : piece);
  }
  return text.replaceAll('\\${', '${').replaceAll('\\`', '`');
}

/** A character that no snippet holds. */
const PLACEHOLDER = '\uE000';
