import { oncePer } from '../../kernel/once.ts';
import { unwrap, type Node } from '../ast.ts';
import type { Exported } from '../binding/exports.ts';
import type { Module } from '../binding/module.ts';
import type { Annotation, Binding, Variable } from '../binding/scope.ts';
import { moduleFor, type Analysis } from './analysis.ts';
import { localType } from './annotations.ts';
import { classType } from './classes/classes.ts';
import { interfaceOf } from './classes/interface.ts';
import { clientType, madeBy, nameOf, packagedClient } from './classes/packaged.ts';
import { addedTo } from './collections/changes.ts';
import { assigned, elementsOf, unpack } from './collections/elements.ts';
import { isTestFunction } from './knowledge.ts';
import { questionOn } from './keys.ts';
import { inferParameter } from './parameters.ts';
import { isMockedModule } from './runners/mocks.ts';
import {
  because,
  data,
  isIdentified,
  isIdentifiedValue,
  unite,
  unknown,
  type Type,
  type Types,
} from './types.ts';

/** The types that a binding gives its variable. */
export function inferBinding(analysis: Analysis, module: Module, binding: Binding): Types {
  const types = originTypes(analysis, module, binding);
  const annotation = annotationFor(binding);
  if (isIdentifiedValue(types) || !annotation) return types;
  const annotated = saidBy(analysis, module, annotation);
  return isIdentified(annotated) ? because('annotated', annotated) : types.length > 0 ? types : annotated;
}

/** The type annotation of a variable, which holds for every value that is assigned to it. */
const annotationFor = ({ annotation, variable }: Binding): Annotation | undefined =>
  annotation ?? annotationOfAny(variable);

const annotationOfAny = oncePer(
  ({ bindings }: Variable): Annotation | undefined => bindings.find((one) => one.annotation)?.annotation,
);

const saidBy = (analysis: Analysis, module: Module, { type, path }: Annotation): Types =>
  unpack(analysis, module, analysis.inferAnnotation({ module, node: type }), path);

function originTypes(analysis: Analysis, module: Module, { variable, origin }: Binding): Types {
  switch (origin.by) {
    case 'value':
      if (origin.path.length === 0 && isEmptyArray(origin.value)) {
        const added = addedTo(analysis, module, variable);
        if (added.length > 0) return [{ is: 'many', of: unite(...added) }];
      }
      return assigned(analysis, module, origin);
    case 'compound':
      return compound(origin.operator, analysis.infer({ module, node: origin.value }), variable.name);
    case 'element': {
      if (origin.keys) return [data('text')];
      const types = elementsOf(analysis.infer({ module, node: origin.of }));
      return unpack(analysis, module, types, origin.path);
    }
    case 'parameter':
      return inferParameter(analysis, module, origin);
    case 'function':
      return [{ is: 'function', fn: { module, node: origin.fn } }];
    case 'class':
      return classType(analysis, { module, node: origin.cls });
    case 'import':
      return imported(analysis, module, origin.from, origin.name, variable.name);
    case 'nothing':
      return [];
    case 'count':
      return [data('number')];
    case 'other':
      return origin.node.type === 'TSEnumDeclaration'
        ? [{ is: 'enumeration', at: { module, node: origin.node } }]
        : [unknown(`\`${variable.name}\` is ${origin.what}`)];
  }
}

function isEmptyArray(node: Node): boolean {
  const plain = unwrap(node);
  return plain.type === 'ArrayExpression' && plain.elements.length === 0;
}

/** `name ||= value`, `name += value`. */
function compound(operator: string, types: Types, name: string): Types {
  if (['||=', '&&=', '??='].includes(operator)) return types;
  if (operator !== '+=') return [data('number')];
  const isData = types.length > 0 && types.every((type) => type.is === 'data');
  return isData ? types : [unknown(`\`${name}\` is changed after it is assigned`)];
}

/** The types of an imported name. `local`: the name in this file of a default export or of the whole module. */
export function imported(
  analysis: Analysis,
  importer: Module,
  from: string,
  name: string,
  local: string,
): Types {
  if (isMockedModule(importer, from)) return [{ is: 'made', by: 'vi.mock' }];
  const source = moduleFor(analysis, importer, from);
  const named = name === 'default' || name === '=' ? local : name;
  const found = source && because('imported', exportsOf(analysis, source, name, local));
  if (found) return asClients(analysis, named, found);
  return [packagedClient(analysis, { importer, from, name }, named) ?? packaged(from, name)];
}

/** What the file that defines a class or a function shows, where it goes by the name of one that makes clients. */
function asClients(analysis: Analysis, name: string, found: Types): Types {
  const known = clientType(analysis, name);
  const made = found.flatMap((type) => madeBy(analysis, type));
  if (!known || made.some(({ is }) => is === 'client-class' || is === 'client')) return found;
  const [only] = found;
  const isClass = found.length === 1 && only?.is === 'class' && known.is === 'client-class';
  const client = isClass ? { ...known, cls: only.cls } : known;
  if (analysis.names.configured.has(name)) return [client];
  switch (interfaceOf(analysis, made)) {
    case 'old':
      return [client];
    case 'open':
      return [{ ...client, named: nameOf(known, name) }];
    case 'other':
      return found;
  }
}

/** The types of an export; `*` stands for the whole module. */
function exportsOf(analysis: Analysis, source: Module, name: string, local: string): Types {
  if (name === '*') return [{ is: 'module', module: source }];
  const found = memberOfModule(analysis, source, name);
  if (found) return found;
  if (name === '=' || name === 'default') return [{ is: 'module', module: source }];
  return [unknown(`cannot find \`${local}\` in \`${source.path}\``)];
}

/** The types of a named export; `undefined` when the file has none of this name. */
export function memberOfModule(analysis: Analysis, module: Module, name: string): Types | undefined {
  const own = module.exports.names.get(name);
  // Files may re-export a name from each other.
  if (own)
    return analysis.once(questionOn(module, `export ${name}`), () =>
      unite(...own.map((one) => inferExport(analysis, module, one))),
    );
  const whole = name === '=' ? undefined : module.exports.names.get('=');
  if (whole) {
    const types = unite(...whole.map((one) => inferExport(analysis, module, one)));
    return name === 'default' ? types : unite(...types.map((type) => analysis.memberOf(type, name)));
  }
  return throughStars(analysis, module, name);
}

/** The files that a search has asked for a name, in that order: they have nothing, or are still being asked. */
const asked = new Set<string>();

/** Names that a whole search has not found, by file. */
const nowhere = oncePer((_: Analysis) => new Set<string>());

function throughStars(analysis: Analysis, module: Module, name: string): Types | undefined {
  const key = `${module.path} ${name}`;
  if (name === 'default' || module.exports.stars.length === 0) return undefined;
  // Files may re-export everything from each other, along more ways than could be followed.
  if (nowhere(analysis).has(key)) return undefined;
  if (asked.has(key)) {
    analysis.leaveOut();
    return undefined;
  }
  const before = asked.size;
  asked.add(key);
  let found: Types | undefined;
  try {
    found = inStars(analysis, module, name);
    if (!found && before === 0) nowhere(analysis).add(key);
    return found;
  } finally {
    // What was asked on the way here may have left this file out, and would now find the name in it.
    if (found || before === 0) for (const one of [...asked].slice(before)) asked.delete(one);
  }
}

function inStars(analysis: Analysis, module: Module, name: string): Types | undefined {
  for (const from of module.exports.stars) {
    const source = moduleFor(analysis, module, from);
    const found = source && memberOfModule(analysis, source, name);
    if (found) return found;
    const known = source ? undefined : packagedClient(analysis, { importer: module, from, name }, name);
    if (known) return [known];
  }
  return undefined;
}

function inferExport(analysis: Analysis, module: Module, exported: Exported): Types {
  switch (exported.by) {
    case 'node':
      return analysis.infer({ module, node: exported.node });
    case 'from':
      return imported(analysis, module, exported.from, exported.name, exported.name);
    case 'variable': {
      const variable = module.scope.variables.get(exported.name);
      if (!variable) return localType(analysis, module, module.program, exported.name) ?? [];
      return unite(...variable.bindings.map((binding) => analysis.inferBinding(module, binding)));
    }
  }
}

/** The type of an export of a package. */
const packaged = (from: string, name: string): Type => externalType(packagedPath(from, name));

/** The dotted name of something that a package exports; a default export and the package itself are called by its name. */
export function packagedPath(from: string, name: string): string {
  const root = from.startsWith('node:') && from !== 'node:test' ? from.slice('node:'.length) : from;
  return ['*', '=', 'default'].includes(name) ? root : `${root}.${name}`;
}

/** A global, a package or something in it, by its dotted name. */
export const externalType = (path: string): Type =>
  isTestFunction(path) ? { is: 'tests', fixtures: [] } : { is: 'external', path };
