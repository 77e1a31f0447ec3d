import type { Answer, Role } from '../../../core/routes.ts';
import { DEPENDS, isOfDependency, isOfFramework } from '../../../clients/routes/names.ts';
import { codesOf } from '../../../clients/redirects/statuses.ts';
import { whereIn } from '../../kernel/hidden.ts';
import type { Expr } from '../ast/expressions.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { positional } from '../inference/functions/arguments.ts';
import { functionKey, type FunctionRef, type Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { valuesOf } from '../responses/values.ts';
import { isExpr, walk } from '../walk.ts';
import {
  gatherFunction,
  gatherMethods,
  gatherTarget,
  makingOf,
  raisedBy,
  type Gathering,
} from './answers.ts';
import type { Matched } from './match.ts';
import type { Registration, Target } from './registrations.ts';
import { sourcesOf } from './sources.ts';
import type { Table } from './table.ts';

/** Stands for whatever a dependency raises that is not in the project. */
const OUT_OF_SIGHT = '*';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/** Everything that has a say in the answer of a route. */
export function answersOf(
  { analysis, byOwner, makers }: Table,
  { by, route: { registration, owners, through } }: Matched,
  methods: readonly string[] | undefined,
): readonly Answer[] {
  const gathering: Gathering = { analysis, found: [], raised: new Set(), visited: new Set() };
  const add = (at: Registration['at'], role: Role): void => {
    gathering.found.push(makingOf(analysis, at, sourceOf(at.module, at.node.callee), role));
  };
  const around = owners.flatMap((key) => byOwner.get(key) ?? []);
  const made = owners.flatMap((key) => makers.get(key) ?? []);
  for (const at of made) add(at, 'router');
  gatherRouterStores(gathering, made);
  for (const one of around) if (one.adds === 'middleware') gatherRegistered(gathering, one, 'middleware', []);
  if (by !== 'handler') return gathering.found;

  for (const { at } of [registration, ...through]) add(at, 'registration');
  for (const { module, node } of [registration.at, ...through.map(({ at }) => at), ...made])
    for (const { name, value } of node.args) if (name) gatherDepends(gathering, { module, node: value });
  const verbs = methods?.map((method) => method.toLowerCase()) ?? VERBS;
  const handlers = gatherRegistered(gathering, registration, 'handler', verbs);
  for (const fn of handlers) gatherAround(gathering, fn, registration.at.node);
  for (const one of around)
    if (one.adds === 'exception-handler' && handles(gathering, one))
      gatherRegistered(gathering, one, 'exception-handler', []);
  return gathering.found;
}

/** What an application that has no routes answers. */
export function answersOfApplication(analysis: Analysis, at: Placed): readonly Answer[] {
  const gathering: Gathering = { analysis, found: [], raised: new Set(), visited: new Set() };
  gatherTarget(gathering, at, 'handler', []);
  return gathering.found;
}

/** `app.router.redirect_slashes = False` */
function gatherRouterStores({ found }: Gathering, made: readonly Registration['at'][]): void {
  for (const module of new Set(made.map((at) => at.module)))
    for (const { target, origin } of module.stores)
      if (origin.by === 'value' && (origin.value.kind === 'false' || origin.value.kind === 'true'))
        found.push({
          ...{ is: 'storing', role: 'router', at: whereIn(module, target.start), name: target.attribute.id },
          given: { values: [origin.value.kind === 'true'] },
        });
}

function gatherRegistered(
  gathering: Gathering,
  { target }: Registration,
  role: Role,
  methods: readonly string[],
): readonly FunctionRef[] {
  if (!target) return [];
  switch (target.is) {
    case 'expression':
      return gatherTarget(gathering, target.at, role, methods);
    case 'function': {
      const { module, info } = target;
      gatherFunction(gathering, { module, info }, role);
      return [{ module, info }];
    }
    case 'class':
      return ofClass(gathering, target, role, methods);
    default:
      return target satisfies never;
  }
}

function ofClass(
  gathering: Gathering,
  { module, info }: Extract<Target, { is: 'class' }>,
  role: Role,
  methods: readonly string[],
): readonly FunctionRef[] {
  gatherMethods(gathering, { module, info }, methods, role);
  return [];
}

/** The other decorators of a handler, and what is called for its parameters. */
function gatherAround(gathering: Gathering, fn: FunctionRef, registered: Expr): void {
  const { analysis, found } = gathering;
  const { module, info } = fn;
  for (const mark of info.def.decorators) {
    if (mark === registered) continue;
    const node = mark.kind === 'call' ? mark.callee : mark;
    for (const type of analysis.infer({ module, node })) {
      if (type.is === 'function') gatherFunction(gathering, type.fn, 'dependency');
      else if (type.is === 'external' && mark.kind === 'call')
        found.push({
          ...makingOf(analysis, { module, node: mark }, type.path, 'dependency', true),
          returned: false,
        });
    }
  }
  gatherParameters(gathering, fn);
}

function gatherParameters(gathering: Gathering, { module, info }: FunctionRef): void {
  for (const { default: value, annotation } of info.def.parameters) {
    if (value) gatherDepends(gathering, { module, node: value }, annotation);
    if (!annotation) continue;
    gatherDepends(gathering, { module, node: annotation });
    // `User = Annotated[Account, Depends(get_user)]`
    for (const source of sourcesOf(gathering.analysis, { module, node: annotation }))
      gatherDepends(gathering, source);
  }
}

/** `Depends(get_user)` anywhere in an expression; `Depends()` alone means the class that the parameter is annotated with. */
function gatherDepends(gathering: Gathering, { module, node }: Placed, annotation?: Expr): void {
  walk([node], (one) => {
    if (!isExpr(one) || one.kind !== 'call' || !DEPENDS.has(lastName(one.callee) ?? '')) return;
    const called = positional(one.args, 0) ?? annotation;
    if (called) gatherDependency(gathering, { module, node: called });
  });
}

function gatherDependency(gathering: Gathering, at: Placed): void {
  const before = gathering.found.length;
  const isHere = (one: Answer): boolean => one.is === 'making' && !one.called && isAt(one, at);
  const functions = gatherTarget(gathering, at, 'dependency', ['__init__']);
  if (gathering.found.slice(before).some(isHere)) gathering.raised.add(OUT_OF_SIGHT);
  // What is out of sight gives the handler a value, and no answer.
  for (const [index, one] of gathering.found.entries())
    if (index >= before && one.is === 'making' && isAt(one, at))
      gathering.found[index] = { ...one, returned: false };
  for (const fn of functions) {
    const key = `${functionKey(fn)} parameters`;
    if (gathering.visited.has(key)) continue;
    gathering.visited.add(key);
    gatherParameters(gathering, fn);
  }
}

const isAt = ({ at }: Answer, { module, node }: Placed): boolean =>
  at.path === module.path && at.line === whereIn(module, node.start).line;

/** Whether an exception that is raised, or may be raised out of sight, is one that a handler is registered for. */
function handles({ analysis, raised, found }: Gathering, { exception }: Registration): boolean {
  if (!exception) return false;
  const codes = codesOf(valuesOf(analysis, exception, undefined) ?? []) ?? [];
  if (codes.length > 0)
    return codes.some(
      (code) =>
        (raised.has(OUT_OF_SIGHT) && isOfDependency(code)) || found.some((one) => hasStatus(one, code)),
    );
  const [name] = raisedBy(analysis, exception);
  return name !== undefined && (raised.has(name) || (raised.has(OUT_OF_SIGHT) && !isOfFramework(name)));
}

/** Whether an exception is made with a status: `HTTPException(401)`. */
const hasStatus = (answer: Answer, status: number): boolean =>
  answer.is === 'making' &&
  [...answer.args, ...answer.options.map(({ given }) => given)].some(({ values = [] }) =>
    codesOf(values)?.includes(status),
  );
