import { linesOf } from '../../../../core/lines.ts';
import type { Sent } from '../../../../core/sites.ts';
import { contains, type Span } from '../../../../core/text.ts';
import type { Call } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { functionKey, type FunctionRef } from '../../inference/types.ts';
import { reachedBy } from '../relays/reach.ts';
import { spanOf } from '../surroundings.ts';

/**
 * The calls of test clients in a part of a file, in source order; those that a function makes which is called there too, each once,
 * at the call of the function. What a name alone makes a client is none.
 */
export function sendsIn(analysis: Analysis, module: Module, region: Span): readonly Sent[] {
  const calls = module.calls.filter((call) => contains(region, call));
  return calls
    .flatMap((call) => sentBy(analysis, module, call) ?? sentWithin(analysis, module, call))
    .toSorted((a, b) => a.start - b.start);
}

function sentBy(analysis: Analysis, module: Module, call: Call): Sent | undefined {
  const reached = reachedBy(analysis, module, call);
  if (reached?.receiver.library !== 'test-client' || reached.receiver.because === 'named') return undefined;
  return { ...placeOf(module, call), method: reached.method.name };
}

function placeOf(module: Module, call: Call): Omit<Sent, 'method'> {
  const { line } = linesOf(module.source).at(call.callee.start);
  return { ...spanOf(call.callee), where: { path: module.path, line }, call: spanOf(call) };
}

/** Enough for a helper of a helper; what is shared by many tests calls half of the project. */
const MAX_FUNCTIONS = 8;

function sentWithin(analysis: Analysis, module: Module, call: Call): readonly Sent[] {
  const methods = new Set<string>();
  for (const fn of functionsCalled(analysis, module, call)) collect(analysis, fn, methods, new Set());
  return [...methods].map((method) => ({ ...placeOf(module, call), method, within: true as const }));
}

/** The methods of test clients that a function calls; not those of a client that tests hand to the code they test. */
function collect(
  analysis: Analysis,
  { module, info }: FunctionRef,
  methods: Set<string>,
  seen: Set<string>,
): void {
  const key = functionKey({ module, info });
  if (seen.has(key) || seen.size >= MAX_FUNCTIONS) return;
  seen.add(key);
  for (const call of module.calls.filter((one) => contains(info.def, one))) {
    const reached = reachedBy(analysis, module, call);
    if (!reached)
      for (const fn of functionsCalled(analysis, module, call)) collect(analysis, fn, methods, seen);
    else if (reached.receiver.library === 'test-client' && !HIDDEN.has(reached.receiver.because))
      methods.add(reached.method.name);
  }
}

const HIDDEN: ReadonlySet<string> = new Set(['named', 'injected']);

const functionsCalled = (analysis: Analysis, module: Module, { callee }: Call): readonly FunctionRef[] =>
  analysis.infer({ module, node: callee }).flatMap((type) => (type.is === 'function' ? [type.fn] : []));
