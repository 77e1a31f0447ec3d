import type { Reference, ReferenceUse } from '../../../core/sites.ts';
import { isBelow } from '../../../core/wants.ts';
import type { Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Import, ImportedModule, ImportedName, ImportFrom } from '../ast/statements.ts';
import { isInAnnotation } from '../binding/annotations.ts';
import { boundName, resolveModule } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { positional } from '../inference/functions/arguments.ts';
import { lastName } from '../names.ts';
import { parentExpr, parentOf } from '../parents.ts';
import { statementsIn } from '../walk.ts';
import { isNeeded } from './needs.ts';
import { patchedName, patchesIn, quotedIn } from './spoken.ts';
import { isTarget, spanOf } from './surroundings.ts';

/** Every place that names something of a wanted package: imports, uses, and strings that stand for a name. */
export function findReferences(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  const isWanted = (path: string): boolean => wanted.some((one) => isBelow(path, one));
  const imports = importsIn(analysis, module).filter(
    ({ path, root }) => isWanted(path) || wanted.some((one) => isBelow(one, root)),
  );
  const roots = new Map(imports.flatMap(({ bound, root }) => (bound === undefined ? [] : [[bound, root]])));
  const used = [...roots.keys()].flatMap((name) =>
    (module.mentions.get(name) ?? []).flatMap((node) =>
      node.kind === 'name' ? (usedAt(analysis, module, node) ?? []) : [],
    ),
  );
  return [
    ...imports.filter(({ path }) => isWanted(path)).map((one) => toImport(analysis, module, one)),
    ...[...used, ...quotedIn(module, roots), ...patchesIn(analysis, module, wanted)].filter(({ path }) =>
      isWanted(path),
    ),
  ];
}

/** A module or a name that is imported from outside the project. */
interface Imported {
  readonly path: string;
  /** What `bound` stands for: `import a.b` binds `a`. */
  readonly root: string;
  /** Absent for `import *`. */
  readonly bound?: string;
  readonly node: ImportedModule | ImportedName | ImportFrom;
}

const importsIn = (analysis: Analysis, module: Module): readonly Imported[] =>
  statementsIn(module.ast.body).flatMap((statement) => {
    if (statement.kind === 'import') return modulesIn(analysis, module, statement);
    return statement.kind === 'import-from' ? namesIn(analysis, module, statement) : [];
  });

const modulesIn = (analysis: Analysis, module: Module, { names }: Import): readonly Imported[] =>
  names.flatMap((node): Imported[] =>
    isOutside(analysis, module, node.path)
      ? [{ path: node.path, root: rootOf(node), bound: boundName(node).id, node }]
      : [],
  );

function namesIn(analysis: Analysis, module: Module, statement: ImportFrom): readonly Imported[] {
  const { level, names, path: from, star } = statement;
  if (level > 0 || !isOutside(analysis, module, from)) return [];
  if (star) return [{ path: from, root: from, node: statement }];
  return names.map((node) => {
    const path = `${from}.${node.name.id}`;
    return { path, root: path, bound: boundName(node).id, node };
  });
}

const isOutside = (analysis: Analysis, module: Module, path: string): boolean =>
  resolveModule(analysis.project, module.path, 0, path) === undefined;

const rootOf = ({ path, alias }: ImportedModule): string => (alias ? path : (path.split('.')[0] ?? path));

function toImport(analysis: Analysis, module: Module, { node, path }: Imported): Reference {
  const common = { kind: 'reference', ...spanOf(node), path, as: 'import' } as const;
  if ('kind' in node) return { ...common, text: sourceOf(module, node) };
  const { alias } = node;
  return {
    ...common,
    text: 'name' in node ? node.name.id : node.path,
    ...(alias && { alias: alias.id }),
    ...(!isNeeded(analysis, module, node) && { unused: true }),
  };
}

/** What a name stands for where it is read, with the attributes that are read from it: `requests.exceptions.HTTPError`. */
function usedAt(analysis: Analysis, module: Module, name: NameExpr): Reference | undefined {
  const root = pathOfName(analysis, module, name);
  if (root === undefined) return undefined;
  let [node, path]: [Expr, string] = [name, root];
  for (
    let parent = parentExpr(module, node);
    parent?.kind === 'attribute';
    parent = parentExpr(module, node)
  ) {
    node = parent;
    path = `${path}.${parent.attribute.id}`;
  }
  const patched = patchedName(module, node);
  return {
    kind: 'reference',
    ...spanOf(node),
    path: patched === undefined ? path : `${path}.${patched}`,
    text: sourceOf(module, node),
    as: patched === undefined ? useOf(module, node) : 'patch',
  };
}

/** What a name is imported as; `undefined` where several imports disagree, or something else may be bound to it. */
function pathOfName(analysis: Analysis, module: Module, name: NameExpr): string | undefined {
  // `requests = None` where the package is not installed.
  const bindings = module
    .bindingsOf(name)
    .filter(({ origin }) => !(origin.by === 'value' && origin.value.kind === 'none'));
  const [first, ...others] = bindings.map((binding) => pathOf(analysis, module, binding));
  return others.every((path) => path === first) ? first : undefined;
}

function pathOf(analysis: Analysis, module: Module, { origin, name }: Binding): string | undefined {
  if (origin.by === 'import') {
    const path = origin.whole ? origin.path : name;
    return isOutside(analysis, module, path) ? path : undefined;
  }
  if (origin.by !== 'import-from' || origin.from.level > 0) return undefined;
  const { path } = origin.from;
  return isOutside(analysis, module, path) ? `${path}.${origin.name}` : undefined;
}

function useOf(module: Module, node: Expr): ReferenceUse {
  if (isTarget(module, node)) return 'patch';
  const parent = parentOf(module, node);
  if (parent?.kind === 'call' && parent.callee === node) return 'call';
  const group = groupAround(module, node);
  const around = parentOf(module, group);
  switch (around?.kind) {
    case 'try':
      return 'except';
    case 'class':
      return around.bases.some(({ form, value }) => form === 'positional' && value === group)
        ? 'base'
        : 'value';
    case 'call':
      return useIn(around, group) ?? (isTyped(module, node) ? 'annotation' : 'value');
    default:
      return isTyped(module, node) ? 'annotation' : 'value';
  }
}

const isTyped = (module: Module, node: Expr): boolean => isInAnnotation(node, (one) => parentOf(module, one));

/** The tuple of classes, or their `A | B`, that an expression is part of. */
function groupAround(module: Module, node: Expr): Expr {
  const parent = parentExpr(module, node);
  return parent?.kind === 'tuple' || (parent?.kind === 'binary' && parent.operator === '|')
    ? groupAround(module, parent)
    : node;
}

/** What a call makes of a class that it is given. */
function useIn({ callee, args }: Call, node: Expr): ReferenceUse | undefined {
  const key = args.find(({ value }) => value === node)?.name?.id;
  const isFirst = positional(args, 0) === node;
  switch (lastName(callee)) {
    case 'raises':
    case 'assertRaises':
    case 'assertRaisesRegex':
      return isFirst || key === 'expected_exception' || key === 'exception' ? 'raises' : undefined;
    case 'xfail':
      return key === 'raises' ? 'raises' : undefined;
    case 'suppress':
      return 'except';
    case 'isinstance':
    case 'issubclass':
      return positional(args, 1) === node ? 'isinstance' : undefined;
    default:
      return undefined;
  }
}
