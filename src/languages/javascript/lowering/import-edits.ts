import { lineEnding } from '../../../core/lines.ts';
import type { Intent } from '../../../core/rule.ts';
import { slice, type Span, type TextEdit } from '../../../core/text.ts';
import { holdsComment, removeItems, type List } from '../../kernel/lists.ts';
import { childrenOf, spanOf, type Node } from '../ast.ts';
import { importedBy, type Imported } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import { isNeeded } from '../binding/needs.ts';
import { find, isSame, nodesAround } from './find.ts';
import { mergeImport, namesIn } from './imports.ts';
import { styleAt } from './quotes.ts';
import { removeStatement } from './statements.ts';

type Edits = readonly TextEdit[] | undefined;
type EditImport = Extract<Intent, { readonly do: 'edit-import' }>;

/** Removes an imported name, and the statement with its last name. Refuses while anything in the file uses the name. */
export function removeImport(target: Span, module: Module): Edits {
  const imported = importAt(target, module);
  if (!imported || (imported.local && isNeeded(module, imported.local))) return undefined;
  return cut(imported, module);
}

/** Imports something else in the place of a name or a module; refuses where the new name stands for something in the file. */
export function editImport(intent: EditImport, module: Module): Edits {
  const imported = importAt(intent.target, module);
  if (!imported) return undefined;
  if (imported.form === 'effect')
    return intent.name === undefined && !hasAttributes(imported)
      ? [sourceEdit(imported, intent.from)]
      : undefined;
  const wanted = wantedOf(intent, imported);
  if (!wanted || !imported.local) return undefined;
  const isRenamed = wanted.local !== imported.local.name;
  if (isRenamed && namesIn(module).has(wanted.local)) return undefined;
  return isOnly(imported, module) ? inPlace(imported, wanted, module) : apart(imported, wanted, module);
}

/** What is to be imported; `name` is absent for the module itself. */
interface Wanted {
  readonly from: string;
  readonly name?: string;
  readonly local: string;
}

/** `undefined` where a module would have to take the place of a name, or has no name of its own. */
function wantedOf({ from, name, as }: EditImport, { form }: Imported): Wanted | undefined {
  const local = as ?? name ?? from;
  if (!/^[A-Za-z_$][\w$]*$/.test(local)) return undefined;
  const isModule = form === 'default' || form === 'namespace' || form === 'whole';
  if (name === undefined) return isModule ? { from, local } : undefined;
  return { from, name, local };
}

/** The import that a span is that of. What is handed on to other files is left to them. */
function importAt(target: Span, module: Module): Imported | undefined {
  const nodes = nodesAround(module, target);
  const imported = nodes.flatMap(importedBy).find(({ node }) => isSame(spanOf(node), target));
  const isExported = nodes.some(({ type }) => type.startsWith('Export'));
  return imported?.form === 'export' || isExported ? undefined : imported;
}

/** Whether a statement imports nothing else. */
const isOnly = ({ statement, node, form }: Imported, module: Module): boolean =>
  statement.type === 'VariableDeclaration'
    ? statement.declarations.length === 1 && (form === 'whole' || patternOf(node, module)?.items.length === 1)
    : statement.type !== 'ImportDeclaration' || statement.specifiers.length === 1;

/** The pattern around a property, as a list; `undefined` where a rest takes what the others leave. */
function patternOf(node: Node, module: Module): List | undefined {
  const pattern = module.parentOf(node);
  if (pattern?.type !== 'ObjectPattern' || pattern.properties.some(({ type }) => type === 'RestElement'))
    return undefined;
  const { start, end } = spanOf(pattern);
  return { inside: { start: start + 1, end: end - 1 }, items: pattern.properties.map(spanOf) };
}

/** Takes one import out of its statement. */
function cut(imported: Imported, module: Module): Edits {
  const { statement, node, form } = imported;
  if (form === 'effect' || isOnly(imported, module)) return removeStatement(spanOf(statement), module);
  if (statement.type !== 'ImportDeclaration') {
    const list = form === 'property' ? patternOf(node, module) : undefined;
    return list && removeItems(module, list, [list.items.findIndex((one) => isSame(one, spanOf(node)))]);
  }
  const list = bracesOf(statement, module);
  const [first] = statement.specifiers;
  if (form !== 'named' || !list) {
    // `import a, * as b` and `import a, { b }`: what is left out goes with the comma.
    const rest = statement.specifiers[1];
    if (!first || !rest) return undefined;
    const start = list && rest.type === 'ImportSpecifier' ? list.inside.start - 1 : spanOf(rest).start;
    return form === 'default'
      ? removal({ start: spanOf(first).start, end: start }, module)
      : removal({ start: spanOf(first).end, end: spanOf(rest).end }, module);
  }
  if (list.items.length > 1)
    return removeItems(module, list, [list.items.findIndex((one) => isSame(one, spanOf(node)))]);
  return first && removal({ start: spanOf(first).end, end: list.inside.end + 1 }, module);
}

const removal = (span: Span, module: Module): Edits =>
  holdsComment(module, span) ? undefined : [{ ...span, text: '' }];

/** The names in the braces of an import. */
function bracesOf(statement: Extract<Node, { type: 'ImportDeclaration' }>, module: Module): List | undefined {
  const names = statement.specifiers.filter(({ type }) => type === 'ImportSpecifier').map(spanOf);
  const last = names.at(-1);
  if (!last) return undefined;
  const open = find(module, '{', spanOf(statement).start);
  return { inside: { start: open + 1, end: find(module, '}', last.end) }, items: names };
}

const hasAttributes = ({ statement }: Imported): boolean =>
  childrenOf(statement).some(({ type }) => type === 'ImportAttribute');

/** Another module between the quotes. */
const sourceEdit = ({ source }: Imported, from: string): TextEdit => {
  const { start, end } = spanOf(source);
  return { start: start + 1, end: end - 1, text: from };
};

/** Writes another import where the statement stands. */
function inPlace(imported: Imported, wanted: Wanted, module: Module): Edits {
  const { node, source, statement, form } = imported;
  const isSource = source.value === wanted.from;
  if (!isSource && hasAttributes(imported)) return undefined;
  const merged = isSource ? undefined : mergedInto(imported, wanted, module);
  const cutOut = merged && cut(imported, module);
  if (cutOut) return [...cutOut, ...merged];
  if (statement.type === 'TSImportEqualsDeclaration' && wanted.name !== undefined) return undefined;
  const { start, end } = spanOf(node);
  // A type beside the name of a variable is no part of the name.
  const name =
    form === 'whole' && node.type === 'Identifier'
      ? { start, end: start + node.name.length }
      : { start, end };
  if (name.end !== end && wanted.name !== undefined) return undefined;
  const text = clauseOf(imported, wanted, module);
  const edits = slice(module.source, name) === text ? [] : [{ ...name, text }];
  return holdsComment(module, name)
    ? undefined
    : [...edits, ...(isSource ? [] : [sourceEdit(imported, wanted.from)])];
}

/** What stands in the place of the imported name. */
function clauseOf({ node, form, statement }: Imported, { name, local }: Wanted, module: Module): string {
  if (name === undefined) return form === 'namespace' ? `* as ${local}` : local;
  const isRequired = statement.type === 'VariableDeclaration';
  const renamed = name === local ? name : `${name}${isRequired ? ':' : ' as'} ${local}`;
  if (form === 'property') return renamed;
  if (form === 'named') return (isTypeName(node) ? 'type ' : '') + renamed;
  return styleAt(module, spanOf(statement)).spaced ? `{ ${renamed} }` : `{${renamed}}`;
}

const isTypeName = (node: Node): boolean => node.type === 'ImportSpecifier' && node.importKind === 'type';

const isTypeOnly = ({ node, statement }: Imported): boolean =>
  isTypeName(node) || (statement.type === 'ImportDeclaration' && statement.importKind === 'type');

/** Adds a name to another import of the module that stands in the file already; `undefined` where there is none. */
function mergedInto(imported: Imported, { from, name, local }: Wanted, module: Module): Edits {
  if (name === undefined || isTypeOnly(imported)) return undefined;
  return mergeImport(module, from, name, local, imported.statement);
}

/** Takes a name out of its statement, and imports another in one of its own, or where the module is imported already. */
function apart(imported: Imported, wanted: Wanted, module: Module): Edits {
  const { source, node, form } = imported;
  const isInner = form === 'named' || form === 'property';
  if (source.value === wanted.from && (isInner || wanted.name === undefined)) {
    const text = clauseOf(imported, wanted, module);
    return holdsComment(module, spanOf(node)) ? undefined : [{ ...spanOf(node), text }];
  }
  const removed = cut(imported, module);
  const added = removed && (mergedInto(imported, wanted, module) ?? addedBelow(imported, wanted, module));
  return removed && added && [...removed, ...added];
}

/** A statement of its own below the one that the name is taken out of. */
function addedBelow(imported: Imported, wanted: Wanted, module: Module): Edits {
  const { statement, source, form } = imported;
  if (form === 'whole') return undefined;
  const { start, end } = spanOf(statement);
  const isRequired = statement.type === 'VariableDeclaration';
  const renamed = clauseOf(
    { ...imported, form: isRequired ? 'property' : 'named', node: statement },
    wanted,
    module,
  );
  const braced = styleAt(module, spanOf(statement)).spaced ? `{ ${renamed} }` : `{${renamed}}`;
  const clause =
    wanted.name !== undefined ? braced : form === 'namespace' ? `* as ${wanted.local}` : wanted.local;
  const quote = module.source[spanOf(source).start] ?? '"';
  const quoted = quote + wanted.from + quote;
  const semicolon = module.source[end - 1] === ';' ? ';' : '';
  const indent = /[^\S\r\n]*$/.exec(module.source.slice(0, start))?.[0] ?? '';
  const line = isRequired
    ? `${statement.kind} ${clause} = require(${quoted})`
    : `import ${isTypeOnly(imported) ? 'type ' : ''}${clause} from ${quoted}`;
  return [{ start: end, end, text: lineEnding(module.source) + indent + line + semicolon }];
}
