import type { Document, Language, OpenOptions } from '../../core/language.ts';
import type { Invocation } from '../../core/model.ts';
import { untraced } from '../../core/trace.ts';
import { modulesBy } from '../kernel/modules.ts';
import type { Call } from './ast.ts';
import { bindModule, type Module } from './binding/module.ts';
import { analyse } from './inference/analysis.ts';
import { answers } from './inference/answers.ts';
import { lower } from './lowering/lower.ts';
import { spell } from './names.ts';
import { loadPython, parsePythonSync, reparsePythonSync } from './parser.ts';
import { traceCall } from './responses/trace.ts';
import { findCalls } from './sites/calls.ts';
import { findConstructions } from './sites/constructions.ts';

const modulesOf = modulesBy((path, source) => bindModule(path, source, parsePythonSync(source)));

export const python: Language = {
  name: 'python',
  spell,
  async open(source, path, options) {
    await loadPython();
    const module =
      modulesOf.known(options.project, path, source) ?? bindModule(path, source, reparsePythonSync(source));
    const { problem, comments } = module.ast;
    if (problem) return { problem, sites: [], comments, trace: () => untraced, lower: () => undefined };
    return toDocument(module, options);
  },
};

function toDocument(module: Module, { project, settings, wanted }: OpenOptions): Document {
  const modules = (path: string): Module | undefined =>
    path === module.path ? module : modulesOf.of(project, path);
  const { traces } = wanted;
  const options = traces?.options.map(spell) ?? [];
  const analysis = analyse({ project, settings, options }, modules, answers);
  const constructions = wanted.constructions ?? [];
  const calls = new Map<Invocation, Call>([
    ...findCalls(analysis, module),
    ...(constructions.length > 0 ? findConstructions(analysis, module) : []),
  ]);
  const { ast, source } = module;
  return {
    sites: [...calls.keys()],
    comments: ast.comments,
    trace(call) {
      const node = calls.get(call);
      return node && traces ? traceCall(analysis, module, node, call.hidden, traces) : untraced;
    },
    lower: (intent) => lower(intent, { source, ast, calls, bindingsOf: module.bindingsOf }),
  };
}
