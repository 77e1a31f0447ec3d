import type { Intent } from '../../../core/rule.ts';
import type { TextEdit } from '../../../core/text.ts';
import { holdsComment, type Page } from '../../kernel/lists.ts';
import type { Call } from '../ast/expressions.ts';
import type { Ast } from '../ast/statements.ts';
import { spell } from '../names.ts';
import { quoteStyle } from './quotes.ts';

/** `**{"content" if isinstance(body, (str, bytes)) else "data": body}` in the place of `data=body`. */
export function chooseOption(
  { item, to, of }: Extract<Intent, { readonly do: 'choose-option' }>,
  page: Page,
  ast: Ast,
  node: Call | undefined,
): readonly TextEdit[] | undefined {
  const { source } = page;
  const argument = node?.args.find(({ name }) => name?.start === item.key.start);
  if (!node || argument?.value.kind !== 'name' || holdsComment(page, argument)) return undefined;
  // Nothing can be unpacked with one star behind two.
  if (node.args.some(({ form, start }) => form === 'splat' && start > argument.start)) return undefined;
  if ([...of, 'isinstance'].some((name) => mayBeBound(name, source))) return undefined;
  const { quote, banned } = quoteStyle(source, ast, argument);
  if (banned) return undefined;
  const { id } = argument.value;
  const [chosen, other] = [to, item.key.name].map((name) => quote + spell(name) + quote);
  const text = `**{${chosen} if isinstance(${id}, (${of.join(', ')})) else ${other}: ${id}}`;
  return [{ start: argument.start, end: argument.end, text }];
}

/** Whether anything in a text may give a name of Python itself another meaning. */
const mayBeBound = (name: string, source: string): boolean =>
  new RegExp(
    String.raw`\b(?:def|class|as|import|for|global)\s+${name}\b|\b${name}\s*=(?!=)|\bimport\s+(?:\*|[\w\s,(]*\b${name}\b)|\bdef\s+\w+\([^)]*\b${name}\s*[,)]`,
  ).test(source);
