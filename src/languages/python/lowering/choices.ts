import type { Intent } from '../../../core/rule.ts';
import type { TextEdit } from '../../../core/text.ts';
import { holdsComment } from '../../kernel/lists.ts';
import type { Call } from '../ast/expressions.ts';
import type { Ast } from '../ast/statements.ts';
import { spell } from '../names.ts';
import { quoteStyle } from './quotes.ts';

interface Surroundings {
  readonly source: string;
  readonly ast: Ast;
  /** Whether the file gives a name of Python itself another meaning. */
  binds(name: string): boolean;
}

/** `**{"content" if isinstance(body, (str, bytes)) else "data": body}` in the place of `data=body`. */
export function chooseOption(
  { item, to, of }: Extract<Intent, { readonly do: 'choose-option' }>,
  { source, ast, binds }: Surroundings,
  node: Call | undefined,
): readonly TextEdit[] | undefined {
  const argument = node?.args.find(({ name }) => name?.start === item.key.start);
  if (!node || argument?.value.kind !== 'name' || holdsComment({ source, comments: ast.comments }, argument))
    return undefined;
  // Nothing can be unpacked with one star behind two.
  if (node.args.some(({ form, start }) => form === 'splat' && start > argument.start)) return undefined;
  if ([...of, 'isinstance'].some((name) => binds(name))) return undefined;
  const { quote, banned } = quoteStyle(source, ast, argument);
  if (banned) return undefined;
  const { id } = argument.value;
  const [chosen, other] = [to, item.key.name].map((name) => quote + spell(name) + quote);
  const text = `**{${chosen} if isinstance(${id}, (${of.join(', ')})) else ${other}: ${id}}`;
  return [{ start: argument.start, end: argument.end, text }];
}
