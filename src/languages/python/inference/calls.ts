import type { Argument, Call, Expr } from '../ast.ts';
import type { Analysis } from './analysis.ts';
import { annotated, isKnown } from './annotations.ts';
import { attributeOf } from './attributes.ts';
import { basesOf, externalBases, memberOf, sourceOf } from './classes.ts';
import { elementsOf, entry } from './elements.ts';
import { fixtureNamed } from './fixtures.ts';
import {
  clientKind,
  gives,
  isPydanticModel,
  methodOfAnything,
  methodOfData,
  resultOf,
  soundsLikeClient,
} from './knowledge.ts';
import {
  because,
  data,
  isNone,
  unite,
  unknown,
  type FunctionRef,
  type Placed,
  type Type,
  type Types,
} from './types.ts';
import { functionAround } from './places.ts';

/** What a call gives. Coroutines are seen as what they return: every one of them is awaited somewhere. */
export function inferCall(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const callee = analysis.infer({ module, node: node.callee });
  return unite(...callee.map((type) => callOne(analysis, type, { module, node })));
}

function callOne(analysis: Analysis, type: Type, at: Placed<Call>): Types {
  switch (type.is) {
    case 'client-class':
      return construct(type, at, analysis);
    case 'class':
      return [{ is: 'instance', cls: type.cls }];
    case 'function':
      return callFunction(analysis, type);
    case 'lambda':
      return analysis.infer({ module: type.at.module, node: type.at.node.body });
    case 'callable':
      return type.returns;
    case 'external':
      return callExternal(analysis, type.path, at);
    case 'made':
      return [{ is: 'made', by: `${type.by}()` }];
    case 'member':
      return callMember(analysis, type.of, type.name, at);
    case 'unknown':
      return [type];
    default:
      return [unknown('it is the result of a call that is not understood')];
  }
}

function construct(type: Extract<Type, { is: 'client-class' }>, at: Placed<Call>, analysis: Analysis): Types {
  const cls = type.cls && { cls: type.cls };
  const client: Type = { is: 'client', because: type.cls ? 'subclass' : 'constructed', ...cls };
  if (!type.shortcut) return [client];
  const { args } = at.node;
  const transport = keyword(args, 'transport');
  if (keyword(args, 'app')) return [client];
  if (transport)
    return /\b[AW]SGITransport\b/.test(sourceOf(at.module, transport))
      ? [client]
      : transportType(analysis, transport, at, client);
  if (type.cls || args.some(({ form }) => form === 'double-splat')) return [{ ...client, likely: true }];
  return [{ is: 'made', by: 'httpx.Client' }];
}

/** A transport held in a name. */
function transportType(analysis: Analysis, transport: Expr, { module }: Placed<Call>, client: Type): Types {
  const types = analysis.infer({ module, node: transport });
  const made = types.every((type) => type.is === 'made' && /\.[AW]SGITransport$/.test(type.by));
  return types.length > 0 && made ? [client] : [{ is: 'made', by: 'httpx.Client' }];
}

/** What calling a function of the project gives: what it is annotated with, or what it returns or yields. */
export function callFunction(analysis: Analysis, { fn, self }: Extract<Type, { is: 'function' }>): Types {
  const { module, info } = fn;
  const key = self ? `${module.path}#${info.def.start} of ${self.is}` : info;
  const types = analysis.once(key, () => resultTypes(analysis, fn));
  // A method that returns `self` returns what it was called on.
  return because('factory', types);
}

function resultTypes(analysis: Analysis, fn: FunctionRef): Types {
  const { module, info } = fn;
  const declared = info.def.returns ? annotated(analysis, { module, node: info.def.returns }) : [];
  const isManager = info.def.decorators.some((decorator) =>
    /(^|\.)(async)?contextmanager$/.test(sourceOf(module, decorator)),
  );
  if (info.yields.length > 0) {
    const yielded = givenBy(analysis, fn);
    return [isManager ? { is: 'context', of: yielded } : { is: 'many', of: yielded, lazy: true }];
  }
  // httpx's clients are annotated alike for tests and for real requests; what is returned tells them apart.
  if (isKnown(declared) && !declared.some((type) => type.is === 'client' && type.likely)) return declared;
  const returned = givenBy(analysis, fn);
  return isKnown(returned) || declared.length === 0 ? returned : declared;
}

/** What a function returns or, when it is a generator, yields. */
export function givenBy(analysis: Analysis, { module, info }: FunctionRef): Types {
  const values = info.yields.length > 0 ? info.yields.filter(({ from }) => !from) : info.returns;
  const types = unite(...values.map(({ value }) => (value ? analysis.infer({ module, node: value }) : [])));
  return types.length > 0 || info.yields.length > 0 ? types : [data('none')];
}

/** What `with` gives for a context manager. */
export function enter(analysis: Analysis, types: Types): Types {
  return unite(
    ...types.map((type): Types => {
      switch (type.is) {
        case 'context':
          return type.of;
        case 'instance': {
          const method =
            memberOf(analysis, type.cls, '__enter__', type) ??
            memberOf(analysis, type.cls, '__aenter__', type);
          const [only] = method ?? [];
          return only?.is === 'function' ? callFunction(analysis, only) : [type];
        }
        default:
          return [type];
      }
    }),
  );
}

export const keyword = (args: readonly Argument[], name: string): Expr | undefined =>
  args.find((one) => one.form === 'keyword' && one.name?.id === name)?.value;

export const positional = (args: readonly Argument[], index: number): Expr | undefined => {
  const firstSplat = args.findIndex(({ form }) => form === 'splat');
  const plain = args.filter(({ form }, at) => form === 'positional' && (firstSplat < 0 || at < firstSplat));
  return plain[index]?.value;
};

function callExternal(analysis: Analysis, path: string, at: Placed<Call>): Types {
  const { module, node } = at;
  const first = positional(node.args, 0);
  const of = (expr: Expr | undefined): Types => (expr ? analysis.infer({ module, node: expr }) : []);
  if (clientKind(path) === 'factory') return [{ is: 'client', because: 'factory' }];
  switch (path) {
    case 'typing.cast':
    case 'typing_extensions.cast': {
      const declared = first ? annotated(analysis, { module, node: first }) : [];
      return isKnown(declared) ? declared : of(positional(node.args, 1));
    }
    case 'functools.partial':
      return [{ is: 'callable', returns: unite(...of(first).map((type) => callOne(analysis, type, at))) }];
    case 'builtins.open':
    case 'io.open':
      return [
        data(isBinary(positional(node.args, 1) ?? keyword(node.args, 'mode')) ? 'stream' : 'text-stream'),
      ];
    case 'builtins.getattr': {
      const name = positional(node.args, 1);
      if (name?.kind !== 'text' || name.value === undefined) return [unknown('its name is computed')];
      return unite(...of(first).map((type) => attributeOf(analysis, module, type, name.value ?? '')));
    }
    case 'builtins.super':
      return superTypes(analysis, at);
    case 'builtins.dict':
      return [data('mapping', at)];
    case 'builtins.list':
    case 'builtins.tuple':
    case 'builtins.set':
    case 'builtins.sorted':
      return [{ is: 'many', of: first ? elementsOf(of(first)) : [], lazy: false }];
    case 'builtins.iter':
    case 'builtins.reversed':
      return [{ is: 'many', of: elementsOf(of(first)), lazy: true }];
    case 'builtins.next':
    case 'builtins.anext':
      return elementsOf(of(first));
    case 'builtins.zip': {
      const items = node.args.map(({ value }) => elementsOf(of(value)));
      return [{ is: 'many', of: [{ is: 'tuple', items }], lazy: true }];
    }
    case 'builtins.enumerate':
      return [
        { is: 'many', of: [{ is: 'tuple', items: [[data('number')], elementsOf(of(first))] }], lazy: true },
      ];
    case 'copy.copy':
    case 'asyncio.run':
    case 'anyio.run':
      return of(first);
    case 'contextlib.closing':
    case 'contextlib.aclosing':
    case 'contextlib.nullcontext':
      return [{ is: 'context', of: of(first) }];
    default:
      return externalResult(path, at);
  }
}

function externalResult(path: string, at: Placed<Call>): Types {
  const kind = resultOf(path);
  if (kind) return [data(kind, at)];
  return [
    soundsLikeClient(path) ? { is: 'client', because: 'named', likely: true } : { is: 'made', by: path },
  ];
}

/** Whether an `open` mode says binary. */
const isBinary = (mode: Expr | undefined): boolean =>
  mode?.kind === 'text' && (mode.value ?? '').includes('b');

function superTypes(analysis: Analysis, { module, node }: Placed<Call>): Types {
  const owner = functionAround(module, node)?.owner;
  if (!owner) return [unknown('`super()` stands outside a class')];
  return basesOf(analysis, { module, info: owner }).flatMap((base): Types => {
    if (base.is === 'client-class')
      return [{ is: 'client', because: 'subclass', ...(base.cls && { cls: base.cls }) }];
    if (base.is === 'class') return [{ is: 'instance', cls: base.cls }];
    return base.is === 'external' ? [{ is: 'made', by: base.path }] : [];
  });
}

function callMember(analysis: Analysis, of: Type, name: string, at: Placed<Call>): Types {
  const { module, node } = at;
  const first = positional(node.args, 0);
  const argument = (): Types => (first ? analysis.infer({ module, node: first }) : []);
  switch (name) {
    case 'enter_context':
    case 'enter_async_context':
      return enter(analysis, argument());
    case 'getfixturevalue':
      return fixtureNamed(analysis, at);
    case 'items':
      return [
        {
          is: 'many',
          of: [{ is: 'tuple', items: [[data('text')], [unknown('it is a value of a mapping')]] }],
          lazy: true,
        },
      ];
  }
  switch (of.is) {
    case 'client':
      if (name === '__enter__' || name === '__aenter__') return [of];
      return gives(name) === 'response' ? [{ is: 'response' }] : [{ is: 'made', by: `client.${name}` }];
    case 'response':
      if (name === 'json') return [unknown('`.json()` of a response is whatever was parsed')];
      return name === 'read' ? [data('bytes')] : [{ is: 'made', by: `response.${name}` }];
    case 'data':
      return callData(analysis, of, name, at);
    case 'many':
    case 'tuple':
      return name === 'copy'
        ? [of]
        : name === 'pop'
          ? elementsOf([of])
          : [unknown(`\`.${name}()\` is not understood`)];
    case 'instance':
      return callInstance(analysis, of, name, at);
    case 'made':
      return callMade(of.by, name, at);
    default:
      return callUnknown(name, at, sourceOf(module, node));
  }
}

function callData(
  analysis: Analysis,
  of: Extract<Type, { is: 'data' }>,
  name: string,
  { node }: Placed<Call>,
): Types {
  const kind = methodOfData(of.kind, name);
  if (kind) return [data(kind)];
  const [first, second] = [positional(node.args, 0), positional(node.args, 1)];
  const named = of.literal ? undefined : namedLikeClient(first);
  if (named) return named;
  if (of.kind === 'mapping' && first && ['get', 'pop', 'setdefault'].includes(name)) {
    const found = entry(analysis, of.literal, first);
    return second?.kind === 'none' || !second ? found : unite(found, [unknown('it may be the default')]);
  }
  return [unknown(`\`.${name}()\` is not understood`)];
}

/** A method that no class of the project defines. */
function callInstance(
  analysis: Analysis,
  of: Extract<Type, { is: 'instance' }>,
  name: string,
  at: Placed<Call>,
): Types {
  const bases = externalBases(analysis, of.cls);
  if (name === 'json' && bases.some(isPydanticModel)) return [data('text')];
  const known = methodOfAnything(name);
  return known
    ? [data(known)]
    : bases.length > 0
      ? callUnknown(name, at, sourceOf(at.module, at.node))
      : [unknown(`\`.${name}()\` is not found`)];
}

function callMade(by: string, name: string, { node }: Placed<Call>): Types {
  if (name === 'open')
    return [
      data(isBinary(positional(node.args, 0) ?? keyword(node.args, 'mode')) ? 'stream' : 'text-stream'),
    ];
  if (name === 'to_json' && /^(pandas|polars|geopandas)\b/.test(by)) return [data('text')];
  const known = methodOfAnything(name);
  return known ? [data(known)] : [{ is: 'made', by: `${by}.${name}` }];
}

function callUnknown(name: string, { node }: Placed<Call>, source: string): Types {
  const known = methodOfAnything(name);
  if (known) return [data(known)];
  if (name === 'json') {
    return [
      data('text'),
      unknown(`\`${excerpt(source)}\` is text if that is a pydantic model, parsed JSON if it is a response`),
    ];
  }
  if (name === 'get' || name === 'pop')
    return (
      namedLikeClient(positional(node.args, 0)) ?? [
        unknown(`the result of \`${excerpt(source)}\` is not known`),
      ]
    );
  return [unknown(`the result of \`${excerpt(source)}\` is not known`)];
}

/** `options.pop("test_client", None)`: the key says what it may be. */
const namedLikeClient = (key: Expr | undefined): Types | undefined =>
  key?.kind === 'text' && /(^|_)client$/.test(key.value ?? '')
    ? [{ is: 'client', because: 'named', likely: true }]
    : undefined;

const excerpt = (source: string): string =>
  (source.length > 40 ? `${source.slice(0, 37)}...` : source).replace(/\s+/g, ' ');

export const withoutNone = (types: Types): Types => types.filter((type) => !isNone(type));
