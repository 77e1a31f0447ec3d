import type { Intent } from '../../../src/core/rule.ts';
import { applyEdits, type Span } from '../../../src/core/text.ts';
import { bindModule, type Module } from '../../../src/languages/javascript/binding/module.ts';
import { lower } from '../../../src/languages/javascript/lowering/lower.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';

function moduleOf(source: string, path: string): Module {
  const parsed = parse(path, source);
  if ('problem' in parsed) throw new Error(`${parsed.problem.message}:\n${source}`);
  return bindModule(path, source, parsed);
}

/**
 * The source after an intent for each piece of it, which must parse; `refused` where one of them has no edits. A piece is the
 * last place where the text stands.
 */
export function lowered(
  source: string,
  pieces: readonly (string | Span)[],
  intent: (target: Span) => Intent,
  path = 'it.test.ts',
): string {
  const module = moduleOf(source, path);
  const edits = pieces.map((piece) => {
    if (typeof piece !== 'string') return lower(intent(piece), module);
    const start = source.lastIndexOf(piece);
    if (start < 0) throw new Error(`no ${piece} in ${source}`);
    return lower(intent({ start, end: start + piece.length }), module);
  });
  if (!edits.every((one) => one !== undefined)) return 'refused';
  const after = applyEdits(
    source,
    edits.flat().sort((a, b) => a.start - b.start || a.end - b.end),
  );
  moduleOf(after, path);
  return after;
}
