import type { ResponseUse } from '../../../core/model.ts';
import type { Argument, Attribute, Call, Expr, Stmt } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { callersOf, parameterFor } from '../inference/callers.ts';
import { fixtureName, isFixture } from '../inference/pytest/fixtures.ts';
import { sameFunction, type FunctionRef, type Placed, type Type } from '../inference/types.ts';
import { isExpr, walk } from '../walk.ts';
import type { Frame } from './codes.ts';
import { isCertain, mayReplace, sourceAt, type Source } from './paths.ts';
import { bindingAt, parentOf, targetBeside, topOf } from './places.ts';
import { isTest, isTextAsserted, judgeStatus } from './status.ts';

/** A response, or what was read from one. */
type Held = 'response' | 'status' | 'headers';

interface Trace {
  readonly analysis: Analysis;
  readonly found: ResponseUse[];
  /** Where it has been already: at each node, what came there. */
  readonly visited: Map<Expr, At[]>;
}

/** A value at one of the places it comes to. */
interface At extends Placed {
  readonly held: Held;
  readonly frame: Frame | undefined;
  /** Whether it comes here whenever the call is made: what is said of it elsewhere need not hold for every response. */
  readonly sure: boolean;
  /** It is one of several in a collection. */
  readonly among?: boolean;
}

/** Everything that the code says of the response that an expression gives, wherever it goes from there. */
export function traceResponse(analysis: Analysis, module: Module, node: Expr): readonly ResponseUse[] {
  const trace: Trace = { analysis, found: [], visited: new Map() };
  follow(trace, { module, node, held: 'response', frame: undefined, sure: true });
  return trace.found;
}

/** A response that is passed through more functions is lost sight of. */
const MAX_FRAMES = 4;

/** A fixture that more files ask for is not looked for in all of them. */
const MAX_FILES = 40;

const depthOf = (frame: Frame | undefined): number => (frame ? 1 + depthOf(frame.outer) : 0);

function follow(trace: Trace, at: At): void {
  const { module, node, held, frame } = at;
  const before = trace.visited.get(node) ?? [];
  if (before.some((one) => isAlike(one, at))) return;
  trace.visited.set(node, [...before, at]);
  if (held === 'status') add(trace, at, judgeStatus(trace.analysis, at, frame));
  if (held === 'headers') readHeaders(trace, at);
  const parent = parentOf(module, node);
  if (!parent) return;
  if (isExpr(parent)) inExpression(trace, at, parent);
  else inStatement(trace, at, parent);
}

/** Whether the same is followed at a node, for the same call of the function that the node stands in. */
const isAlike = (a: At, b: At): boolean =>
  a.held === b.held && a.sure === b.sure && a.frame?.caller.call === b.frame?.caller.call;

function add({ found }: Trace, { sure }: At, use: ResponseUse | undefined): void {
  if (use && (sure || use.seen !== 'final')) found.push(use);
}

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
      return at.held === 'response' ? readAttribute(trace, at, parent) : undefined;
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
  const { module, sure } = at;
  for (const node of module.readsOf(binding)) {
    const others = module.bindingsOf(node).filter((one) => one !== binding);
    const isStill = !others.some(({ target }) => mayReplace(module, source, target));
    follow(trace, { ...at, node, sure: sure && isStill && isCertain(module, source, node) });
  }
}

const REDIRECT: ReadonlySet<string> = new Set([
  'is_redirect',
  'is_permanent_redirect',
  'has_redirect_location',
  'next',
  'next_request',
]);

function readAttribute(trace: Trace, at: At, read: Attribute): void {
  const { id } = read.attribute;
  if (id === 'status_code') return follow(trace, { ...at, node: read, held: 'status' });
  if (id === 'headers') return follow(trace, { ...at, node: read, held: 'headers' });
  if (REDIRECT.has(id)) return add(trace, at, { seen: 'redirect', because: `\`${id}\` is read` });
  if (id === 'history') return readHistory(trace, at, read);
  if (id === 'cookies') return add(trace, at, { seen: 'hint', because: `\`${id}\` is read` });
  if ((id === 'text' || id === 'content') && isTextAsserted({ module: at.module, node: read }))
    add(trace, at, { seen: 'final', because: 'its text is asserted' });
  if (id === 'json' && at.module.callOf(read))
    // The answer that requests gave for a redirect has no JSON in it, as a rule.
    add(trace, at, { seen: 'final', because: 'its JSON is read' });
}

/** A response that has a history has been redirected: the client it is of followed already. */
function readHistory(trace: Trace, at: At, read: Attribute): void {
  const isTaken =
    parentOf(at.module, read)?.kind === 'subscript' ||
    isTest(at.module, read) ||
    /\blen\([\w.]+\.history\)\s*(?:==\s*[1-9]|>\s*\d|>=\s*[1-9])/.test(
      sourceOf(at.module, topOf(at.module, read)),
    );
  const use: ResponseUse = isTaken
    ? { seen: 'final', because: 'it is expected to have been redirected' }
    : { seen: 'hint', because: '`history` is read' };
  add(trace, at, use);
}

/** Headers that an answer has for being a redirect, or that the one behind it does not have. */
const HEADERS = /^(location|set-cookie)$/i;

function readHeaders(trace: Trace, at: At): void {
  const { module, node } = at;
  walk([topOf(module, node)], (part) => {
    if (isExpr(part) && part.kind === 'text' && HEADERS.test(part.value ?? ''))
      add(trace, at, { seen: 'hint', because: `the header \`${part.value}\` is read` });
  });
}

/** Into the function it is passed to. */
function passTo(trace: Trace, at: At, call: Call): void {
  const { module, node, frame } = at;
  const name = sourceOf(module, call.callee);
  if (at.held === 'response' && /redirect/i.test(name) && /assert|check|expect|is_|verify|follow/i.test(name))
    add(trace, at, { seen: 'redirect', because: `it is given to \`${name}\`` });
  const argument = call.args.find(({ value }) => value === node);
  if (!argument || depthOf(frame) >= MAX_FRAMES) return;
  const types = trace.analysis.infer({ module, node: call.callee });
  const parts = types.map((type) => {
    const found: ResponseUse[] = [];
    if (type.is === 'function') passInto({ ...trace, found }, at, { call, argument }, type);
    return { found, isOpen: !found.some(({ seen }) => seen === 'final') };
  });
  addAgreed(trace, parts);
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

/** What is found on several ways; that it is no redirect counts where none of them leaves it open. */
function addAgreed(
  { found }: Trace,
  parts: readonly { readonly found: readonly ResponseUse[]; readonly isOpen: boolean }[],
): void {
  const isOpen = parts.some((part) => part.isOpen);
  found.push(...parts.flatMap((part) => part.found).filter(({ seen }) => !isOpen || seen !== 'final'));
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

/** What one caller asserts need not hold for what another asks for. One that does not look has no say. */
function backToCallers(trace: Trace, at: At, fn: FunctionRef): void {
  const callers = callersOf(trace.analysis, fn).calls.filter(({ call }) => !isTold(call));
  const parts = callers.map(({ module, call }) => {
    const found: ResponseUse[] = [];
    follow({ ...trace, found }, { ...at, module, node: call, frame: undefined });
    const isIgnored = parentOf(module, call)?.kind === 'expression';
    return { found, isOpen: !isIgnored && !found.some(({ seen }) => seen === 'final') };
  });
  addAgreed(trace, parts);
}

/** A caller that says what to do with redirects decides for itself alone. */
const isTold = ({ args }: Call): boolean =>
  args.some(({ name }) => name !== undefined && /^(follow|allow)_redirects$/.test(name.id));

/** To the tests and fixtures that ask for a fixture by its name. */
function handOut(trace: Trace, at: At, fn: FunctionRef): void {
  const name = fixtureName(fn);
  const files = trace.analysis.project.mentioning(name).filter((path) => path !== fn.module.path);
  const others = files.length > MAX_FILES ? [] : files.flatMap((path) => trace.analysis.module(path) ?? []);
  for (const module of [fn.module, ...others]) {
    for (const { scope, def } of module.functions.values())
      for (const binding of scope.bindings.get(name) ?? [])
        if (binding.origin.by === 'parameter')
          followBinding(trace, { ...at, module, frame: undefined }, binding, { within: def });
  }
}
