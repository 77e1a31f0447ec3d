import { methodNamed, urlIndex } from '../../../clients/methods.ts';
import { GIVEN } from '../../../clients/routes/names.ts';
import { methodsOf, option, type ClientCall } from '../../../core/model/calls.ts';
import { textsOf as constantsOf } from '../../../core/model/values.ts';
import { unrouted, type Reached, type RouteTrace } from '../../../core/routes.ts';
import { whereIn } from '../../kernel/hidden.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { externalBases } from '../inference/classes/classes.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import type { Placed, Type } from '../inference/types.ts';
import { answersOf, answersOfApplication } from './handlers.ts';
import { makersOf, type Maker } from './makers.ts';
import { matching } from './match.ts';
import { tableOf } from './table.ts';
import { textsOf } from './texts.ts';

/** Where a path leads to more routes it is known too little of it. */
const MAX_ROUTES = 20;

/**
 * What the application may answer to a call, as far as its routes are in the project. `shared`: what is known of the other files,
 * which all files of a project share.
 */
export function routeOf(
  analysis: Analysis,
  shared: Analysis,
  module: Module,
  node: Call,
  call: ClientCall,
): RouteTrace {
  const url = urlOf(call, node);
  if (!url) return unrouted;
  const methods = httpMethods(call);
  const asked = {
    paths: textsOf(analysis, { module, node: url }),
    methods,
    application: makersOf(analysis, { module, node: receiverOf(node) }),
  };
  const table = tableFor(analysis, shared, module);
  const bare = bareApplications(analysis, asked.application);
  if (bare.length > 0)
    return {
      reached: bare.map((at): Reached => ({
        ...{ at: whereIn(at.module, at.node.start), by: 'handler' },
        answers: answersOfApplication(analysis, at),
      })),
    };
  const reached = matching(table, module, asked)
    .slice(0, MAX_ROUTES)
    .map((matched): Reached => {
      const { at } = matched.route.registration;
      return {
        at: whereIn(at.module, at.node.start),
        by: matched.by,
        answers: answersOf(table, matched, methods),
      };
    });
  return { reached };
}

/** Functions and objects that are applications themselves and have no routes: `async def app(scope, receive, send)`. */
const bareApplications = (analysis: Analysis, makers: readonly Maker[]): readonly Placed[] =>
  makers.flatMap(({ at }): readonly Placed[] => {
    if (!at || !analysis.infer(at).some(({ is }) => is === 'client')) return [];
    const { module, node } = at;
    const application = keyword(node.args, GIVEN.application) ?? positional(node.args, 0);
    const types = application ? analysis.infer({ module, node: application }) : [];
    const isBare = types.length > 0 && types.every((type) => isBareApplication(analysis, type));
    return application && isBare ? [{ module, node: application }] : [];
  });

function isBareApplication(analysis: Analysis, type: Type): boolean {
  if (type.is === 'function') return true;
  return (
    type.is === 'instance' &&
    externalBases(analysis, type.cls).length === 0 &&
    analysis.classMemberOf(type.cls, '__call__', type) !== undefined
  );
}

const tableFor = oncePer((analysis: Analysis, shared: Analysis, module: Module) =>
  tableOf(analysis, shared, module),
);

/** The argument that holds the URL; of a method that is not known, the first. */
function urlOf({ method, callee }: ClientCall, { args }: Call): Expr | undefined {
  const known = methodNamed(method.name);
  const isShifted = callee.via === 'bound' && positional(args, 0) !== undefined && known === undefined;
  // What is handed over, or the client itself, stands before the arguments of the method.
  const before = callee.via === 'bound' && ['passed', 'class'].includes(callee.holder) ? 1 : 0;
  return (
    keyword(args, 'url') ?? (isShifted ? undefined : positional(args, before + (known ? urlIndex(known) : 0)))
  );
}

/** `client` of `client.post(...)` and of `getattr(client, name)(...)`. */
function receiverOf({ callee }: Call): Expr {
  if (callee.kind === 'attribute') return callee.object;
  return (callee.kind === 'call' && positional(callee.args, 0)) || callee;
}

/** The HTTP methods that a call may have; `undefined`: any. */
function httpMethods(call: ClientCall): readonly string[] | undefined {
  const called = methodsOf(call);
  if (!called?.includes('request')) return called?.map((method) => method.toUpperCase());
  const method = option(call, 'method')?.value ?? call.args[0];
  return (method && constantsOf(method))?.map((one) => one.toUpperCase());
}
