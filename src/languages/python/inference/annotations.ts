import { responseLibrary, soundsLikeClient } from '../../../clients/packages.ts';
import { contains, slice } from '../../../core/text.ts';
import type { Expr, NameExpr, Subscript } from '../ast/expressions.ts';
import type { Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { expressionIn } from '../binding/quoted.ts';
import type { Binding } from '../binding/scope.ts';
import { lastName } from '../names.ts';
import type { Analysis } from './analysis.ts';
import { classMemberOf } from './classes/attributes.ts';
import { externalBases } from './classes/classes.ts';
import { callFunction } from './functions/functions.ts';
import { isMappingClass } from './knowledge.ts';
import { memberOfModule } from './names/imported.ts';
import { builtin, inferBinding } from './names/names.ts';
import { data, none, unite, type ClassRef, type Placed, type Type, type Types } from './types.ts';

/** What a value with an annotation may be; empty when that says nothing that is understood (`Any`, a type variable). */
export function inferAnnotation(analysis: Analysis, at: Placed): Types {
  const { module, node } = at;
  switch (node.kind) {
    case 'none':
      return [none];
    case 'text':
      return quoted(analysis, module, node.value);
    case 'binary':
      return node.operator === '|' ? either(analysis, module, [node.left, node.right]) : [];
    case 'subscript':
      return generic(analysis, module, node);
    case 'name': {
      const alias = aliasOf(module, node);
      // An alias may stand in itself: `Items = str | list["Items"]`.
      if (alias)
        return analysis.once(`alias ${module.path}#${alias.start}`, () =>
          inferAnnotation(analysis, { module, node: alias }),
        );
      const types = checkedBindings(at.module, node).map((one) => inferBinding(analysis, module, one));
      return instancesOf(analysis, types.length > 0 ? types.flat() : analysis.infer(at));
    }
    case 'attribute':
      return instancesOf(analysis, analysis.infer(at));
    default:
      return [];
  }
}

/** What a name stands for that is bound once, to a type that is no class by itself: `Apis = list[TestClient]`. */
function aliasOf(module: Module, name: NameExpr): Expr | undefined {
  const [binding, ...others] = module.bindingsOf(name);
  const { origin } = binding ?? {};
  if (origin?.by !== 'value' || origin.path.length > 0 || others.length > 0) return undefined;
  const { kind } = origin.value;
  const isType = kind === 'subscript' || kind === 'binary' || (kind === 'text' && origin.annotation);
  return isType ? origin.value : undefined;
}

/** What a name is bound to under `if TYPE_CHECKING:`. An annotation means that, whatever `else` says for the run. */
function checkedBindings({ ast, source, bindingsOf }: Module, name: NameExpr): readonly Binding[] {
  const isChecked = (statement: Stmt): boolean =>
    statement.kind === 'if' && /^(typing\.)?TYPE_CHECKING$/.test(slice(source, statement.test));
  const blocks = ast.body.filter(isChecked).flatMap((one) => (one.kind === 'if' ? one.body : []));
  return blocks.length === 0
    ? []
    : bindingsOf(name).filter(({ target }) => blocks.some((one) => contains(one, target)));
}

/** `X | Y`: nothing is known of the whole when nothing is known of a part. */
function either(analysis: Analysis, module: Module, nodes: readonly Expr[]): Types {
  const all = nodes.map((node) => inferAnnotation(analysis, { module, node }));
  return all.some((types) => types.length === 0) ? [] : unite(...all);
}

/** A forward reference. */
function quoted(analysis: Analysis, module: Module, text: string | undefined): Types {
  const at = text === undefined ? undefined : expressionIn(module, text);
  if (!at) return [];
  const { node } = at;
  return node.kind === 'name'
    ? instancesOf(analysis, memberOfModule(analysis, module, node.id) ?? builtin(node.id))
    : inferAnnotation(analysis, at);
}

const PLAIN: ReadonlyMap<string, Types> = new Map<string, Types>([
  ['builtins.str', [data('text')]],
  ['typing.AnyStr', [data('text'), data('bytes')]],
  ['typing.Text', [data('text')]],
  ['typing.LiteralString', [data('text')]],
  ['builtins.bytes', [data('bytes')]],
  ['builtins.bytearray', [data('buffer')]],
  ['builtins.memoryview', [data('buffer')]],
  ['builtins.int', [data('number')]],
  ['builtins.float', [data('number')]],
  ['builtins.bool', [data('boolean')]],
  ['typing.BinaryIO', [data('stream')]],
  ['io.BytesIO', [data('stream')]],
  ['typing.TextIO', [data('text-stream')]],
  ['io.StringIO', [data('text-stream')]],
  ['builtins.list', [data('sequence')]],
  ['typing.List', [data('sequence')]],
  ['typing.Sequence', [data('sequence')]],
  ['builtins.tuple', [data('sequence')]],
]);

const SILENT: ReadonlySet<string> = new Set([
  'typing.Any',
  'builtins.object',
  'typing.Self',
  'typing_extensions.Self',
  'typing.Callable',
]);

const isProtocol = (analysis: Analysis, cls: ClassRef): boolean =>
  externalBases(analysis, cls).some((path) => /^typing(_extensions)?\.Protocol$/.test(path));

/** A protocol with `__call__` is a function that gives something. */
const called = (analysis: Analysis, cls: ClassRef): Types =>
  (classMemberOf(analysis, cls, '__call__', { is: 'instance', cls }) ?? []).flatMap((type): Types =>
    type.is === 'function' ? [{ is: 'callable', returns: callFunction(analysis, type) }] : [],
  );

const instancesOf = (analysis: Analysis, types: Types): Types =>
  unite(...types.map((type) => instanceOf(analysis, type)));

function instanceOf(analysis: Analysis, type: Type): Types {
  switch (type.is) {
    case 'client-class':
      // httpx's own clients are for real requests as well: only a construction can prove one.
      return [
        {
          is: 'client',
          because: 'annotated',
          ...(type.shortcut && { likely: true }),
          ...(type.httpx && { httpx: true }),
          ...(type.cls && { cls: type.cls }),
        },
      ];
    case 'class':
      // A protocol says what something can do, not what it is.
      return isProtocol(analysis, type.cls)
        ? called(analysis, type.cls)
        : [{ is: 'instance', cls: type.cls }];
    case 'external':
      return externalInstance(type.path);
    case 'data':
    case 'tuple':
    case 'many':
    case 'client':
      return [];
    default:
      return [];
  }
}

function externalInstance(path: string): Types {
  if (SILENT.has(path)) return [];
  const plain = PLAIN.get(path);
  if (plain) return plain;
  if (isMappingClass(path)) return [data('mapping')];
  const library = responseLibrary(path);
  // Responses to real requests are annotated alike.
  if (library) return [{ is: 'response', library, because: 'annotated', likely: true }];
  if (soundsLikeClient(path)) return [{ is: 'client', because: 'annotated', likely: true }];
  return [{ is: 'made', by: path }];
}

const orNone = (types: Types): Types => (types.length > 0 ? unite(types, [none]) : []);

const mappingTo = (values: Types): Type => ({
  ...data('mapping'),
  ...(values.length > 0 && { holds: values }),
});

/** `Optional[X]`, `Generator[X, None, None]`, `Dict[str, X]`, ... */
function generic(analysis: Analysis, module: Module, { object, indices }: Subscript): Types {
  const of = (node: Expr | undefined): Types => (node ? inferAnnotation(analysis, { module, node }) : []);
  const [first] = indices;
  switch (lastName(object)) {
    case 'Optional':
      return orNone(of(first));
    case 'Union':
      return either(analysis, module, indices);
    case 'Annotated':
    case 'Awaitable':
    case 'Final':
    case 'ClassVar':
      return of(first);
    case 'Coroutine':
      return of(indices[2]);
    case 'Generator':
    case 'Iterator':
    case 'Iterable':
    case 'AsyncGenerator':
    case 'AsyncIterator':
    case 'AsyncIterable':
      return [{ is: 'many', of: of(first), lazy: true }];
    case 'ContextManager':
    case 'AsyncContextManager':
    case 'AbstractContextManager':
    case 'AbstractAsyncContextManager':
      return [{ is: 'context', of: of(first) }];
    case 'Callable':
      return [{ is: 'callable', returns: of(indices[1]) }];
    case 'Type':
    case 'type':
      return first ? analysis.infer({ module, node: first }) : [];
    case 'Literal':
      return first ? unite(...indices.map((node) => analysis.infer({ module, node }))) : [];
    case 'Tuple':
    case 'tuple': {
      const isOpen = indices.at(-1)?.kind === 'ellipsis';
      return isOpen
        ? [{ is: 'many', of: of(first), lazy: false }]
        : [{ is: 'tuple', items: indices.map(of) }];
    }
    case 'Dict':
    case 'dict':
    case 'Mapping':
    case 'MutableMapping':
    case 'OrderedDict':
    case 'DefaultDict':
    case 'defaultdict':
      return [mappingTo(of(indices[1]))];
    case 'List':
    case 'list':
    case 'Sequence':
    case 'Set':
    case 'set':
      return [{ is: 'many', of: of(first), lazy: false }];
    default:
      return instancesOf(analysis, analysis.infer({ module, node: object }));
  }
}
