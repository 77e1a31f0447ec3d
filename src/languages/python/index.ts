import { noAddresses } from '../../core/model/addresses.ts';
import { unknownUse } from '../../core/model/client-use.ts';
import {
  defaultSettings,
  type Document,
  type Language,
  type OpenOptions,
  type Project,
  type SyntaxProblem,
} from '../../core/language.ts';
import { unrouted } from '../../core/routes.ts';
import { noSuite } from '../../core/suite.ts';
import { untraced } from '../../core/trace.ts';
import type { Span } from '../../core/text.ts';
import { unanswered } from '../../core/model/unanswered.ts';
import { knownWithin } from '../kernel/memo/known.ts';
import { newReading } from '../kernel/memo/state.ts';
import { modulesBy } from '../kernel/modules.ts';
import { oncePer } from '../kernel/once.ts';
import { readAlone, TOO_DEEP } from '../kernel/reading/alone.ts';
import { argumentsProblem } from './arguments.ts';
import { bindModule, type Module } from './binding/module.ts';
import { recordedOf } from './evidence/recorded.ts';
import { analyse, type Analysis, type KnownToReading, type Subject } from './inference/analysis.ts';
import { answers } from './inference/answers.ts';
import type { Type } from './inference/types.ts';
import { lower } from './lowering/lower.ts';
import { spell } from './names.ts';
import { isOverflow, loadPython, parsePythonSync, reparsePythonSync } from './parser.ts';
import { bodyTextOf } from './body-text/body-text.ts';
import { addressesOfMade, addressesOfStore } from './client-use/addresses.ts';
import { clientUseOf } from './client-use/client-use.ts';
import { constructionSite } from './client-use/constructions.ts';
import { traceCall } from './responses/trace.ts';
import { suiteOf } from './responses/suite.ts';
import { routeOf } from './routes/route.ts';
import { isNeeded } from './sites/needs.ts';
import { findSites } from './sites/sites.ts';

const alone = readAlone<Module>(isOverflow);

const modulesOf = modulesBy((path, source) => {
  const module = alone.read(source, () => bindModule(path, source, parsePythonSync(source)));
  return module?.ast.problem?.tooDeep ? undefined : module;
});

export const python: Language = {
  name: 'python',
  spell,
  async open(source, path, options) {
    await loadPython();
    await alone.settle(loadPython);
    const module =
      modulesOf.held(options.project, path, source) ??
      alone.read(source, () => bindModule(path, source, reparsePythonSync(source)));
    if (!module) return unread({ at: 0, ...TOO_DEEP }, []);
    const { comments } = module.ast;
    const problem = module.ast.problem ?? argumentsProblem(module.calls);
    return problem ? unread(problem, comments) : toDocument(module, options);
  },
};

/** A text that does not parse. */
const unread = (problem: SyntaxProblem, comments: readonly Span[]): Document => ({
  ...unanswered,
  problem,
  comments,
});

/** An analysis of a project as it is held, whichever file it is asked for. */
const analyseProject = (project: Project): Analysis =>
  analyse(
    { project, settings: defaultSettings, options: [], made: [], anew: () => analyseProject(project) },
    (path) => modulesOf.of(project, path),
    answers,
  );

/** What is known of the application, which every file of a project asks about. */
const sharedBy = oncePer(analyseProject);

/** What is known of a project as it is held, by what it is read for. */
const knownBy = knownWithin<Type>();

const knownFor =
  (project: Project, purpose: Pick<Subject, 'settings' | 'options' | 'made'>): KnownToReading['known'] =>
  (steps) =>
    knownBy(modulesOf.ages(project), { ...purpose, steps });

/** The calls that a recorded run contradicts as they were when it ran. */
const contradictedIn = (module: Module, { original: _, ...open }: OpenOptions): readonly Span[] =>
  toDocument(module, open)
    .sites.flatMap((site) => (site.kind === 'relay' ? site.call : site.kind === 'call' ? site : []))
    .filter(({ witness }) => witness?.conflicts);

/** What is known while a file is read, as the project holds it or as fixes have made it. */
function analyseFor(module: Module, { project, settings, wanted }: OpenOptions): Analysis {
  const { path, source } = module;
  const options = wanted.traces?.options.map(spell) ?? [];
  const made = wanted.made?.map(spell) ?? [];
  const anew = (): Analysis => analyseProject(project);
  const isHeld = modulesOf.held(project, path, source) === module;
  const reading = newReading<Type>(modulesOf.isPassing(project, path));
  const known = isHeld ? { known: knownFor(project, { settings, options, made }), reading } : undefined;
  const modules = modulesOf.seenFrom(project, module, reading);
  return analyse({ project, settings, options, made, anew }, modules, answers, known);
}

function toDocument(module: Module, open: OpenOptions): Document {
  const { project, wanted, original } = open;
  const { traces } = wanted;
  const { ast, source, path } = module;
  const analysis = analyseFor(module, open);
  const reading = {
    module: () => modulesOf.of(project, path),
    contradicted: (before: Module) => contradictedIn(before, open),
  };
  const recorded = recordedOf(project, path, reading, original);
  const { calls, sites, seen } = findSites(analysis, module, wanted, recorded);
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
      return node ? routeOf(analysis, sharedBy(project), module, node, call) : unrouted;
    },
    clientUse(call, moved) {
      const node = calls.get(call);
      if (!node) return unknownUse;
      const { made, ...use } = clientUseOf(analysis, module, node, moved);
      if (!made) return use;
      const site = constructionSite(module, made);
      calls.set(site, made);
      return { ...use, made: site };
    },
    bodyText(call) {
      const node = calls.get(call);
      return node ? bodyTextOf(analysis, module, node) : [];
    },
    addresses(site, value) {
      if (site.kind === 'store') return addressesOfStore(analysis, module, site);
      const node = calls.get(site);
      return node ? addressesOfMade(analysis, module, node, value) : noAddresses;
    },
    suite: () => (traces ? suiteOf(sharedBy(project), path, traces) : noSuite),
    lower: (intent) =>
      lower(intent, {
        source,
        ast,
        calls,
        bindingsOf: module.bindingsOf,
        binds: module.binds,
        isNeeded: (one) => isNeeded(analysis, module, one),
      }),
  };
}
