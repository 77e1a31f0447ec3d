import type { Intent } from '../../../core/rule.ts';
import { contains, type Span, type TextEdit } from '../../../core/text.ts';
import { holdsComment, removeItems, type List, type Page } from '../../kernel/lists.ts';
import type { Ast, Import, ImportedModule, ImportedName, ImportFrom } from '../ast/statements.ts';
import { boundName } from '../binding/imports.ts';
import { bindingsIn } from '../binding/named.ts';
import type { Binding } from '../binding/scope.ts';
import { endOfLine, linesAround } from '../lines.ts';
import { statementsIn } from '../walk.ts';
import { endingOf } from './imports.ts';
import { indentOf, removeStatement, statementAt } from './statements.ts';

type EditImport = Extract<Intent, { readonly do: 'edit-import' }>;

/** An imported module or name in its statement. */
interface Found {
  readonly statement: Import | ImportFrom;
  readonly index: number;
  readonly item: ImportedModule | ImportedName;
}

/** Finds the imported module or name whose span, with the alias, is `target`. */
function importAt({ body }: Ast, target: Span): Found | undefined {
  for (const statement of statementsIn(body)) {
    if (statement.kind !== 'import' && statement.kind !== 'import-from') continue;
    const names: readonly (ImportedModule | ImportedName)[] = statement.names;
    const index = names.findIndex(({ start, end }) => start === target.start && end === target.end);
    const item = names[index];
    if (item) return { statement, index, item };
  }
  return undefined;
}

/**
 * Removes an imported name, and its statement with the last one. Refused where `isNeeded` says that something uses it, where an
 * `except ImportError` handles its absence, and where a comment would be lost.
 */
export function removeImport(
  page: Page,
  ast: Ast,
  target: Span,
  isNeeded: (imported: ImportedModule | ImportedName) => boolean,
): readonly TextEdit[] | undefined {
  const found = importAt(ast, target);
  if (!found || isNeeded(found.item) || isTried(page, ast, found.statement)) return undefined;
  return removed(page, ast, found);
}

function isTried({ source }: Page, ast: Ast, statement: Span): boolean {
  const { owners = [] } = statementAt(ast, source, statement) ?? {};
  return owners.some((owner) => owner.kind === 'try' && owner.handlers.length > 0);
}

function removed(page: Page, ast: Ast, { statement, index }: Found): readonly TextEdit[] | undefined {
  if (statement.names.length > 1) {
    const list = listOf(page, statement);
    return list && removeItems(page, list, [index]);
  }
  const placed = statementAt(ast, page.source, statement);
  return placed && removeStatement(page, placed);
}

/** The list of imported names; `undefined` where a comment stands before it, or behind one without parentheses. */
function listOf(page: Page, statement: Import | ImportFrom): List | undefined {
  const { source } = page;
  const [first] = statement.names;
  if (!first) return undefined;
  const isParenthesized = statement.kind === 'import-from' && statement.parenthesized;
  const inside = isParenthesized
    ? { start: source.indexOf('(', statement.start) + 1, end: statement.end - 1 }
    : { start: first.start, end: statement.end };
  const outside = isParenthesized
    ? { start: statement.start, end: inside.start }
    : linesAround(source, statement);
  return holdsComment(page, outside) ? undefined : { inside, items: statement.names };
}

/**
 * Imports something else in the place of an imported module or name. One name of several that comes from another module gets a
 * statement of its own. Refused where the new name means something else in the file.
 */
export function editImport(page: Page, ast: Ast, intent: EditImport): readonly TextEdit[] | undefined {
  const found = importAt(ast, intent.target);
  if (!found) return undefined;
  const { statement, item } = found;
  const bound = intent.as ?? intent.name ?? intent.from.split('.')[0]!;
  const others = (bindingsIn(ast).get(bound) ?? []).filter(({ target }) => !contains(item, target));
  if (bound !== boundName(item).id && others.length > 0)
    return isThere(ast, intent, others) ? removed(page, ast, found) : undefined;
  const isAlone = statement.names.length === 1;
  if (statement.kind === 'import' && intent.name === undefined)
    return [{ start: item.start, end: item.end, text: itemOf(intent) }];
  if (statement.kind === 'import-from' && intent.name !== undefined) {
    const isSame = statement.level === 0 && statement.path === intent.from;
    if (isSame || isAlone) return inPlace(page, statement, item, intent);
  }
  return isAlone ? rewritten(page, statement, intent) : split(page, ast, found, intent);
}

/** Whether the top of the file imports the very same already, on no condition. */
const isThere = ({ body }: Ast, { from, name, as }: EditImport, others: readonly Binding[]): boolean =>
  name !== undefined &&
  others.every(
    ({ origin, target }) =>
      origin.by === 'import-from' &&
      origin.from.level === 0 &&
      origin.from.path === from &&
      origin.name === name &&
      target.id === (as ?? name) &&
      body.includes(origin.from),
  );

const aliased = (name: string, as: string | undefined): string =>
  as === undefined || as === name ? name : `${name} as ${as}`;

const itemOf = ({ from, name, as }: EditImport): string => aliased(name ?? from, as);

const statementOf = (intent: EditImport): string =>
  intent.name === undefined ? `import ${itemOf(intent)}` : `from ${intent.from} import ${itemOf(intent)}`;

/** The module and the name where they stand, so that parentheses and comments around them stay. */
function inPlace(
  { source }: Page,
  { start }: ImportFrom,
  item: Span,
  intent: EditImport,
): readonly TextEdit[] | undefined {
  const [, before = '', path] =
    /^(from[\s\\]+)([\w.]+)[\s\\]+import\b/.exec(source.slice(start, item.start)) ?? [];
  if (path === undefined) return undefined;
  const module = {
    start: start + before.length,
    end: start + before.length + path.length,
    text: intent.from,
  };
  const name = { start: item.start, end: item.end, text: itemOf(intent) };
  return path === intent.from ? [name] : [module, name];
}

const rewritten = (page: Page, { start, end }: Span, intent: EditImport): readonly TextEdit[] | undefined =>
  holdsComment(page, { start, end }) ? undefined : [{ start, end, text: statementOf(intent) }];

/** Takes one name out of its statement, and imports the other thing below it. */
function split(page: Page, ast: Ast, found: Found, intent: EditImport): readonly TextEdit[] | undefined {
  const { source } = page;
  const indent = indentOf(page, found.statement);
  const edits = removed(page, ast, found);
  if (indent === undefined || !edits) return undefined;
  const at = endOfLine(source, found.statement.end);
  return [...edits, { start: at, end: at, text: endingOf(ast, source) + indent + statementOf(intent) }];
}

/** Imports another package in the place of one, in every import of a file. Undefined where an import of a submodule binds its name. */
export function exchangePackage(
  { source }: Page,
  { body }: Ast,
  from: string,
  to: string,
): readonly TextEdit[] | undefined {
  const imports = importsOf(body, from);
  const edits = imports.map(({ statement, item }): TextEdit | undefined => {
    if (item) {
      // `import httpx.x` binds `httpx`, for which no alias can be given.
      if (!item.alias && item.path !== from) return undefined;
      const name = item.alias ? '' : ` as ${from}`;
      return { start: item.start, end: item.start + from.length, text: `${to}${name}` };
    }
    const start = source.indexOf(from, statement.start + 'from'.length);
    return { start, end: start + from.length, text: to };
  });
  return imports.length > 0 && edits.every((edit) => edit !== undefined) ? edits : undefined;
}

interface OfPackage {
  readonly statement: Import | ImportFrom;
  /** Of `import a, b`: the one that is of the package. */
  readonly item?: ImportedModule;
}

const importsOf = (body: Ast['body'], from: string): readonly OfPackage[] => {
  const isOf = (path: string): boolean => path.split('.')[0] === from;
  return statementsIn(body).flatMap((statement): readonly OfPackage[] => {
    if (statement.kind === 'import')
      return statement.names.filter(({ path }) => isOf(path)).map((item) => ({ statement, item }));
    const isFrom = statement.kind === 'import-from' && statement.level === 0 && isOf(statement.path);
    return isFrom ? [{ statement }] : [];
  });
};
