import type { Span } from '../../../core/text.ts';
import type { Ast } from '../ast/statements.ts';
import { statements } from './blocks.ts';
import type { Reading } from './cst.ts';
import { findProblem } from './problem.ts';

/** Our tree of a file that was read; what does not parse is in it as far as it can be made out. */
export function toAst({ root, comments, broken }: Reading, source: string): Ast {
  const problem = broken ? findProblem(root, source) : undefined;
  return {
    body: statements(root, source),
    comments: comments.map((one) => withoutReturn(one, source)),
    ...(problem && { problem }),
  };
}

/** The grammar counts the first half of CRLF to a comment. */
const withoutReturn = ({ start, end }: Span, source: string): Span => ({
  start,
  end: source[end - 1] === '\r' ? end - 1 : end,
});
