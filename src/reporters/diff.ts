import type { FileReport, Report } from '../core/report.ts';
import type { TextEdit } from '../core/text.ts';
import { plural } from './layout.ts';
import { compareLines } from './patch/compare.ts';
import { hunksOf, linesWithEnds, type Hunk } from './patch/hunks.ts';
import type { Painter, Reporter } from './reporter.ts';
import { printable } from './visible.ts';

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** All changes as one patch for `git apply` and `patch -p1`. Returns bytes, because each file has its own encoding. */
export const patch = ({ files }: Report): Uint8Array => Buffer.concat(files.filter(isChanged).map(patchOf));

/** All changes as a coloured diff, for reading. */
export const colouredDiff: Reporter = ({ files }, { paint }) =>
  files
    .filter(isChanged)
    .map((file) => pretty(file, paint))
    .join('\n');

type ChangedFile = FileReport & { readonly before: string; readonly after: string };

const isChanged = (file: FileReport): file is ChangedFile =>
  file.before !== undefined && file.after !== undefined && file.before !== file.after;

function patchOf({ path, bytes, before, after }: ChangedFile): Uint8Array {
  const header = `--- ${fileName('a/' + path)}\n+++ ${fileName('b/' + path)}\n`;
  // Decoding as Latin-1 and encoding again keeps the bytes of any single-byte encoding.
  const hunks = bytes
    ? hunksOf(latin1(bytes.before), latin1(bytes.after), CONTEXT)
    : hunksOf(before, after, CONTEXT);
  const body = hunks.map((hunk) => [range(hunk), ...hunk.lines, ''].join('\n')).join('');
  return Buffer.concat([Buffer.from(header), Buffer.from(body, bytes ? 'latin1' : 'utf8')]);
}

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

function pretty({ path, edits, before, after }: ChangedFile, paint: Painter): string {
  const title = `${paint.bold(printable(path))} ${paint.dim(plural(edits.length, 'edit') + seenAmong(edits))}\n`;
  const hunks = hunksOf(before, after, CONTEXT).map((hunk) =>
    [paint.cyan(range(hunk)), ...hunk.lines.map((line) => painted(line, paint)), ''].join('\n'),
  );
  return title + hunks.join('\n');
}

/** How many of the edits of a file rest on a recorded run. */
function seenAmong(edits: FileReport['edits']): string {
  const count = edits.filter(({ safety }) => safety === 'seen').length;
  return count > 0 ? `, ${count} by the recorded run` : '';
}

/** A line of a diff in its colour: it begins with a space, `-`, `+` or a backslash. */
export function painted(line: string, paint: Painter): string {
  // On a terminal, the carriage return of a CRLF would move the cursor back to the start of the line.
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

/** The edits of whole lines that turn one text into another; sorted, none touches another. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const [old, now] = [linesWithEnds(before), linesWithEnds(after)];
  const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0);
  let [line, to, at] = [0, 0, 0];
  let isOpen = false;
  for (const { count, added, removed } of compareLines(old, now)) {
    const end = added ? at : at + lengthOf(old.slice(line, line + count));
    if (added || removed) {
      const last = isOpen ? edits.pop() : undefined;
      const { start, text } = last ?? { start: at, text: '' };
      edits.push({ start, end, text: added ? text + now.slice(to, to + count).join('') : text });
    }
    isOpen = added || removed;
    at = end;
    if (!added) line += count;
    if (!removed) to += count;
  }
  return edits;
}

const range = ({ oldStart, oldLines, newStart, newLines }: Hunk): string =>
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

/** A file name as git writes it in a header: quoted if it has to be, else followed by a tab if it contains a space. */
function fileName(name: string): string {
  const quoted = name.replace(
    /[\x00-\x1f\x7f"\\]/g,
    (c) => '\\' + (ESCAPES[c] ?? c.charCodeAt(0).toString(8).padStart(3, '0')),
  );
  if (quoted !== name) return `"${quoted}"`;
  return name.includes(' ') ? name + '\t' : name;
}
