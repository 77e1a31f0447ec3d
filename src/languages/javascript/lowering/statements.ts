import { slice, type Span, type TextEdit } from '../../../core/text.ts';
import { holdsComment } from '../../kernel/lists.ts';
import { spanOf, type Node } from '../ast.ts';
import { isSame, nodesAround, type Tree } from './find.ts';

type Edits = readonly TextEdit[] | undefined;

/**
 * Removes a statement, or a member of a class, with its line. Refuses where a comment would be lost or left without what it
 * is about, and where the statement above, which ends without a semicolon, would go on with the one below.
 */
export function removeStatement(statement: Span, tree: Tree): Edits {
  if (holdsComment(tree, statement) || isExplained(statement, tree)) return undefined;
  const around = nodesAround(tree, statement);
  const owner = around.findLast((node) => listIn(node)?.some((one) => isIt(one, statement)));
  const list = owner && listIn(owner);
  if (!owner || !list) return emptied(around, statement);
  const index = list.findIndex((one) => isIt(one, statement));
  // Other fixes may remove the statements in between.
  if (list.slice(0, index).some((one) => joins(one, list[index + 1], tree))) return undefined;
  const inside = insideOf(owner);
  if (list.length === 1 && inside && !holdsComment(tree, inside)) return [{ ...inside, text: '' }];
  return [{ ...(lineOf(statement, tree) ?? partOfLine(statement, tree)), text: '' }];
}

/** Statements, or members of a class, one after the other. */
function listIn(node: Node): readonly Node[] | undefined {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
    case 'ClassBody':
      return node.body;
    case 'SwitchCase':
      return node.consequent;
    default:
      return undefined;
  }
}

/** Decorators may stand before the statement that they are of. */
const isIt = (node: Node, statement: Span): boolean => {
  const { start, end } = spanOf(node);
  return end === statement.end && start >= statement.start;
};

/** What stands between the braces of a block without directives. */
function insideOf(node: Node): Span | undefined {
  if (node.type !== 'BlockStatement' && node.type !== 'ClassBody') return undefined;
  if (node.type === 'BlockStatement' && node.directives.length > 0) return undefined;
  const { start, end } = spanOf(node);
  return { start: start + 1, end: end - 1 };
}

/** The statement is all of a body without braces: `if (a) b();`. */
function emptied(around: readonly Node[], statement: Span): Edits {
  const index = around.findIndex((node) => isSame(spanOf(node), statement));
  const node = around[index];
  const parent = around[index - 1];
  if (!node || !parent) return undefined;
  const isBody =
    ('body' in parent && parent.body === node && parent.type.endsWith('Statement')) ||
    (parent.type === 'IfStatement' && (parent.consequent === node || parent.alternate === node));
  return isBody ? [{ ...statement, text: '{}' }] : undefined;
}

/** Statements that end at their brace. */
const CLOSED =
  /^(?:Function|Class|TSInterface|TSEnum|TSModule)Declaration$|^(?:Block|If|For|ForIn|ForOf|While|Switch|Try|Labeled)Statement$|^(?:Class)?(?:Private)?Method$|^StaticBlock$/;

/** Whether a statement would go on with the one that comes to stand below it. */
function joins(above: Node, below: Node | undefined, { source }: Tree): boolean {
  if (!below || CLOSED.test(above.type)) return false;
  const isOpen = source[spanOf(above).end - 1] !== ';';
  return isOpen && /^(?:[([`+\-/*]|in\b|instanceof\b)/.test(slice(source, spanOf(below)));
}

/** Whether a comment stands on the line right above, or behind the statement on its own line. */
const isExplained = ({ start, end }: Span, { source, comments }: Tree): boolean =>
  comments.some(
    (comment) =>
      (comment.end <= start &&
        /^[^\S\r\n]*(?:\r\n|\n|\r)?[^\S\r\n]*$/.test(source.slice(comment.end, start))) ||
      (comment.start >= end && /^[^\S\r\n]*$/.test(source.slice(end, comment.start))),
  );

/** The lines of a statement with their line break, when nothing else stands on them. */
function lineOf({ start, end }: Span, tree: Tree): Span | undefined {
  const { source } = tree;
  const before = /[^\S\r\n]*$/.exec(source.slice(0, start))![0].length;
  const after = /^[^\S\r\n]*/.exec(source.slice(end))![0].length;
  const first = start - before;
  const last = end + after;
  const isAlone =
    (first === 0 || isBreak(source[first - 1])) && (last === source.length || isBreak(source[last]));
  if (!isAlone) return undefined;
  const lineBreak = /^(?:\r\n|\n|\r)/.exec(source.slice(last, last + 2))?.[0].length ?? 0;
  // On the last line, the break before it goes.
  const previous = lineBreak > 0 ? 0 : (/(?:\r\n|\n|\r)$/.exec(source.slice(0, first))?.[0].length ?? 0);
  return { start: first - previous, end: last + lineBreak };
}

const isBreak = (char: string | undefined): boolean => char === '\n' || char === '\r';

/** A statement that shares its line, with the space behind it, or before it where it is the last. */
function partOfLine({ start, end }: Span, { source }: Tree): Span {
  const after = /^[^\S\r\n]*/.exec(source.slice(end))![0].length;
  const isLast = end + after === source.length || isBreak(source[end + after]);
  const before = isLast ? /[^\S\r\n]*$/.exec(source.slice(0, start))![0].length : 0;
  return { start: start - before, end: isLast ? end : end + after };
}
