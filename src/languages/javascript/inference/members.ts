import { readFrom } from '../../../clients/subjects.ts';
import { keyName, unwrap } from '../ast.ts';
import { outermost } from '../binding/places.ts';
import type { Variable } from '../binding/scope.ts';
import type { Analysis } from './analysis.ts';
import { memberOfShape } from './annotations.ts';
import { classMemberOf, overrides } from './classes/classes.ts';
import { packagedClient } from './classes/packaged.ts';
import { modulesChanging, putInto } from './collections/changes.ts';
import { assigned, itemOf } from './collections/elements.ts';
import { callFunction } from './functions/functions.ts';
import { questionOn } from './keys.ts';
import { isDouble, isGlobal as isKnownGlobal } from './knowledge.ts';
import { externalType, memberOfModule } from './names.ts';
import { contextProperty } from './runners/contexts.ts';
import { givenBy } from './subjects.ts';
import {
  data,
  isNone,
  isSamePlace,
  none,
  unite,
  unknown,
  type ClassRef,
  type ClientType,
  type Placed,
  type SubjectType,
  type Type,
  type Types,
} from './types.ts';

/** What a member of a thing is. */
export function memberOf(analysis: Analysis, type: Type, name: string): Types {
  switch (type.is) {
    case 'object':
      // Objects may be made of one another.
      return analysis.once(questionOn(type.literal.node, `property ${name}`), () =>
        propertyOfLiteral(analysis, type, name),
      );
    case 'instance':
    case 'class':
    case 'client-class':
      return ofClass(analysis, type, name) ?? [{ is: 'member', of: type, name }];
    case 'client':
    case 'response':
    case 'cookies':
    case 'headers':
    case 'url':
    case 'request':
      return ofSubject(analysis, type, name);
    case 'shape':
      return memberOfShape(analysis, type.at, name) ?? [unknown(`its type does not declare \`${name}\``)];
    case 'enumeration':
      return memberOfEnumeration(analysis, type.at, name);
    case 'module':
      return (
        memberOfModule(analysis, type.module, name) ?? [
          unknown(`cannot find \`${name}\` in \`${type.module.path}\``),
        ]
      );
    case 'tests':
      return [type];
    case 'context':
      return contextProperty(analysis, type, name);
    case 'external':
      return external(analysis, type.path, name);
    case 'array':
    case 'many':
      return name === 'length'
        ? [data('number')]
        : /^\d+$/.test(name)
          ? unite(itemOf(type, Number(name)), storedIn(analysis, type, name) ?? [])
          : [{ is: 'member', of: type, name }];
    case 'data':
      return name === 'length' || name === 'byteLength'
        ? [data('number')]
        : [{ is: 'member', of: type, name }];
    case 'made':
      return isDouble(type.by) ? [type] : [{ is: 'member', of: type, name }];
    case 'unknown':
      return [unknown(type.because)];
    default:
      return [{ is: 'member', of: type, name }];
  }
}

function ofClass(
  analysis: Analysis,
  type: Extract<Type, { readonly cls?: ClassRef }>,
  name: string,
): Types | undefined {
  const member = type.cls && classMemberOf(analysis, type.cls, name, type);
  return member ?? storedIn(analysis, type, name);
}

/** What a client or a response has is what the tables say, unless a class of the project puts something else in its place. */
function ofSubject(analysis: Analysis, type: ClientType | SubjectType, name: string): Types {
  const member: Type = { is: 'member', of: type, name };
  // A promise of it is what it promises.
  if (PROMISES.has(name)) return [member];
  const given = readFrom(type.is, name);
  if (type.is !== 'client') {
    const own = type.own && unite(...type.own.map((one) => memberOf(analysis, one, name)));
    return given ? [givenBy(type, given, own)] : (own ?? [member]);
  }
  const found = ofClass(analysis, type, name);
  const isOwn = type.cls !== undefined && overrides(analysis, type.cls, type.derived ?? false, name);
  return given && !isOwn ? [givenBy(type, given, found)] : (found ?? [member]);
}

const PROMISES: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

function external(analysis: Analysis, path: string, name: string): Types {
  if (GLOBALS.has(path) && !isKnownGlobal(name)) return globalNamed(analysis, path, name);
  const root = path.split(/[./]/)[0] ?? '';
  const known =
    path === 'globalThis' || isGlobal(root)
      ? undefined
      : packagedClient(analysis, { from: path, name }, name);
  return [
    known ?? externalType(path === 'globalThis' ? name : name === 'default' ? path : `${path}.${name}`),
  ];
}

/** What the files that mention a name put into a global object under it: a setup file as often as not. */
function globalNamed(analysis: Analysis, path: string, name: string): Types {
  const open = unknown(`cannot tell what \`${path}.${name}\` holds`);
  const key = `global ${path}.${name}`;
  return analysis.once(key, () => {
    const files = analysis.project
      .mentioning(name)
      .filter((file) => GLOBAL.test(analysis.project.read(file) ?? ''));
    const found = files.slice(0, MAX_FILES).flatMap((file) => {
      const module = analysis.module(file);
      return (module?.storesOf(name) ?? []).flatMap(({ member, origin }) => {
        const object = unwrap(member.object);
        const isGlobalObject = object.type === 'Identifier' && GLOBALS.has(object.name);
        return module && isGlobalObject && origin.by === 'value' ? [assigned(analysis, module, origin)] : [];
      });
    });
    return found.length > 0 && files.length <= MAX_FILES ? unite(...found) : [open];
  });
}

const GLOBAL = /\b(?:globalThis|global|window)\b/;
const MAX_FILES = 20;

/** Global objects: a setup file may put anything into them. */
const GLOBALS: ReadonlySet<string> = new Set(['globalThis', 'global', 'window']);

/** Globals that have no client class, whatever the property is called. */
const isGlobal = (root: string): boolean => ['process', 'window', 'document', 'console'].includes(root);

/** A property where it is written, and what is assigned to it afterwards. */
function propertyOfLiteral(analysis: Analysis, type: Extract<Type, { is: 'object' }>, name: string): Types {
  const { module, node } = type.literal;
  const stored = storedIn(analysis, type, name) ?? [];
  if (node.type !== 'ObjectExpression') return stored;
  for (const property of node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const spread = analysis.infer({ module, node: property.argument });
      const found = unite(...spread.map((one) => memberOf(analysis, one, name)));
      if (!found.every(isNone)) return unite(found, stored);
      continue;
    }
    const key = keyName(property.key, property.computed);
    if (key === undefined) return unite([unknown('one of its keys is computed')], stored);
    if (key !== name) continue;
    if (property.type === 'ObjectProperty')
      return unite(analysis.infer({ module, node: property.value }), stored);
    const method: Type = { is: 'function', fn: { module, node: property }, self: type };
    return property.kind === 'get' ? unite(callFunction(analysis, method), stored) : [method];
  }
  return stored.length > 0 ? stored : [none];
}

/** What is put into a thing under a name, in the file it is written in and in those that change what it exports. */
function storedIn(analysis: Analysis, type: Type, name: string): Types | undefined {
  const place = type.is === 'object' || type.is === 'array' ? type.literal : classOf(type);
  if (!place) return undefined;
  const home = place.module;
  const found = [home, ...modulesChanging(analysis, home, variableOf(place))].flatMap((module) =>
    putInto(analysis, module, name, (node) =>
      analysis.infer({ module, node }).some((one) => isSame(one, type)),
    ),
  );
  const all = [...found, ...(type.is === 'object' ? exportedBeside(analysis, type.literal, name) : [])];
  return all.length > 0 ? unite(...all) : undefined;
}

/** The variable that a literal is bound to where it is written. */
function variableOf({ module, node }: Placed): Variable | undefined {
  const holder = module.parentOf(outermost(module, node));
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
    ? module.variableOf(holder.id)
    : undefined;
}

/** `module.exports.name = ...` behind `module.exports = { ... }`. */
function exportedBeside(analysis: Analysis, { module, node }: Placed, name: string): readonly Types[] {
  const whole = module.exports.names.get('=') ?? [];
  if (!whole.some((one) => one.by === 'node' && unwrap(one.node) === node)) return [];
  return (module.exports.names.get(name) ?? []).flatMap((one) =>
    one.by === 'node' ? [analysis.infer({ module, node: one.node })] : [],
  );
}

function isSame(a: Type, b: Type): boolean {
  if (a.is === 'object' && b.is === 'object') return isSamePlace(a.literal, b.literal);
  if (a.is === 'array' && b.is === 'array')
    return !!a.literal && !!b.literal && isSamePlace(a.literal, b.literal);
  const [first, second] = [classOf(a), classOf(b)];
  return first && second ? isSamePlace(first, second) : false;
}

const classOf = (type: Type): ClassRef | undefined => ('cls' in type ? type.cls : undefined);

function memberOfEnumeration(analysis: Analysis, { module, node }: Placed, name: string): Types {
  if (node.type !== 'TSEnumDeclaration') return [];
  const members = node.body?.members ?? node.members;
  const member = members.find(({ id }) => keyName(id, false) === name);
  if (!member) return [unknown(`the enum has no member \`${name}\``)];
  return member.initializer ? analysis.infer({ module, node: member.initializer }) : [data('number')];
}
