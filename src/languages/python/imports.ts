import { lineEnding } from '../../core/lines.ts';
import type { TextEdit } from '../../core/text.ts';
import { holdsComment, insertLast, type Page } from '../lists.ts';
import type { Ast, Import, ImportFrom, Stmt } from './ast.ts';
import { declare } from './binding/declare.ts';
import type { Binding } from './binding/scope.ts';
import { oncePerTree } from './find.ts';

/**
 * Makes `name` of the module `from` available to the whole file. No edit where it is already; undefined where the name
 * means something else anywhere in the file, or where there is no line to write to.
 */
export function importName(
  page: Page,
  ast: Ast,
  from: string,
  name: string,
): readonly TextEdit[] | undefined {
  const bindings = bindingsIn(ast, page.source).get(name) ?? [];
  if (!bindings.every((binding) => isImportOf(binding, from, name))) return undefined;
  const top = leadingImports(ast.body);
  if (top.some((one) => one.kind === 'import-from' && brings(one, from, name))) return [];
  const host = top.find((one) => one.kind === 'import-from' && isOpenTo(one, from));
  // The type is narrowed by the test above; `find` does not carry that over.
  const merged = host?.kind === 'import-from' ? merge(page, host, name) : undefined;
  return merged ?? addLine(page, ast, top.at(-1), `from ${from} import ${name}`);
}

const bindingsIn = oncePerTree(({ body }) => {
  const byName = new Map<string, Binding[]>();
  for (const binding of declare(body).bindings.values()) {
    byName.set(binding.name, [...(byName.get(binding.name) ?? []), binding]);
  }
  return byName;
});

const endingOf = oncePerTree((_, source) => lineEnding(source));

const isImportOf = ({ origin }: Binding, from: string, name: string): boolean =>
  origin.by === 'import-from' && isModule(origin.from, from) && origin.name === name;

const isModule = ({ level, path }: ImportFrom, from: string): boolean => level === 0 && path === from;

const isOpenTo = (statement: ImportFrom, from: string): boolean =>
  isModule(statement, from) && !statement.star;

const brings = (statement: ImportFrom, from: string, name: string): boolean =>
  isModule(statement, from) &&
  statement.names.some((one) => one.name.id === name && (one.alias?.id ?? name) === name);

/** The imports before the first statement that runs anything; what follows them may rely on the name. */
function leadingImports(body: readonly Stmt[]): readonly (Import | ImportFrom)[] {
  const end = body.findIndex(
    (statement, index) => !isImport(statement) && !(index === 0 && isDocstring(statement)),
  );
  return body.slice(0, end < 0 ? undefined : end).filter(isImport);
}

const isImport = (statement: Stmt): statement is Import | ImportFrom =>
  statement.kind === 'import' || statement.kind === 'import-from';

const isDocstring = (statement: Stmt): boolean =>
  statement.kind === 'expression' && statement.value.kind === 'text' && !statement.value.bytes;

function merge(page: Page, statement: ImportFrom, name: string): readonly TextEdit[] | undefined {
  const last = statement.names.at(-1);
  if (!last) return undefined;
  if (statement.parenthesized) {
    const inside = { start: page.source.indexOf('(', statement.start) + 1, end: statement.end - 1 };
    const isClean = !holdsComment(page, { start: statement.start, end: inside.start });
    return isClean ? insertLast(page, { inside, items: statement.names }, name) : undefined;
  }
  const sorted = statement.names.map((one) => one.name.id);
  const next = statement.names.find((one) => one.name.id > name);
  if (next && sorted.every((id, index) => index === 0 || sorted[index - 1]! <= id)) {
    return [{ start: next.start, end: next.start, text: `${name}, ` }];
  }
  return [{ start: last.end, end: last.end, text: `, ${name}` }];
}

/** Below the last import at the top, or the docstring; otherwise above the first statement. */
function addLine(
  { source }: Page,
  ast: Ast,
  last: Stmt | undefined,
  line: string,
): readonly TextEdit[] | undefined {
  const { body } = ast;
  const [first] = body;
  const eol = endingOf(ast, source);
  const anchor = last ?? (first && isDocstring(first) ? first : undefined);
  if (!anchor) {
    const start = first ? startOfLine(source, startOf(first)) : source.length;
    return [{ start, end: start, text: line + eol }];
  }
  const end = endOfLine(source, anchor.end);
  // Code behind a semicolon would run before the import.
  if (body.some((one) => anchor.end <= one.start && one.start < end)) return undefined;
  return [{ start: end, end, text: last ? eol + line : eol + eol + line }];
}

const startOfLine = (source: string, at: number): number =>
  Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1;

function endOfLine(source: string, at: number): number {
  const found = source.slice(at).search(/\r\n|\n|\r/);
  return found < 0 ? source.length : at + found;
}

/** A definition's span leaves out its decorators. */
const startOf = (statement: Stmt): number =>
  'decorators' in statement
    ? Math.min(statement.start, ...statement.decorators.map(({ start }) => start))
    : statement.start;
