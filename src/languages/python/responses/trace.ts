import { knownOf, type Hidden } from '../../../core/model/options.ts';
import type { Observation, Place, ResponseTrace, Way, Ways } from '../../../core/trace.ts';
import type { TraceWants } from '../../../core/wants.ts';
import { modulesMentioning } from '../../kernel/mentioning.ts';
import type { Argument, Attribute, Call, Expr } from '../ast/expressions.ts';
import type { If, Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { callersOf } from '../inference/callers.ts';
import { parameterFor } from '../inference/functions/arguments.ts';
import { fixtureName, isFixture } from '../inference/functions/marked.ts';
import { sameFunction, type FunctionRef, type Placed, type Type } from '../inference/types.ts';
import { canonical, spell } from '../names.ts';
import { parentOf } from '../parents.ts';
import { isExpr } from '../walk.ts';
import { isCallToFail } from './assertions.ts';
import { branchAround } from './branches.ts';
import { clientOf } from './client.ts';
import { isCertain, mayReplace, sourceAt, type Source } from './paths.ts';
import { bindingAt, targetBeside } from './places.ts';
import { usedAt } from './reading.ts';
import type { Frame } from './values.ts';

interface Trace {
  readonly analysis: Analysis;
  readonly wants: TraceWants;
  readonly found: Observation[];
  /** Where it has been already: at each node, what came there. */
  readonly visited: Map<Expr, At[]>;
}

/** A value at one of the places it comes to. */
interface At extends Placed {
  /** The attribute of the response that this is the value of; absent for the response itself. */
  readonly held?: string;
  readonly frame: Frame | undefined;
  /** Whether it comes here whenever the call is made: what is said of it elsewhere need not hold for every response. */
  readonly sure: boolean;
  /** It is one of several in a collection. */
  readonly among?: boolean;
}

/** The facts about the response of a call, and about its client. `hidden`: the options that may be unpacked into the call. */
export function traceCall(
  analysis: Analysis,
  module: Module,
  call: Call,
  hidden: Hidden,
  wants: TraceWants,
): ResponseTrace {
  const unpacked = knownOf(hidden).flatMap(({ name }) => (wants.options.includes(name) ? [name] : []));
  const asked = { options: wants.options.map(spell), overrides: wants.overrides.map(spell) };
  return {
    client: clientOf(analysis, module, call, unpacked, asked),
    seen: traceResponse({ analysis, wants, found: [], visited: new Map() }, module, call),
    failing: isCallToFail(module, call),
  };
}

/** What is done with the response that an expression gives, wherever it goes from there. */
function traceResponse(trace: Trace, module: Module, node: Expr): readonly Observation[] {
  follow(trace, { module, node, frame: undefined, sure: true });
  return trace.found;
}

/** A response that is passed through more functions is not followed further. */
const MAX_FRAMES = 4;

const depthOf = (frame: Frame | undefined): number => (frame ? 1 + depthOf(frame.outer) : 0);

function follow(trace: Trace, at: At): void {
  const { module, node, held } = at;
  const before = trace.visited.get(node) ?? [];
  if (before.some((one) => isAlike(one, at))) return;
  trace.visited.set(node, [...before, at]);
  if (held !== undefined) report(trace, at, held);
  const parent = parentOf(module, node);
  if (!parent) return;
  if (isExpr(parent)) inExpression(trace, at, parent);
  else inStatement(trace, at, parent);
}

/** Whether the same is followed at a node, for the same call of the function that the node stands in. */
const isAlike = (a: At, b: At): boolean =>
  a.held === b.held && a.sure === b.sure && a.frame?.caller.call === b.frame?.caller.call;

function report({ analysis, found }: Trace, at: At, attribute: string): void {
  const use = usedAt(analysis, at, at.frame);
  found.push({ is: 'reading', attribute, at: placeOf(at), certain: at.sure, ...use });
}

const placeOf = ({ module: { path }, node: { start, end } }: Placed): Place => ({ path, start, end });

function inExpression(trace: Trace, at: At, parent: Expr): void {
  const { node } = at;
  const on = (more: Partial<At> = {}): void => follow(trace, { ...at, ...more, node: parent });
  switch (parent.kind) {
    case 'await':
    case 'boolean':
    case 'starred':
      return on();
    case 'set':
      return on({ among: true });
    case 'list':
    case 'tuple': {
      const target = targetBeside(at.module, at.node, parent);
      return target ? followTarget(trace, at, target) : on({ among: true });
    }
    case 'yield':
      return parent.from ? undefined : giveBack(trace, at);
    case 'conditional':
      return parent.test === node ? undefined : on();
    case 'subscript':
      return parent.object === node ? on({ sure: at.sure && !at.among }) : undefined;
    case 'walrus':
      followTarget(trace, at, parent.target);
      return on();
    case 'attribute':
      return at.held === undefined ? readAttribute(trace, at, parent) : undefined;
    case 'call':
      return parent.callee === node ? undefined : passTo(trace, at, parent);
    case 'list-comprehension':
    case 'set-comprehension':
    case 'generator':
      for (const clause of parent.clauses)
        if (clause.kind === 'for' && clause.iterable === node)
          return followTarget(trace, { ...at, among: false }, clause.target);
      return parent.element === node ? on({ among: true }) : undefined;
    default:
      return undefined;
  }
}

function inStatement(trace: Trace, at: At, parent: Stmt): void {
  const { node } = at;
  switch (parent.kind) {
    case 'assign':
      if (parent.value === node) for (const target of parent.targets) followTarget(trace, at, target);
      return;
    case 'for':
      return parent.iterable === node
        ? followTarget(trace, { ...at, among: false }, parent.target)
        : undefined;
    case 'with':
      for (const { value, target } of parent.items)
        if (value === node && target) followTarget(trace, at, target);
      return;
    case 'return':
      return giveBack(trace, at);
    default:
      return undefined;
  }
}

/** To the reads of a name, or of an attribute that is spelt alike. */
function followTarget(trace: Trace, at: At, target: Expr): void {
  if (target.kind === 'name') {
    const binding = bindingAt(at.module, target);
    if (binding) followBinding(trace, at, binding, sourceAt(at.module, target));
  } else if (target.kind === 'attribute') {
    followAttribute(trace, at, target);
  } else if (target.kind === 'tuple' || target.kind === 'list') {
    for (const item of target.items) followTarget(trace, { ...at, sure: at.sure && !at.among }, item);
  }
}

function followAttribute(trace: Trace, at: At, target: Attribute): void {
  const { module } = at;
  const spelt = spelling(module, target);
  const source = sourceAt(module, target);
  const isSetUp = source.within === undefined || SET_UP.test(source.within.name.id);
  for (const node of module.mentions.get(target.attribute.id) ?? []) {
    if (spelling(module, node) !== spelt) continue;
    const isNear = source.within === functionAround(module, node)?.def;
    const sure = at.sure && (isNear || isSetUp) && isCertain(module, isNear ? source : {}, node);
    follow(trace, { ...at, node, sure });
  }
}

/** Methods that run once before whatever else a class does. */
const SET_UP = /^(set_?up\w*|async_?set_?up|__init__)$/i;

/** `cls.response`, set for a class, is read as `self.response`. */
const spelling = (module: Module, node: Expr): string => sourceOf(module, node).replace(/^cls\./, 'self.');

function followBinding(trace: Trace, at: At, binding: Binding, source: Source): void {
  const { module } = at;
  const forks = new Map<If, readonly Observation[][]>();
  for (const node of module.readsOf(binding)) {
    const others = module.bindingsOf(node).filter((one) => one !== binding);
    const sure = at.sure && !others.some(({ target }) => mayReplace(module, source, target));
    const isReached = isCertain(module, source, node);
    const branch = isReached ? undefined : branchAround(module, source, node);
    if (!branch) {
      follow(trace, { ...at, node, sure: sure && isReached });
      continue;
    }
    const found = forks.get(branch.statement) ?? Array.from({ length: branch.count }, () => []);
    forks.set(branch.statement, found);
    follow({ ...trace, found: found[branch.index] ?? [] }, { ...at, node, sure: sure && branch.certain });
  }
  for (const found of forks.values())
    addWays(
      trace,
      'branches',
      found.map((seen): Way => ({ seen, ignored: false })),
    );
}

function readAttribute(trace: Trace, at: At, read: Attribute): void {
  const attribute = canonical(read.attribute.id);
  if (trace.wants.follows.includes(attribute)) follow(trace, { ...at, node: read, held: attribute });
  else if (trace.wants.reads.includes(attribute)) report(trace, { ...at, node: read }, attribute);
}

/** Into the function it is passed to. */
function passTo(trace: Trace, at: At, call: Call): void {
  const { module, node, frame, held, sure } = at;
  if (held === undefined)
    trace.found.push({
      is: 'passed',
      to: sourceOf(module, call.callee),
      at: placeOf({ module, node: call }),
      certain: sure,
    });
  const argument = call.args.find(({ value }) => value === node);
  if (!argument || depthOf(frame) >= MAX_FRAMES) return;
  const types = trace.analysis.infer({ module, node: call.callee });
  const ways = types.map((type): Way => {
    const found: Observation[] = [];
    if (type.is === 'function') passInto({ ...trace, found }, at, { call, argument }, type);
    return { seen: found, ignored: false };
  });
  addWays(trace, 'functions', ways);
}

function passInto(
  trace: Trace,
  at: At,
  { call, argument }: { readonly call: Call; readonly argument: Argument },
  { fn, self }: Extract<Type, { is: 'function' }>,
): void {
  const bound = self?.is === 'instance' || self?.is === 'client';
  const parameter = parameterFor(fn, argument, call.args, bound);
  const [binding] = (parameter && fn.info.scope.bindings.get(parameter.name.id)) ?? [];
  const frame: Frame = { fn, caller: { module: at.module, call, bound }, outer: at.frame };
  if (binding?.origin.by === 'parameter')
    followBinding(trace, { ...at, module: fn.module, frame }, binding, { within: fn.info.def });
}

function addWays({ found }: Trace, into: Ways['into'], ways: readonly Way[]): void {
  if (ways.some(({ seen }) => seen.length > 0)) found.push({ is: 'ways', into, ways });
}

/** To the calls of the function that returns it; to the one call it came in by, if it did. */
function giveBack(trace: Trace, at: At): void {
  const { module, node, frame } = at;
  const info = functionAround(module, node);
  if (!info) return;
  const fn: FunctionRef = { module, info };
  if (isFixture(fn)) return handOut(trace, at, fn);
  if (frame && sameFunction(frame.fn, fn)) {
    const { caller, outer } = frame;
    return follow(trace, { ...at, module: caller.module, node: caller.call, frame: outer });
  }
  backToCallers(trace, at, fn);
}

/** A caller that gives an option that is asked about speaks for itself alone. */
function backToCallers(trace: Trace, at: At, fn: FunctionRef): void {
  const callers = callersOf(trace.analysis, fn).calls.filter(({ call }) => !givesOption(call, trace.wants));
  const ways = callers.map(({ module, call }): Way => {
    const found: Observation[] = [];
    follow({ ...trace, found }, { ...at, module, node: call, frame: undefined });
    return { seen: found, ignored: parentOf(module, call)?.kind === 'expression' };
  });
  addWays(trace, 'callers', ways);
}

const givesOption = ({ args }: Call, { options }: TraceWants): boolean =>
  args.some(({ name }) => name !== undefined && options.includes(canonical(name.id)));

/** To the tests and fixtures that ask for a fixture by its name. */
function handOut(trace: Trace, at: At, fn: FunctionRef): void {
  const name = fixtureName(fn);
  for (const module of modulesMentioning(trace.analysis, fn.module, [name]) ?? [fn.module]) {
    for (const { scope, def } of module.functions.values())
      for (const binding of scope.bindings.get(name) ?? [])
        if (binding.origin.by === 'parameter')
          followBinding(trace, { ...at, module, frame: undefined }, binding, { within: def });
  }
}
