import { lineEnding } from '../../../core/lines.ts';
import { contains, type Span, type TextEdit } from '../../../core/text.ts';
import { holdsComment, insertFirst, insertLast, type Page } from '../../kernel/lists.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Ast, If, Import, ImportedModule, ImportedName, ImportFrom, Stmt } from '../ast/statements.ts';
import { boundName } from '../binding/imports.ts';
import { bindingsIn } from '../binding/named.ts';
import type { Binding } from '../binding/scope.ts';
import { endOfLine, startOfLine } from '../lines.ts';
import { lastName } from '../names.ts';

/** An expression that knows a module already, and the bindings of its name. */
interface Neighbour {
  readonly place: Span;
  readonly bindings: readonly Binding[];
}

interface Where {
  readonly neighbour?: Neighbour | undefined;
  /** An expression above whose import a new line comes to stand. */
  readonly above?: Span | undefined;
}

/**
 * Makes `name` of the module `from` available to the whole file, or wherever the name of a neighbour is. No edit where
 * it is already; undefined where the name means something else anywhere in the file, or where there is no line to write to.
 */
export function importName(
  page: Page,
  ast: Ast,
  from: string,
  name: string,
  { neighbour, above: place }: Where,
): readonly TextEdit[] | undefined {
  const bindings = bindingsIn(ast).get(name) ?? [];
  if (!bindings.every((binding) => isImportOf(binding, from, name))) return undefined;
  const top = leadingImports(ast.body);
  const hosts = neighbour ? hostsOf(neighbour, from) : [];
  const nearer = neighbour ? bindings.filter((one) => isNearer(one, neighbour, hosts)) : [];
  const isThere = neighbour && bindings.some((one) => isBoundBefore(one, ast, neighbour.place));
  if (nearer.length > 0 && !isThere) return undefined;
  if (isThere || (neighbour && isStarred(ast, from))) return [];
  if (top.some((one) => one.kind === 'import-from' && brings(one, from, name))) return [];
  if (hosts.length > 0) return extend(page, hosts, from, name);
  if (neighbour && isOptional(ast, from)) return undefined;
  // An import further down may have to wait for what stands above it.
  const above = neighbour ? ast.body.filter(({ end }) => end <= neighbour.place.start) : [];
  const host = [...top, ...above].find((one) => one.kind === 'import-from' && isOpenTo(one, from));
  // The type is narrowed by the test above; `find` does not carry that over.
  const merged = host?.kind === 'import-from' ? merge(page, host, name) : undefined;
  const line = `from ${from} import ${name}`;
  return merged ?? lineAbove(page, ast, place, line) ?? addLine(page, ast, top.at(-1), line);
}

/** Of several modules with the same name, the one that a file imports it from, or else one whose package it imports. */
export function sourceFor(ast: Ast, name: string, modules: readonly string[]): string {
  const isImported = (from: string): boolean =>
    (bindingsIn(ast).get(name) ?? []).some((one) => isImportOf(one, from, name));
  const isKnown = (from: string): boolean =>
    ast.body.filter(isImport).some((one) => {
      const paths =
        one.kind === 'import' ? one.names.map(({ path }) => path) : [one.level === 0 ? one.path : ''];
      return paths.some((path) => path.split('.')[0] === from.split('.')[0]);
    });
  return modules.find(isImported) ?? modules.find(isKnown) ?? modules[0]!;
}

/**
 * Makes a module available under its own name. No edit where the top of the file imports it already; undefined where its name means
 * something else anywhere in the file.
 */
export function importModule(
  page: Page,
  ast: Ast,
  from: string,
  above: Span | undefined,
): readonly TextEdit[] | undefined {
  const [root = from] = from.split('.');
  const isOfModule = ({ origin }: Binding): boolean =>
    origin.by === 'import' && !origin.whole && origin.path.split('.')[0] === root;
  if (!(bindingsIn(ast).get(root) ?? []).every(isOfModule)) return undefined;
  const isIt = (one: Stmt): boolean =>
    one.kind === 'import' && one.names.some(({ path, alias }) => !alias && path === from);
  if (ast.body.some(isIt)) return [];
  const line = `import ${from}`;
  const typed = importsForTypes(ast, above && nameAt(page, above));
  if (typed) return typed.some(isIt) ? [] : aboveFirst(page, ast, typed, line);
  return lineAbove(page, ast, above, line) ?? addLine(page, ast, leadingImports(ast.body).at(-1), line);
}

const nameAt = ({ source }: Page, place: Span): string | undefined =>
  /^\w+/.exec(source.slice(place.start, place.end))?.[0];

/** The imports below `if TYPE_CHECKING:` in the file, where a name is imported there alone: nothing but types may use it. */
function importsForTypes(ast: Ast, name: string | undefined): readonly (Import | ImportFrom)[] | undefined {
  const bindings = (name !== undefined && bindingsIn(ast).get(name)) || [];
  const found = ast.body.flatMap((one) => (isForTypes(one) ? one.body.filter(isImport) : []));
  const isThere = ({ target }: Binding): boolean => found.some((one) => contains(one, target));
  return bindings.length > 0 && bindings.every(isThere) ? found : undefined;
}

const isForTypes = (one: Stmt): one is If =>
  one.kind === 'if' && lastName(one.test) === 'TYPE_CHECKING' && one.otherwise.length === 0;

/** A line above the first of some statements, where that has its line to itself. */
function aboveFirst(
  { source }: Page,
  ast: Ast,
  [first]: readonly Stmt[],
  line: string,
): readonly TextEdit[] | undefined {
  const start = first && startOfLine(source, first.start);
  const indent = first && source.slice(start, first.start);
  if (start === undefined || indent?.trim() !== '') return undefined;
  return [{ start, end: start, text: indent + line + endingOf(ast, source) }];
}

/** Above the import at the top of the file that the expression at `place` has its name from. */
function lineAbove(
  page: Page,
  ast: Ast,
  place: Span | undefined,
  line: string,
): readonly TextEdit[] | undefined {
  const { source } = page;
  const name = place && nameAt(page, place);
  const anchor = ast.body
    .filter(isImport)
    .find((one) => one.names.some((item: ImportedModule | ImportedName) => boundName(item).id === name));
  if (!anchor) return undefined;
  const start = startOfLine(source, anchor.start);
  // Code before a semicolon keeps its place.
  if (source.slice(start, anchor.start).trim() !== '') return undefined;
  return [{ start, end: start, text: line + endingOf(ast, source) }];
}

/** The imports that give a neighbour its name, when all that may give it one are imports from that module. */
function hostsOf({ bindings }: Neighbour, from: string): readonly ImportFrom[] {
  const statements = bindings
    .filter(({ origin }) => !(origin.by === 'value' && origin.value.kind === 'none'))
    .map(({ origin }) =>
      origin.by === 'import-from' && isModule(origin.from, from) ? origin.from : undefined,
    );
  return statements.every((one) => one !== undefined) ? [...new Set(statements)] : [];
}

function extend(
  page: Page,
  hosts: readonly ImportFrom[],
  from: string,
  name: string,
): readonly TextEdit[] | undefined {
  const edits = hosts.map((host) => (brings(host, from, name) ? [] : merge(page, host, name)));
  return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}

/** A function around the place imports the name itself, so that what the module has under it is not seen. */
const isNearer = ({ scope, origin }: Binding, { place }: Neighbour, hosts: readonly ImportFrom[]): boolean =>
  scope.kind === 'function' &&
  scope.node !== undefined &&
  contains(scope.node, place) &&
  !(origin.by === 'import-from' && hosts.includes(origin.from));

/** Imported above a place, on no condition, in the module or in a function around it. */
function isBoundBefore({ scope, target, origin }: Binding, { body }: Ast, place: Span): boolean {
  if (origin.by !== 'import-from' || target.end > place.start) return false;
  if (scope.kind === 'module') return body.includes(origin.from);
  return (
    scope.node?.kind === 'function' && contains(scope.node, place) && scope.node.body.includes(origin.from)
  );
}

/** The last word on a name that nothing else binds has the last star. */
function isStarred({ body }: Ast, from: string): boolean {
  const last = body.findLast((one) => one.kind === 'import-from' && one.star);
  return last?.kind === 'import-from' && isModule(last, from);
}

/** The file imports the module only where it may, or only when it needs it. */
function isOptional(ast: Ast, from: string): boolean {
  const isOfModule = ({ origin }: Binding): boolean =>
    (origin.by === 'import' && origin.path === from) ||
    (origin.by === 'import-from' && isModule(origin.from, from));
  const isPlain = ast.body.some(
    (one) =>
      (one.kind === 'import-from' && isModule(one, from)) ||
      (one.kind === 'import' && one.names.some(({ path }) => path === from)),
  );
  return !isPlain && [...bindingsIn(ast).values()].flat().some(isOfModule);
}

/** The line ending of a file; new lines are written with it. */
export const endingOf = oncePer((_: Ast, source: string) => lineEnding(source));

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
  const { names } = statement;
  const last = names.at(-1);
  if (!last) return undefined;
  const isSorted = names.every(({ name: { id } }, index) => index === 0 || names[index - 1]!.name.id <= id);
  const next = isSorted ? names.find((one) => one.name.id > name) : undefined;
  if (!statement.parenthesized) {
    return next
      ? [{ start: next.start, end: next.start, text: `${name}, ` }]
      : [{ start: last.end, end: last.end, text: `, ${name}` }];
  }
  const inside = { start: page.source.indexOf('(', statement.start) + 1, end: statement.end - 1 };
  if (holdsComment(page, { start: statement.start, end: inside.start })) return undefined;
  return next === names[0] && !holdsComment(page, { start: inside.start, end: last.start })
    ? insertFirst(page, { inside, items: names }, name)
    : insertLast(page, { inside, items: names }, name);
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

/** A definition's span leaves out its decorators. */
const startOf = (statement: Stmt): number =>
  'decorators' in statement
    ? statement.decorators.reduce((least, { start }) => Math.min(least, start), statement.start)
    : statement.start;
