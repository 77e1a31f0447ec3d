import { clientKind, soundsLikeClient } from '../../../../clients/packages.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { memberOf } from '../members.ts';
import { corrected } from '../corrected.ts';
import { basesOf } from '../classes/classes.ts';
import { isMixedIntoClient } from '../classes/subclasses.ts';
import { classesOf } from '../classes/reflection.ts';
import { isBinary, keyword, positional } from '../functions/arguments.ts';
import { resultOf } from '../knowledge.ts';
import { importedModule } from '../names/imported.ts';
import { lazyFixture } from '../pytest/fixtures.ts';
import { recordBy } from '../functions/records.ts';
import { isNamespace } from '../replaced/namespaces.ts';
import { collect } from './collecting.ts';
import { data, isDefinite, textOf, unite, unknown, type Placed, type Type, type Types } from '../types.ts';
import { literalText } from '../../names.ts';

/** What calling something outside the project gives. */
export function callExternal(analysis: Analysis, path: string, at: Placed<Call>): Types {
  const { module, node } = at;
  const first = positional(node.args, 0);
  const of = (expr: Expr | undefined): Types => (expr ? analysis.infer({ module, node: expr }) : []);
  if (clientKind(path) === 'factory') return [{ is: 'client', because: 'factory' }];
  const collected = collect(analysis, path, at);
  if (collected) return collected;
  if (isNamespace(path)) return [{ is: 'namespace', at }];
  if (LAZY.test(path)) return lazily(analysis, at, first);
  if (IMPORTING.has(path)) return importedByText(analysis, module, first);
  switch (path) {
    case 'typing.cast':
    case 'typing_extensions.cast': {
      const annotated = first ? analysis.inferAnnotation({ module, node: first }) : [];
      const value = of(positional(node.args, 1));
      return isDefinite(annotated) ? corrected(annotated, value) : value;
    }
    case 'builtins.open':
    case 'io.open':
      return [
        data(isBinary(positional(node.args, 1) ?? keyword(node.args, 'mode')) ? 'stream' : 'text-stream', at),
      ];
    case 'tempfile.NamedTemporaryFile':
    case 'tempfile.TemporaryFile':
      return isTextMode(positional(node.args, 0) ?? keyword(node.args, 'mode'))
        ? [data('text-stream', at)]
        : [{ is: 'made', by: path }];
    case 'builtins.getattr':
      return computedAttribute(analysis, of(first), of(positional(node.args, 1)), at);
    case 'builtins.type':
      return node.args.length === 1 ? classesOf(analysis, of(first)) : [{ is: 'made', by: path }];
    case 'builtins.super':
      return superTypes(analysis, at);
    case 'contextvars.ContextVar':
      return [{ is: 'variable', at }];
    case 'collections.namedtuple':
    case 'typing.NamedTuple':
      return [recordBy(analysis, at) ?? { is: 'made', by: 'collections.namedtuple' }];
    case 'copy.copy':
    case 'copy.deepcopy':
    case 'weakref.proxy':
    case 'builtins.staticmethod':
    case 'functools.cache':
    case 'asyncio.run':
    case 'anyio.run':
      return of(first);
    case 'weakref.ref':
    case 'weakref.WeakMethod':
      return [{ is: 'callable', returns: of(first) }];
    case 'contextlib.closing':
    case 'contextlib.aclosing':
    case 'contextlib.nullcontext':
      return [{ is: 'context', of: of(first) }];
    default:
      return externalResult(path, at);
  }
}

/** A mode that is written, and is not one for bytes. */
const isTextMode = (mode: Expr | undefined): boolean =>
  mode?.kind === 'text' && mode.value !== undefined && !isBinary(mode);

const IMPORTING: ReadonlySet<string> = new Set(['pytest.importorskip', 'importlib.import_module']);

/** What stands for a fixture where a test is parametrized. */
const LAZY =
  /^(?:pytest|pytest_lazyfixture|pytest_lazy_fixture)\.lazy_fixture$|^pytest_lazy_fixtures\.lfc?$|^pytest_cases\.fixture_ref$/;

/** `lazy_fixture("api")`, `lf("api.post")`. */
function lazily(analysis: Analysis, at: Placed, given: Expr | undefined): Types {
  const [name = '', ...members] = (literalText(given) ?? '').split('.');
  const found = lazyFixture(analysis, at, name) ?? [unknown(`cannot find a fixture \`${name}\``)];
  return members.reduce<Types>(
    (of, member) => unite(...of.map((type) => memberOf(analysis, at.module, type, member))),
    found,
  );
}

/** `httpx = pytest.importorskip("httpx")`. */
const importedByText = (analysis: Analysis, module: Module, name: Expr | undefined): Types =>
  name?.kind === 'text' && name.value && !name.value.startsWith('.')
    ? importedModule(analysis, module, name.value)
    : [unknown('cannot tell which module is imported')];

/** `getattr(object, name)`. */
function computedAttribute(analysis: Analysis, of: Types, names: Types, { module }: Placed<Call>): Types {
  const texts = names.map(textOf);
  const known = texts.filter((text) => text !== undefined);
  if (known.length > 0 && known.length === texts.length)
    return unite(...of.flatMap((type) => known.map((name) => memberOf(analysis, module, type, name))));
  return unite(
    of.map((type): Type =>
      type.is === 'client'
        ? { is: 'member', of: type, name: '' }
        : unknown('the name of the attribute is computed'),
    ),
  );
}

function externalResult(path: string, at: Placed<Call>): Types {
  const kind = resultOf(path);
  if (kind) return [data(kind, at)];
  return [
    soundsLikeClient(path) ? { is: 'client', because: 'named', likely: true } : { is: 'made', by: path },
  ];
}

function superTypes(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const owner = functionAround(module, node)?.owner;
  if (!owner) return [unknown('`super()` is called outside a class')];
  const mixed: Types = isMixedIntoClient(analysis, { module, info: owner })
    ? // The mixin may stand before other classes too.
      [{ is: 'client', because: 'subclass', likely: true }]
    : [];
  const bases = basesOf(analysis, { module, info: owner }).flatMap((base): Types => {
    // A class of httpx makes real requests, whatever its subclass is given.
    if (base.is === 'client-class' && base.shortcut) return [{ is: 'made', by: 'httpx.Client' }];
    if (base.is === 'client-class')
      return [{ is: 'client', because: 'subclass', ...(base.cls && { cls: base.cls }) }];
    if (base.is === 'class') return [{ is: 'instance', cls: base.cls }];
    return base.is === 'external' && base.path !== 'builtins.object' ? [{ is: 'made', by: base.path }] : [];
  });
  return unite(bases, mixed);
}
