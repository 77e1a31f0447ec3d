import { writtenIn } from '../../clients/dependencies/dependencies.ts';
import type { Intent } from '../../core/rule.ts';
import type { TextEdit } from '../../core/text.ts';

/**
 * The edit that requires a package beside another, in the style of the list. It stands above it, so that the commas, comments and line
 * ends around it stay. Undefined: the list is written in a way that leaves no place for it.
 */
export function lower(intent: Intent, source: string): readonly TextEdit[] | undefined {
  if (intent.do !== 'add-requirement') return undefined;
  const { beside, name, versions } = intent;
  const { start, end, form } = beside;
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const before = source.slice(lineStart, start);
  const lineEnd = /\r?\n|$/.exec(source.slice(end))!;
  const eol = lineEnd[0] || (source.includes('\r\n') ? '\r\n' : '\n');
  const added = writtenIn(form, name, versions, source[start] ?? '"');
  if (form === 'line') {
    const indent = /^\s*(?=[\w,{}!-]+:\s+$)/.exec(before)?.[0] ?? before;
    if (indent.trim() === '') return [{ start: lineStart, end: lineStart, text: `${indent}${added}${eol}` }];
    // The first requirement stands behind the name of its list.
    const isLast = lineEnd.index === 0 && !source.slice(start, end).includes(';');
    return isLast ? [{ start: end, end, text: `${eol}    ${added}` }] : undefined;
  }
  if (before.trim() === '')
    return [{ start: lineStart, end: lineStart, text: before + added + separator(form) + eol }];
  return [{ start, end: start, text: `${added}, ` }];
}

const separator = (form: 'text' | 'entry'): string => (form === 'text' ? ',' : '');
