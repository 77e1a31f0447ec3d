import type { Reference } from '../../../core/sites.ts';
import { isBelow } from '../../../core/wants.ts';
import type { Expr, NameExpr } from '../ast/expressions.ts';
import type { Import, ImportedModule, ImportedName, ImportFrom } from '../ast/statements.ts';
import { boundName, resolveModule } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import { lastName, literalText } from '../names.ts';
import { parentExpr } from '../parents.ts';
import { statementsIn } from '../walk.ts';
import { besideOf } from './meetings/beside.ts';
import { meetingOf } from './meetings/meetings.ts';
import { leadingOn } from './meetings/packages.ts';
import { groupAround, useOf } from './meetings/roles.ts';
import { joined } from './meetings/things.ts';
import { isNeeded } from './needs.ts';
import { toCalled } from './reads.ts';
import { loggersIn, patchedName, patchesIn, quotedIn } from './spoken.ts';
import { spanOf } from './surroundings.ts';

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
      node.kind === 'name' ? (usedAt(analysis, module, node, isWanted) ?? []) : [],
    ),
  );
  const quoted = quotedIn(module, roots).flatMap(([one, text]) =>
    isWanted(one.path) ? [met(analysis, module, one, text)] : [],
  );
  const spoken = [...patchesIn(analysis, module, wanted), ...loggersIn(analysis, module, wanted)];
  const all = [...used, ...quoted, ...spoken.filter(({ path }) => isWanted(path))];
  return leadingOn(analysis, module, [
    ...imports
      .filter(({ path }) => isWanted(path))
      .map((one) => ofImport(toImport(analysis, module, one), all)),
    ...all.map((one) => (isWhole(one, all) ? { ...one, whole: true as const } : one)),
  ]);
}

/** Whether every use in the file of the package that a name belongs to is about clients alone. */
const isWhole = ({ path }: Reference, all: readonly Reference[]): boolean =>
  all
    .filter((one) => isBelow(one.path, rootOf({ path })))
    .every(({ meets }) => meets !== undefined && !meets.others);

/** An import is about what all the uses of what it binds are about. */
function ofImport(imported: Reference, all: readonly Reference[]): Reference {
  const name = imported.alias ?? imported.text.split('.')[0]!;
  const uses = all.filter(({ text }) => text.split('.')[0] === name);
  const known = uses.flatMap(({ meets }) => meets ?? []);
  if (uses.length === 0 || known.length < uses.length) return imported;
  return { ...imported, meets: joined(known), ...(isWhole(imported, all) && { whole: true }) };
}

/** A use with what it is about. `node`: the expression, or the quoted annotation that it is a part of. */
function met(analysis: Analysis, module: Module, one: Reference, node: Expr): Reference {
  const meets = meetingOf(analysis, module, node, one.as, rootOf({ path: one.path }));
  const beside = besideOf(analysis, module, node, one.as);
  const call = one.as === 'call' ? module.callOf(node) : undefined;
  return {
    ...one,
    ...((meets.things.length > 0 || meets.others) && { meets }),
    ...(beside.length > 0 && { beside }),
    ...(call && { called: toCalled(analysis, module, call) }),
    ...(one.as === 'raises' && matchOf(module, node)),
  };
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

/** `pytest.raises(HTTPError, match="404")`, `self.assertRaisesRegex(HTTPError, "404")`. */
function matchOf(module: Module, node: Expr): Pick<Reference, 'match'> {
  const call = parentExpr(module, groupAround(module, node));
  if (call?.kind !== 'call') return {};
  const isRegex = lastName(call.callee) === 'assertRaisesRegex';
  const text = keyword(call.args, 'match') ?? (isRegex ? positional(call.args, 1) : undefined);
  const pattern = literalText(text);
  return text ? { match: pattern === undefined ? {} : { pattern } } : {};
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

const rootOf = ({ path, alias }: Pick<ImportedModule, 'path' | 'alias'>): string =>
  alias ? path : (path.split('.')[0] ?? path);

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

/** What a name stands for where it is read, with the attributes that are read from it, if that is wanted: `requests.exceptions.HTTPError`. */
function usedAt(
  analysis: Analysis,
  module: Module,
  name: NameExpr,
  isWanted: (path: string) => boolean,
): Reference | undefined {
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
  // What it meets is a long question.
  if (!isWanted(patched === undefined ? path : `${path}.${patched}`)) return undefined;
  const common = { kind: 'reference', ...spanOf(node), text: sourceOf(module, node) } as const;
  return patched === undefined
    ? met(analysis, module, { ...common, path, as: useOf(module, node) }, node)
    : { ...common, path: `${path}.${patched}`, as: 'patch' };
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
