import { isClientModule, clientKind, isOtherFramework } from '../../../clients/packages.ts';
import { readFrom } from '../../../clients/subjects.ts';
import type { Attribute } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { moduleNamed, type Analysis } from './analysis.ts';
import { classMemberOf } from './classes/attributes.ts';
import { externalBases } from './classes/classes.ts';
import { classesOf } from './classes/reflection.ts';
import { rewritingOf } from './classes/rewriting.ts';
import { callFunction } from './functions/functions.ts';
import { canonical } from '../names.ts';
import { constantOf } from './knowledge.ts';
import { isLikelyByName } from './named.ts';
import { memberOfModule, ofClientPackage, ofOwnPackage } from './names/imported.ts';
import { responseRaisedBy } from './names/raised.ts';
import { fixtureParameter, storedOnTestClass } from './pytest/fixtures.ts';
import { fieldOf } from './functions/records.ts';
import { inNamespace, inNamespaceFor, settled } from './replaced/namespaces.ts';
import { replacedFor, replacedForGood } from './replaced/outside.ts';
import { givenBy } from './subjects.ts';
import {
  data,
  isNone,
  unite,
  unknown,
  type ClassRef,
  type ClientType,
  type Plain,
  type Placed,
  type SubjectType,
  type Type,
  type Types,
} from './types.ts';

/** What `object.attribute` may be. */
export function inferMember(analysis: Analysis, { module, node }: Placed<Attribute>): Types {
  const parameter = fixtureParameter(analysis, { module, node });
  if (parameter) return parameter;
  const object = analysis.infer({ module, node: node.object });
  const raised = responseRaisedBy(analysis, { module, node });
  if (raised.length > 0)
    return node.attribute.id === 'response'
      ? raised
      : unite(...raised.map((type) => memberOf(analysis, module, type, node.attribute.id)));
  const named = ofNamed(analysis, { module, node }, object);
  return (
    named ??
    unite(
      ...object.map((type) => memberOf(analysis, module, type, node.attribute.id)),
      ...object.map((type) => replacedIn(analysis, { module, node }, type)),
    )
  );
}

/** What is put in the place of an attribute of a module or a class from outside. */
function replacedIn(analysis: Analysis, { module, node }: Placed<Attribute>, of: Type): Types {
  const name = node.attribute.id;
  switch (of.is) {
    case 'external':
      // A client that is kept in a package (`pytest.client = ...`) has left what is traced, and is reported where it does.
      return unite(
        replacedForGood(analysis, { path: of.path, module }, name),
        replacedFor(analysis, { path: of.path, module }, name, { module, node }),
      ).filter(({ is }) => is !== 'client');
    case 'namespace':
      return inNamespaceFor(analysis, of.at, name, { module, node });
    case 'module':
      return replacedFor(analysis, { module: of.module }, name, { module, node });
    case 'class':
    case 'instance':
      return unite(
        replacedForGood(analysis, { cls: of.cls }, name),
        replacedFor(analysis, { cls: of.cls }, name, { module, node }),
      );
    default:
      return [];
  }
}

/** `client.cookies`, where the name alone suggests that it is a client. */
function ofNamed(analysis: Analysis, { module, node }: Placed<Attribute>, object: Types): Types | undefined {
  const given = readFrom('client', canonical(node.attribute.id));
  const types = object.filter((type) => !isNone(type));
  return given && isLikelyByName(analysis, module, node.object, types)
    ? [givenBy({ is: 'client', because: 'named', likely: true }, given)]
    : undefined;
}

/** What an attribute of one thing may be. `module` is the file that asks. */
export function memberOf(analysis: Analysis, module: Module, of: Type, name: string): Types {
  // Where a package is not installed its name may be None, which has no attributes.
  if (isNone(of)) return [];
  if (name === '__class__' && (of.is === 'instance' || of.is === 'client')) return classesOf(analysis, [of]);
  switch (of.is) {
    case 'module':
      return ofModule(analysis, of.module, name);
    case 'external':
      return ofExternal(analysis, module, `${of.path}.${name}`);
    case 'client-class':
      return (of.cls && classMemberOf(analysis, of.cls, name, of)) ?? [{ is: 'member', of, name }];
    case 'client':
      return (of.cls && classMemberOf(analysis, of.cls, name, of)) ?? ofSubject(of, name);
    case 'instance':
    case 'class':
      return unlessRewritten(
        analysis,
        of.cls,
        classMemberOf(analysis, of.cls, name, of) ?? unseen(analysis, of.cls, of, name),
      );
    case 'response':
      if (name === 'text') return [data('text')];
      return name === 'content' ? [data('bytes')] : ofSubject(of, name);
    case 'request':
    case 'cookies':
    case 'headers':
    case 'url':
      return ofSubject(of, name);
    case 'namespace':
      return inNamespace(analysis, of.at, name);
    case 'data':
      return name === 'value' && isLiteralOfEnum(of)
        ? [{ ...of, unwrapped: true }]
        : [{ is: 'member', of, name }];
    case 'tuple':
      return fieldOf(of, name)?.map(settled) ?? [{ is: 'member', of, name }];
    case 'function':
    case 'lambda':
    case 'callable':
      return [unknown('cannot tell what an attribute of a function holds')];
    default:
      return [{ is: 'member', of, name }];
  }
}

/** `Color.RED.value`: text, bytes and numbers have no such attribute, so that they are what a member of an `Enum` is written with. */
const isLiteralOfEnum = ({ kind, literal }: Plain): boolean =>
  literal !== undefined && (kind === 'text' || kind === 'bytes' || kind === 'number');

/** What is written in a class counts for no more than its own code lets it. */
function unlessRewritten(analysis: Analysis, cls: ClassRef, types: Types): Types {
  const because = types.some(({ is }) => is !== 'function' && is !== 'member')
    ? rewritingOf(analysis, cls)
    : undefined;
  return because === undefined ? types : unite(types, [unknown(because)]);
}

function ofSubject(of: ClientType | SubjectType, name: string): Types {
  const given = readFrom(of.is, canonical(name));
  return [given ? givenBy(of, given) : { is: 'member', of, name }];
}

function ofModule(analysis: Analysis, module: Module, name: string): Types {
  const home = /(?:^|\/)(starlette|fastapi)\/testclient\.py$/.exec(module.path)?.[1];
  if (home !== undefined) return ofOwnPackage(analysis, module, `${home}.testclient`, name);
  const member = memberOfModule(analysis, module, name);
  if (member) return member;
  const submodule = moduleNamed(analysis, module, 1, module.path.endsWith('__init__.py') ? name : '');
  return submodule && submodule !== module
    ? [{ is: 'module', module: submodule }]
    : [unknown(`cannot find \`${name}\` in \`${module.path}\``)];
}

function ofExternal(analysis: Analysis, importer: Module, path: string): Types {
  const [, parent = '', own = ''] = /^(.*)\.(\w+)$/.exec(path) ?? [];
  if (clientKind(path)) return ofClientPackage(analysis, importer, parent, own);
  const constant = constantOf(path);
  if (constant) return [data(constant)];
  // `import tests.common` of a folder without an `__init__.py`.
  const found = isClientModule(path) ? undefined : moduleNamed(analysis, importer, 0, path);
  return [found ? { is: 'module', module: found } : { is: 'external', path }];
}

/** Nothing in the class sets it: a fixture may, or a base class outside the project. */
function unseen(analysis: Analysis, cls: ClassRef, of: Type, name: string): Types {
  const delegated = name.startsWith('__') ? [] : delegatedTo(analysis, cls, of, name);
  if (delegated.length > 0) return delegated;
  const stored = storedOnTestClass(analysis, cls, name);
  if (stored.length > 0) return stored;
  const foreign = externalBases(analysis, cls).find(isOtherFramework);
  if (foreign) return [{ is: 'made', by: `${foreign}.${name}` }];
  return [{ is: 'member', of, name }];
}

/** `__getattr__` that hands on to a client: its methods are the client's. */
function delegatedTo(analysis: Analysis, cls: ClassRef, of: Type, name: string): Types {
  const found = classMemberOf(analysis, cls, '__getattr__', of) ?? [];
  return found.flatMap((type) =>
    type.is !== 'function'
      ? []
      : callFunction(analysis, type).flatMap((given) =>
          given.is === 'member' && given.of.is === 'client' && given.name === '' ? [{ ...given, name }] : [],
        ),
  );
}
