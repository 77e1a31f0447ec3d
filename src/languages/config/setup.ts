import { addAll } from '../../core/group.ts';
import type { Entry } from './listed.ts';
import { readRequirement } from './specifiers.ts';

/**
 * The requirements in the lists of a setup.py that are written where they are given: `install_requires=["fastapi"]`,
 * `extras_require={"test": ["pytest"]}`. None where one of the lists is anything but plain strings: it may be the one for the tests.
 */
export function entriesInSetup(text: string): readonly Entry[] {
  const lists = Array.from(text.matchAll(LISTS)).flatMap((found) => {
    const [{ length }, lead = ''] = found;
    return /["'#]/.test(lead) ? [] : [literalAt(text, found.index + length)];
  });
  return lists.some((list) => list === undefined) ? [] : lists.flatMap((list = []) => list);
}

/** Not where a name is handed on, as in `install_requires=install_requires`: what was assigned to it is read. */
const LISTS = /^(.*?)\b(install_requires|tests_require|extras_require)\s*=(?!=|\s*\2\b)/gm;

/** White space and comments, a string without escapes, or a bracket, a comma or a colon. */
const TOKEN = /(?:\s|#[^\r\n]*)*(?:("[^"\\\r\n]*"|'[^'\\\r\n]*')|([[\](){},:]))/y;

/** The requirements in a literal of lists and dictionaries; undefined where it holds something else. */
function literalAt(text: string, start: number): readonly Entry[] | undefined {
  if (!/^\s*[[{]/.test(text.slice(start, start + 100))) return undefined;
  const entries: Entry[] = [];
  const open: string[] = [];
  let isBeside = false;
  TOKEN.lastIndex = start;
  do {
    const [token, string, mark = ''] = TOKEN.exec(text) ?? [];
    if (token === undefined) return undefined;
    if (string !== undefined) {
      // Strings side by side are one; `""` may begin a long string.
      if (isBeside || string.length === 2) return undefined;
      if (open.at(-1) !== '{') addAll(entries, entryOf(string, TOKEN.lastIndex));
    } else if (/[[({]/.test(mark)) open.push(mark);
    else if (/[\])}]/.test(mark)) open.pop();
    isBeside = string !== undefined;
  } while (open.length > 0);
  return entries;
}

function entryOf(string: string, end: number): readonly Entry[] {
  const read = readRequirement(string.slice(1, -1));
  return read ? [{ ...read, start: end - string.length, end, form: 'text' }] : [];
}
