import { lineEnding } from '../../../core/lines.ts';
import type { Span, TextEdit } from '../../../core/text.ts';
import { insertLast, type Page } from '../../kernel/lists.ts';
import { oncePer } from '../../kernel/once.ts';
import { childrenOf, isMember, keyName, requiredBy, spanOf, unwrap } from '../ast.ts';
import type { ImportDeclaration, ImportSpecifier, Node, ObjectPattern, Statement } from '../ast.ts';
import { find, type Tree } from './find.ts';
import { quoted, styleAt } from './quotes.ts';

/** `import { a } from "b"`, or `const { a } = require("b")`. */
interface Import {
  readonly statement: Statement;
  readonly from: string;
  /** The names in its braces; `undefined` where it has none, or imports only types. */
  readonly names?: readonly Imported[];
  readonly inside?: Span;
}

/** A name of the module, and what it is called here. */
interface Imported extends Span {
  readonly name: string | undefined;
  readonly local: string | undefined;
}

/**
 * Makes `name` of the module `from` available to the whole file. No edit where it is already; undefined where the name
 * stands for something else anywhere in the file.
 */
export function importName(tree: Tree, from: string, name: string): readonly TextEdit[] | undefined {
  const imports = tree.program.body.flatMap((statement) => importIn(tree, statement) ?? []);
  const ofModule = imports.filter((one) => one.from === from);
  const isThere = ofModule.some(({ names }) => names?.some((one) => one.name === name && one.local === name));
  if (isThere) return [];
  if (namesIn(tree).has(name)) return undefined;
  return merge(tree, ofModule, () => name) ?? addLine(tree, imports, from, name);
}

/**
 * Adds `name`, called `local` in the file, to a statement that imports names of the module already. `undefined` where there is
 * none but `statement`.
 */
export function mergeImport(
  tree: Tree,
  from: string,
  name: string,
  local: string,
  statement: Node,
): readonly TextEdit[] | undefined {
  const others = tree.program.body
    .flatMap((one) => importIn(tree, one) ?? [])
    .filter((one) => one.from === from && one.statement !== statement);
  if (others.some(({ names }) => names?.some((one) => one.name === name && one.local === local))) return [];
  return merge(tree, others, (isRequired) => {
    if (name === local) return name;
    return isRequired ? `${name}: ${local}` : `${name} as ${local}`;
  });
}

function merge(
  tree: Tree,
  imports: readonly Import[],
  name: (isRequired: boolean) => string,
): readonly TextEdit[] | undefined {
  const host = imports.find(({ inside }) => inside);
  if (!host?.inside) return undefined;
  const text = name(host.statement.type === 'VariableDeclaration');
  return insertLast(tree, { inside: host.inside, items: host.names ?? [] }, text);
}

function importIn(page: Page, statement: Statement): Import | undefined {
  if (statement.type === 'ImportDeclaration') return importDeclaration(page, statement);
  if (statement.type !== 'VariableDeclaration') return undefined;
  const [{ id, init } = { id: undefined, init: undefined }] = statement.declarations;
  const from = init ? requiredBy(unwrap(init)) : undefined;
  if (!id || from === undefined) return undefined;
  return id.type === 'ObjectPattern' && !id.properties.some(({ type }) => type === 'RestElement')
    ? { statement, from, names: namesOf(id), inside: insideOf(id) }
    : { statement, from };
}

function importDeclaration(page: Page, statement: ImportDeclaration): Import {
  const from = statement.source.value;
  const names = statement.specifiers.filter((one): one is ImportSpecifier => one.type === 'ImportSpecifier');
  if (names.length === 0 || statement.importKind === 'type' || statement.importKind === 'typeof')
    return { statement, from };
  const open = find(page, '{', spanOf(statement).start);
  const close = find(page, '}', spanOf(names.at(-1)!).end);
  const imported = names
    .filter(({ importKind }) => importKind !== 'type')
    .map((one) => ({ ...spanOf(one), name: keyName(one.imported, false), local: one.local.name }));
  return { statement, from, names: imported, inside: { start: open + 1, end: close } };
}

const insideOf = (pattern: ObjectPattern): Span => {
  const { start, end } = spanOf(pattern);
  return { start: start + 1, end: end - 1 };
};

const namesOf = ({ properties }: ObjectPattern): readonly Imported[] =>
  properties.map((one) => ({
    ...spanOf(one),
    name: one.type === 'ObjectProperty' ? keyName(one.key, one.computed) : undefined,
    local: one.type === 'ObjectProperty' && one.value.type === 'Identifier' ? one.value.name : undefined,
  }));

/** Every name that stands in the file, but for those of members and in the modules they are imported from. */
export const namesIn = oncePer(({ program }: Tree): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') found.add(node.name);
    if (node.type === 'ImportSpecifier') return visit(node.local);
    const label = isMember(node) && !node.computed ? node.property : undefined;
    for (const child of childrenOf(node)) if (child !== label) visit(child);
  };
  visit(program);
  return found;
});

/** Below the last import of those that begin the file; otherwise above the first statement. */
function addLine(tree: Tree, imports: readonly Import[], from: string, name: string): readonly TextEdit[] {
  const { body } = tree.program;
  const isModule = imports.every(({ statement }) => statement.type === 'ImportDeclaration');
  const inner = styleAt(tree, spanOf(tree.program)).spaced ? ` ${name} ` : name;
  const source = quoted(from, styleAt(tree, spanOf(tree.program)));
  const end = tree.source[spanOf(body[0] ?? tree.program).end - 1] === ';' || body.length === 0 ? ';' : '';
  const line = isModule
    ? `import {${inner}} from ${source}${end}`
    : `const {${inner}} = require(${source})${end}`;
  const firstOther = body.findIndex((one) => !imports.some(({ statement }) => statement === one));
  const last = body.slice(0, firstOther < 0 ? undefined : firstOther).at(-1);
  const eol = lineEnding(tree.source);
  if (last) return [{ start: spanOf(last).end, end: spanOf(last).end, text: eol + line }];
  const at = body[0] ? spanOf(body[0]).start : tree.source.length;
  return [{ start: at, end: at, text: line + eol }];
}
