import { contains, slice, type Span } from '../../../core/text.ts';
import { MAX_FILES } from '../../kernel/mentioning.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Identifier, NameExpr } from '../ast/expressions.ts';
import type { ImportedModule, ImportedName, Stmt } from '../ast/statements.ts';
import { annotationsIn, quotedIn } from '../binding/annotations.ts';
import { boundName, resolveModule } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { linesAround } from '../lines.ts';
import { isExpr, nodesIn, statementsIn } from '../walk.ts';

/**
 * Whether anything can be seen to need an imported name: in the file, where a read of it may be written in a string or a
 * comment, or in another file of the project. A file that only hands on what it imports needs all of it.
 */
export const isNeeded = (
  analysis: Analysis,
  module: Module,
  imported: ImportedModule | ImportedName,
): boolean =>
  isKept(module, imported) ||
  isRead(module, boundName(imported)) ||
  isSpoken(module, boundName(imported).id) ||
  isWantedElsewhere(analysis, module, boundName(imported).id);

/** Files that others import from, and imports that are marked as made for others or for their effects. */
function isKept(module: Module, imported: ImportedModule | ImportedName): boolean {
  const { path, source, ast } = module;
  if (/(^|\/)(__init__|conftest)\.py$/.test(path)) return true;
  const own = 'name' in imported ? imported.name.id : imported.path;
  if (imported.alias?.id === own) return true;
  const line = linesAround(source, imported);
  const isMarked = (comment: Span): boolean => /#\s*noqa\b(?!:)|F401/i.test(slice(source, comment));
  return ast.comments.some((comment) => contains(line, comment) && isMarked(comment));
}

function isRead(module: Module, bound: Identifier): boolean {
  const { id } = bound;
  const mentions = module.mentions.get(id) ?? [];
  return (
    mentions.some((node) => node.kind === 'name' && maySee(module, node, bound)) ||
    ['globals', 'locals', 'vars', 'eval', 'exec'].some((name) =>
      module.mentions.get(name)?.some(({ kind }) => kind === 'name'),
    ) ||
    deletedNames(module).has(id) ||
    // A test asks for an imported fixture by the name of a parameter.
    [...module.functions.values()].some(({ def }) => def.parameters.some(({ name }) => name.id === id)) ||
    (isOfClass(module, bound) && mentions.some(({ kind }) => kind === 'attribute'))
  );
}

/** `import a` and `import a.b` bind the same name, and either serves the reads of the other. */
function maySee(module: Module, node: NameExpr, bound: Identifier): boolean {
  const bindings = module.bindingsOf(node);
  return (
    bindings.length === 0 ||
    bindings.some(({ target, origin }) => target.start === bound.start || origin.by === 'import')
  );
}

const isOfClass = ({ classes }: Module, bound: Identifier): boolean =>
  [...classes.values()].some(({ scope }) =>
    (scope.bindings.get(bound.id) ?? []).some(({ target }) => target.start === bound.start),
  );

const deletedNames = oncePer(
  ({ ast }: Module): ReadonlySet<string> =>
    new Set(
      statementsIn(ast.body)
        .flatMap((one) => (one.kind === 'delete' ? one.targets : []))
        .flatMap((target) => (target.kind === 'name' ? [target.id] : [])),
    ),
);

/** A name in a string or a comment: in `__all__`, a quoted annotation, the path of something to patch, a doctest. */
function isSpoken(module: Module, id: string): boolean {
  const { ast, source } = module;
  const word = new RegExp(`(?<![\\w.])${id}\\b`);
  const part = new RegExp(`^[\\w.]*\\.${id}(\\.[\\w.]*)?$`);
  return (
    textsOf(module).some(
      (text) => text === id || part.test(text) || (text.includes('>>>') && word.test(text)),
    ) ||
    annotationsIn(module).some((annotation) =>
      quotedIn(annotation).some(({ value = '' }) => word.test(value)),
    ) ||
    ast.comments.some((comment) => {
      const text = slice(source, comment);
      return /^#\s*(type:|>>>)/.test(text) && word.test(text);
    })
  );
}

const textsOf = oncePer(({ ast }: Module): readonly string[] => {
  const found: string[] = [];
  for (const node of nodesIn(ast.body).all)
    if (isExpr(node) && node.kind === 'text' && node.value !== undefined) found.push(node.value);
  return found;
});

/** A file that takes a name from another mentions both. Where too many do, the name counts as wanted. */
function isWantedElsewhere(analysis: Analysis, module: Module, id: string): boolean {
  const { project } = analysis;
  const stem = /([^/]+)\.py$/.exec(module.path)?.[1] ?? '';
  const mentioning = new Set(project.mentioning(id));
  const files = project.mentioning(stem).filter((path) => path !== module.path && mentioning.has(path));
  return (
    files.length > MAX_FILES ||
    files.some((path) => {
      const other = analysis.module(path);
      return other !== undefined && takes(analysis, other, module, id);
    })
  );
}

/** Whether a file imports a name from another, or reads it from the other as an attribute. */
function takes(analysis: Analysis, other: Module, from: Module, id: string): boolean {
  const isFrom = (level: number, path: string): boolean =>
    resolveModule(analysis.project, other.path, level, path) === from.path;
  const isImported = (statement: Stmt): boolean =>
    statement.kind === 'import-from' &&
    (statement.star || statement.names.some(({ name }) => name.id === id)) &&
    isFrom(statement.level, statement.path);
  return (
    statementsIn(other.ast.body).some(isImported) ||
    (other.mentions.get(id) ?? []).some(
      (node) =>
        node.kind === 'attribute' &&
        analysis
          .infer({ module: other, node: node.object })
          .some((type) => type.is === 'module' && type.module.path === from.path),
    )
  );
}
