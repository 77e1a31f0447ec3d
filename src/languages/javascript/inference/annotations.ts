import { keyName, typeArgumentsOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { annotationOf } from '../binding/patterns.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from './analysis.ts';
import { isClientMethod } from './clients.ts';
import { withoutRequest } from './collections/elements.ts';
import { importedResponse } from './classes/responses.ts';
import { callFunction } from './functions/functions.ts';
import { questionOn } from './keys.ts';
import { declaredBy } from './knowledge.ts';
import { basesOf, membersOf } from './classes/shapes.ts';
import { fetched } from './subjects.ts';
import { clientOf, data, none, unite, unknown, type Placed, type Type, type Types } from './types.ts';

/** What an annotation says of a value: what a value of the written type is. */
export function inferAnnotation(analysis: Analysis, { module, node }: Placed): Types {
  switch (node.type) {
    case 'TSStringKeyword':
    case 'StringTypeAnnotation':
    case 'StringLiteralTypeAnnotation':
    case 'TSTemplateLiteralType':
      return [data('text')];
    case 'TSNumberKeyword':
    case 'TSBigIntKeyword':
    case 'NumberTypeAnnotation':
      return [data('number')];
    case 'TSBooleanKeyword':
    case 'BooleanTypeAnnotation':
      return [data('boolean')];
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
    case 'TSVoidKeyword':
    case 'NullLiteralTypeAnnotation':
    case 'VoidTypeAnnotation':
      return [none];
    case 'TSLiteralType':
      return node.literal.type === 'StringLiteral' || node.literal.type === 'TemplateLiteral'
        ? [data('text', { module, node: node.literal })]
        : [data(node.literal.type === 'BooleanLiteral' ? 'boolean' : 'number')];
    default:
      return readCompound(analysis, { module, node });
  }
}

/** Types made of others, and names. */
function readCompound(analysis: Analysis, { module, node }: Placed): Types {
  const of = (type: Node): Types => analysis.inferAnnotation({ module, node: type });
  switch (node.type) {
    case 'TSUnionType':
    case 'UnionTypeAnnotation':
      return unite(...node.types.map(of));
    case 'NullableTypeAnnotation':
      return unite(of(node.typeAnnotation), [none]);
    case 'TSIntersectionType':
    case 'IntersectionTypeAnnotation': {
      const all = node.types.map(of);
      const client = all.find((types) => types.some(({ is }) => is === 'client'));
      return client && !all.some(declaresMethods) ? client : unite(...all);
    }
    case 'TSArrayType':
    case 'ArrayTypeAnnotation':
      return [{ is: 'many', of: of(node.elementType) }];
    case 'TSTupleType':
      return [
        {
          is: 'array',
          items: node.elementTypes.map((one) =>
            of(one.type === 'TSNamedTupleMember' ? one.elementType : one),
          ),
        },
      ];
    case 'TSTypeOperator':
    case 'TSParenthesizedType':
    case 'TSOptionalType':
      return of(node.typeAnnotation);
    case 'TSTypeLiteral':
    case 'ObjectTypeAnnotation':
      return [{ is: 'shape', at: { module, node } }];
    case 'TSTypeQuery':
      return node.exprName.type === 'TSImportType' ? [] : inferEntity(analysis, module, node.exprName);
    case 'TypeofTypeAnnotation':
      return analysis.infer({ module, node: node.argument });
    case 'TSFunctionType':
      return [{ is: 'callable', returns: node.typeAnnotation ? of(node.typeAnnotation.typeAnnotation) : [] }];
    case 'TSIndexedAccessType': {
      const key =
        node.indexType.type === 'TSLiteralType' && node.indexType.literal.type === 'StringLiteral'
          ? node.indexType.literal.value
          : undefined;
      return key === undefined
        ? [unknown('cannot tell its type')]
        : unite(...of(node.objectType).map((type) => analysis.memberOf(type, key)));
    }
    case 'TSTypeReference':
      return named(analysis, module, node, node.typeName, typeArgumentsOf(node));
    case 'GenericTypeAnnotation':
      return named(analysis, module, node, node.id, typeArgumentsOf(node));
    case 'TSExpressionWithTypeArguments':
      return named(analysis, module, node, node.expression, typeArgumentsOf(node));
    default:
      return [unknown('cannot tell its type')];
  }
}

/** Whether a type declares methods of a client, which stand in place of the client's own. */
const declaresMethods = (types: Types): boolean =>
  types.some(
    (type) =>
      type.is === 'shape' &&
      membersOf(type.at.node).some(
        (member) => 'key' in member && isClientMethod(keyName(member.key, false) ?? ''),
      ),
  );

/** Generic types that infer as their argument. */
const TRANSPARENT = new Set(
  (
    'Promise PromiseLike Awaited Readonly NonNullable Required Partial Mutable DeepPartial Mocked MockedObject ' +
    'NoInfer OmitThisParameter'
  ).split(' '),
);
const COLLECTIONS = new Set('Array ReadonlyArray Set Iterable $ReadOnlyArray'.split(' '));

/** `Name`, `Name<Argument>`, `namespace.Name`. */
function named(analysis: Analysis, module: Module, at: Node, name: Node, args: readonly Node[]): Types {
  const path = dotted(name);
  const first = args[0] && analysis.inferAnnotation({ module, node: args[0] });
  const local = name.type === 'Identifier' ? localType(analysis, module, at, name.name) : undefined;
  if (local) return local;
  const values =
    name.type === 'Identifier' && !module.variableNamed(name.name, at)
      ? []
      : inferEntity(analysis, module, name);
  const instances = values.flatMap((type) => instanceOf(type));
  const response = name.type === 'Identifier' && importedResponse(analysis, module, name, instances);
  if (response) return [response];
  if (instances.length > 0) return instances;
  if (first && TRANSPARENT.has(path)) return first;
  if (first && args[1] && (path === 'Pick' || path === 'Omit')) {
    const isWhole = /\brequest\b/.test(sourceOf(module, args[1])) === (path === 'Pick');
    return isWhole || !first.some(({ is }) => is === 'client') ? first : withoutRequest(first);
  }
  if (first && COLLECTIONS.has(path)) return [{ is: 'many', of: first }];
  if (first && path === 'ReturnType') return unite(...first.map((type) => resultOfType(analysis, type)));
  if (first && path === 'InstanceType') return first.flatMap((type) => instanceOf(type));
  if ((path === 'AsyncIterable' || path === 'AsyncGenerator' || path === 'Generator') && first)
    return [unknown('it is an iterator')];
  const external = values.find((type) => type.is === 'external');
  const known = declaredBy(external?.is === 'external' ? external.path : path);
  if (known) return [known];
  if (path === 'Response') return [fetched];
  return [unknown(`cannot resolve its type \`${path}\``)];
}

/** An interface or an alias of the file. */
export function localType(analysis: Analysis, module: Module, from: Node, name: string): Types | undefined {
  const found = module.typesNamed(name, from);
  if (found.length === 0) return undefined;
  return unite(
    ...found.map((node): Types => {
      if (node.type === 'TSTypeAliasDeclaration')
        return analysis.inferAnnotation({ module, node: node.typeAnnotation });
      if (node.type === 'TypeAlias') return analysis.inferAnnotation({ module, node: node.right });
      if (node.type !== 'TSInterfaceDeclaration') return [{ is: 'shape', at: { module, node } }];
      const bases = basesOf(analysis, { module, node });
      const client = bases.filter(({ is }) => is === 'client');
      const shape: Type = { is: 'shape', at: { module, node } };
      return client.length > 0 && !declaresMethods([shape]) ? client : [...client, shape];
    }),
  );
}

/** The type of a value that is annotated with a class; enums and imported types are value types already. */
function instanceOf(type: Type): Types {
  switch (type.is) {
    case 'client-class':
      return [clientOf(type, 'annotated')];
    case 'class':
      return [{ is: 'instance', cls: type.cls }];
    case 'enumeration':
      return [data('unknown')];
    case 'unknown':
    case 'external':
    case 'made':
    case 'member':
    case 'function':
    case 'module':
      return [];
    default:
      return [type];
  }
}

const resultOfType = (analysis: Analysis, type: Type): Types =>
  type.is === 'function' ? callFunction(analysis, type) : type.is === 'callable' ? type.returns : [];

/** `name` or `namespace.name` as a value. */
function inferEntity(analysis: Analysis, module: Module, node: Node): Types {
  if (node.type === 'TSQualifiedName')
    return unite(
      ...inferEntity(analysis, module, node.left).map((type) => analysis.memberOf(type, node.right.name)),
    );
  if (node.type !== 'Identifier') return [];
  const variable = module.variableNamed(node.name, node);
  return variable
    ? unite(...variable.bindings.map((binding) => analysis.inferBinding(module, binding)))
    : [{ is: 'external', path: node.name }];
}

function dotted(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'TSQualifiedName') return `${dotted(node.left)}.${node.right.name}`;
  if (node.type === 'QualifiedTypeIdentifier') return `${dotted(node.qualification)}.${node.id.name}`;
  return '';
}

/** What a member of an interface or object type is; `undefined` when it declares none. */
export function memberOfShape(analysis: Analysis, at: Placed, name: string): Types | undefined {
  // An interface may extend itself, by way of others.
  const found = analysis.once(
    questionOn(at.node, `member ${name}`),
    () => findMember(analysis, at, name) ?? [],
  );
  return found.length > 0 ? found : undefined;
}

function findMember(analysis: Analysis, { module, node }: Placed, name: string): Types | undefined {
  const members = membersOf(node);
  for (const member of members) {
    if (!('key' in member) || keyName(member.key, false) !== name) continue;
    if (member.type === 'TSMethodSignature') {
      const type = annotationOf(member);
      return [{ is: 'callable', returns: type ? analysis.inferAnnotation({ module, node: type }) : [] }];
    }
    const type = member.type === 'ObjectTypeProperty' ? member.value : annotationOf(member);
    return type ? analysis.inferAnnotation({ module, node: type }) : [unknown('cannot tell its type')];
  }
  const inherited = basesOf(analysis, { module, node })
    .filter(({ is }) => is !== 'unknown')
    .map((base) => analysis.memberOf(base, name));
  return inherited.length > 0 ? unite(...inherited) : undefined;
}
