import { structuredPatch, type StructuredPatchHunk } from 'diff';
import type { FileReport } from '../core/report.ts';
import { plural, printable } from './layout.ts';
import type { Painter, Reporter } from './reporter.ts';

/** Every change as one patch for `git apply` or `patch -p1`; for the eye only when it is coloured. */
export const diff: Reporter = ({ files }, { paint }) => {
  const render = paint.level > 0 ? pretty : patch;
  const parts = files.filter(isChanged).map((file) => render(file, paint));
  return parts.join(paint.level > 0 ? '\n' : '');
};

type ChangedFile = FileReport & { readonly before: string; readonly after: string };

const isChanged = (file: FileReport): file is ChangedFile =>
  file.before !== undefined && file.after !== undefined && file.before !== file.after;

const patch = (file: ChangedFile): string =>
  `--- ${fileName('a/' + file.path)}\n+++ ${fileName('b/' + file.path)}\n` +
  hunksOf(file)
    .map((hunk) => [range(hunk), ...hunk.lines, ''].join('\n'))
    .join('');

function pretty(file: ChangedFile, paint: Painter): string {
  const title = `${paint.bold(printable(file.path))} ${paint.dim(plural(file.edits.length, 'edit'))}\n`;
  return (
    title +
    hunksOf(file)
      .flatMap((hunk) => [paint.cyan(range(hunk)), ...hunk.lines.map((line) => painted(line, paint)), ''])
      .join('\n')
  );
}

function painted(line: string, paint: Painter): string {
  // The carriage return of a CRLF would send the cursor back over the line.
  const shown = printable(line.replace(/\r$/, ''));
  switch (line[0]) {
    case '-':
      return paint.red(shown);
    case '+':
      return paint.green(shown);
    case '\\':
      return paint.dim(shown);
    default:
      return shown;
  }
}

const hunksOf = ({ before, after }: ChangedFile): readonly StructuredPatchHunk[] =>
  structuredPatch('', '', before, after, undefined, undefined, { context: 3 }).hunks;

const range = ({ oldStart, oldLines, newStart, newLines }: StructuredPatchHunk): string =>
  `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`;

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '"': '"',
  '\\': '\\',
};

/** A name as git writes it in a header: in quotes where it must be, else closed by a tab when it holds a space. */
function fileName(name: string): string {
  const quoted = name.replace(
    /[\x00-\x1f\x7f"\\]/g,
    (c) => '\\' + (ESCAPES[c] ?? c.charCodeAt(0).toString(8).padStart(3, '0')),
  );
  if (quoted !== name) return `"${quoted}"`;
  return name.includes(' ') ? name + '\t' : name;
}
