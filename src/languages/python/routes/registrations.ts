import {
  GIVEN,
  MIDDLEWARE,
  registrarNamed,
  routeClass,
  type Registrar,
} from '../../../clients/routes/names.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Argument, Call, Expr } from '../ast/expressions.ts';
import type { ClassInfo, FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { writtenItems } from '../inference/collections/elements.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import type { Placed } from '../inference/types.ts';
import { lastName, literalText } from '../names.ts';
import { keyOf, makersOf, type Maker } from './makers.ts';
import { routePattern } from './patterns.ts';
import { textsOf } from './texts.ts';

/** What is registered: an expression, or what a decorator stands above. */
export type Target =
  | { readonly is: 'expression'; readonly at: Placed }
  | { readonly is: 'function'; readonly module: Module; readonly info: FunctionInfo }
  | { readonly is: 'class'; readonly module: Module; readonly info: ClassInfo };

/** A call that registers something with an application or a router. */
export interface Registration {
  readonly adds: Registrar['adds'];
  /** What it is registered with. Of a route that is in no list in sight: nothing. */
  readonly owners: readonly Maker[];
  readonly at: Placed<Call>;
  readonly key: string;
  readonly target: Target | undefined;
  /** Paths of routes, prefixes of routers; patterns. */
  readonly paths: readonly string[];
  /** The HTTP methods of a route; absent where they are not known. */
  readonly methods?: readonly string[];
  /** Whether methods are written; if not, a class answers all. */
  readonly isMethodGiven: boolean;
  /** The name that an exception is registered by: a class, or a status. */
  readonly exception?: Placed;
  readonly name?: string;
}

/** Everything that a file registers. */
export const registrationsIn = oncePer((module: Module, analysis: Analysis): readonly Registration[] => [
  ...decorated(analysis, module),
  ...module.calls.flatMap((call) => [
    ...byMethod(analysis, module, call),
    ...byLists(analysis, { module, node: call }),
    ...unlisted(analysis, module, call),
  ]),
]);

/** `@app.post("/login")` above a function or a class. */
function decorated(analysis: Analysis, module: Module): readonly Registration[] {
  const functions = [...module.functions.values()].map((info): Target => ({ is: 'function', module, info }));
  const classes = [...module.classes.values()].map((info): Target => ({ is: 'class', module, info }));
  return [...functions, ...classes].flatMap((target) => {
    const decorators = target.is === 'expression' ? [] : target.info.def.decorators;
    return decorators.flatMap((mark) =>
      mark.kind === 'call' ? registered(analysis, { module, node: mark }, target) : [],
    );
  });
}

/** `app.add_route("/login", login)`, `app.post("/login")(login)`. */
function byMethod(analysis: Analysis, module: Module, call: Call): readonly Registration[] {
  const { callee } = call;
  if (callee.kind === 'call') {
    const handler = positional(call.args, 0);
    const target = handler && ({ is: 'expression', at: { module, node: handler } } as const);
    return target ? registered(analysis, { module, node: callee }, target) : [];
  }
  const registrar = callee.kind === 'attribute' ? registrarNamed(callee.attribute.id) : undefined;
  const target = registrar?.target && argument(call.args, registrar.target);
  return target
    ? registered(analysis, { module, node: call }, { is: 'expression', at: { module, node: target } })
    : [];
}

function registered(
  analysis: Analysis,
  { module, node }: Placed<Call>,
  target: Target,
): readonly Registration[] {
  const { callee } = node;
  const registrar = callee.kind === 'attribute' ? registrarNamed(callee.attribute.id) : undefined;
  if (!registrar || callee.kind !== 'attribute') return [];
  const owners = makersOf(analysis, { module, node: callee.object });
  const made = registration(analysis, { module, node }, registrar, target, owners);
  return made ? [made] : [];
}

const argument = (args: readonly Argument[], [index, name]: readonly [number, string]): Expr | undefined =>
  keyword(args, name) ?? positional(args, index);

function registration(
  analysis: Analysis,
  at: Placed<Call>,
  registrar: Registrar,
  target: Target | undefined,
  owners: readonly Maker[],
): Registration | undefined {
  const { module, node } = at;
  const { adds, path } = registrar;
  const pathNode =
    path === undefined ? keyword(node.args, GIVEN.prefix) : argument(node.args, [path, GIVEN.path]);
  if (adds === 'route' && !pathNode) return undefined;
  const paths = pathNode ? textsOf(analysis, { module, node: pathNode }) : [''];
  // `@mock.patch("shop.pay")` is no route.
  const written = paths.filter((one) => one === '' || /^[/\uE000{]/.test(one));
  if (written.length === 0) return undefined;
  const methods = keyword(node.args, GIVEN.methods);
  const given = methods && methodsIn(analysis, { module, node: methods });
  const name = literalText(keyword(node.args, GIVEN.name));
  const exception = adds === 'exception-handler' ? positional(node.args, 0) : undefined;
  return {
    ...{ adds, owners, at, target, key: keyOf(module, node) },
    paths: written.map(routePattern),
    ...(methods ? given && { methods: given } : registrar.methods && { methods: registrar.methods }),
    isMethodGiven: methods !== undefined,
    ...(exception && { exception: { module, node: exception } }),
    ...(name !== undefined && { name }),
  };
}

/** `methods=["POST"]`; `undefined` where not all of them are known. */
function methodsIn(analysis: Analysis, at: Placed): readonly string[] | undefined {
  const names = writtenItems(analysis, at)?.map(({ node }) => literalText(node));
  const known = names?.filter((one) => one !== undefined);
  return known && known.length === names?.length ? known.map((one) => one.toUpperCase()) : undefined;
}

/** What the lists that an application is made with register: `routes=[Route("/login", login)]`. */
function byLists(analysis: Analysis, at: Placed<Call>): readonly Registration[] {
  const { module, node } = at;
  const owner: Maker = { keys: [keyOf(module, node)], at };
  const itemsOf = (list: Expr | undefined): readonly Placed<Call>[] =>
    list ? callsIn(analysis, { module, node: list }) : [];
  const isRouter = lastName(node.callee) === 'Router';
  const routes = keyword(node.args, GIVEN.routes) ?? (isRouter ? positional(node.args, 0) : undefined);
  return [
    ...itemsOf(routes).flatMap((item) => routeMade(analysis, item, [owner]) ?? []),
    ...itemsOf(keyword(node.args, GIVEN.middleware)).flatMap((item) => middlewareMade(item, owner) ?? []),
    ...handlersGiven(analysis, at, owner),
  ];
}

/** The calls that make the items of a list, wherever they are written. */
const callsIn = (analysis: Analysis, list: Placed): readonly Placed<Call>[] =>
  (writtenItems(analysis, list) ?? []).flatMap(({ module, node }) =>
    node.kind === 'call'
      ? [{ module, node }]
      : makersOf(analysis, { module, node }).flatMap(({ at }) => at ?? []),
  );

function routeMade(analysis: Analysis, at: Placed<Call>, owners: readonly Maker[]): Registration | undefined {
  const { module, node } = at;
  const registrar = routeClass(lastName(node.callee) ?? '');
  if (!registrar?.target) return undefined;
  const target = argument(node.args, registrar.target);
  return registration(
    analysis,
    at,
    registrar,
    target && { is: 'expression', at: { module, node: target } },
    owners,
  );
}

/** A route in no list that is in sight is registered somewhere; the table leaves out those that are in one. */
function unlisted(analysis: Analysis, module: Module, node: Call): readonly Registration[] {
  const made = routeMade(analysis, { module, node }, []);
  return made ? [made] : [];
}

function middlewareMade({ module, node }: Placed<Call>, owner: Maker): Registration | undefined {
  const target = lastName(node.callee) === MIDDLEWARE ? positional(node.args, 0) : undefined;
  return target && plain('middleware', { module, node }, { module, node: target }, owner);
}

const plain = (adds: Registration['adds'], at: Placed<Call>, target: Placed, owner: Maker): Registration => ({
  ...{ adds, at, owners: [owner], key: keyOf(at.module, at.node), paths: [''], isMethodGiven: false },
  target: { is: 'expression', at: target },
});

/** `exception_handlers={404: not_found}`. */
function handlersGiven(analysis: Analysis, at: Placed<Call>, owner: Maker): readonly Registration[] {
  const given = keyword(at.node.args, GIVEN.exceptionHandlers);
  if (!given) return [];
  const types = analysis.infer({ module: at.module, node: given });
  return types.flatMap((type) => {
    const literal = type.is === 'data' ? type.literal : undefined;
    if (literal?.node.kind !== 'dict') return [];
    const { module } = literal;
    return literal.node.entries.flatMap(({ key, value }) =>
      key
        ? [
            {
              ...plain('exception-handler', at, { module, node: value }, owner),
              exception: { module, node: key },
            },
          ]
        : [],
    );
  });
}
