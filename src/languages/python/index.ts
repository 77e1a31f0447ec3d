import {
  defaultSettings,
  type Document,
  type Language,
  type OpenOptions,
  type Project,
} from '../../core/language.ts';
import { unrouted } from '../../core/routes.ts';
import { noSuite } from '../../core/suite.ts';
import { untraced } from '../../core/trace.ts';
import { modulesBy } from '../kernel/modules.ts';
import { oncePer } from '../kernel/once.ts';
import { bindModule, type Module } from './binding/module.ts';
import { analyse } from './inference/analysis.ts';
import { answers } from './inference/answers.ts';
import { lower } from './lowering/lower.ts';
import { spell } from './names.ts';
import { loadPython, parsePythonSync, reparsePythonSync } from './parser.ts';
import { traceCall } from './responses/trace.ts';
import { suiteOf } from './responses/suite.ts';
import { routeOf } from './routes/route.ts';
import { isNeeded } from './sites/needs.ts';
import { findSites } from './sites/sites.ts';

const modulesOf = modulesBy((path, source) => bindModule(path, source, parsePythonSync(source)));

export const python: Language = {
  name: 'python',
  spell,
  async open(source, path, options) {
    await loadPython();
    const module =
      modulesOf.known(options.project, path, source) ?? bindModule(path, source, reparsePythonSync(source));
    const { problem, comments } = module.ast;
    if (problem)
      return {
        problem,
        sites: [],
        comments,
        trace: () => untraced,
        route: () => unrouted,
        suite: () => noSuite,
        lower: () => undefined,
      };
    return toDocument(module, options);
  },
};

/** What is known of the project, which all its files ask about. */
const sharedBy = oncePer((project: Project) =>
  analyse(
    { project, settings: defaultSettings, options: [] },
    (path) => modulesOf.of(project, path),
    answers,
  ),
);

function toDocument(module: Module, { project, settings, wanted }: OpenOptions): Document {
  const modules = (path: string): Module | undefined =>
    path === module.path ? module : modulesOf.of(project, path);
  const { traces } = wanted;
  const options = traces?.options.map(spell) ?? [];
  const shared = sharedBy(project);
  const analysis = analyse({ project, settings, options, shared }, modules, answers);
  const { calls, sites, seen } = findSites(analysis, module, wanted);
  const { ast, source, path } = module;
  return {
    sites,
    seen,
    comments: ast.comments,
    trace(call) {
      const node = calls.get(call);
      return node && traces ? traceCall(analysis, module, node, call.hidden, traces) : untraced;
    },
    route(call) {
      const node = calls.get(call);
      return node ? routeOf(analysis, shared, module, node, call) : unrouted;
    },
    suite: () => (traces ? suiteOf(shared, path, traces) : noSuite),
    lower: (intent) =>
      lower(intent, {
        source,
        ast,
        calls,
        bindingsOf: module.bindingsOf,
        isNeeded: (one) => isNeeded(analysis, module, one),
      }),
  };
}
