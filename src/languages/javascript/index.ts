import type { Document, Language, OpenOptions, SyntaxProblem } from '../../core/language.ts';
import { noAddresses } from '../../core/model/addresses.ts';
import { unrouted } from '../../core/routes.ts';
import { noSuite } from '../../core/suite.ts';
import { untraced } from '../../core/trace.ts';
import { unanswered } from '../../core/model/unanswered.ts';
import { knownWithin } from '../kernel/memo/known.ts';
import { newReading } from '../kernel/memo/state.ts';
import { modulesBy } from '../kernel/modules.ts';
import { readAlone, TOO_DEEP } from '../kernel/reading/alone.ts';
import { bindModule, type Module } from './binding/module.ts';
import { clientUseOf } from './client-use/client-use.ts';
import { recordedOf } from './evidence/recorded.ts';
import { analyse } from './inference/analysis.ts';
import { answers } from './inference/answers.ts';
import type { Type } from './inference/types.ts';
import { isMinified } from './gate/minified.ts';
import { lower } from './lowering/lower.ts';
import { spell } from './names.ts';
import { parse } from './parser.ts';
import { suiteOf } from './responses/client.ts';
import { traceCall } from './responses/trace.ts';
import { findSites } from './sites/sites.ts';
import { leavesQuestion } from './sites/questions.ts';

/** What is known of a project as it is held, by the settings that it is read with. */
const knownBy = knownWithin<Type>();

interface Unparsed {
  readonly problem: SyntaxProblem;
}

const alone = readAlone<Module | Unparsed>((error) => error instanceof RangeError);

function readModule(path: string, source: string): Module | Unparsed {
  const found = alone.read(source, () => {
    const parsed = parse(path, source);
    return 'problem' in parsed ? parsed : bindModule(path, source, parsed);
  });
  return found ?? { problem: { at: 0, ...TOO_DEEP } };
}

const modulesOf = modulesBy((path, source) => {
  // What it exports is not known, as of a module that is not there. It takes a hundred times its size to find out.
  if (isMinified(source)) return undefined;
  const found = readModule(path, source);
  return 'problem' in found ? undefined : found;
});

export const javascript: Language = {
  name: 'javascript',
  spell,
  async open(source, path, options) {
    await alone.settle();
    const module = modulesOf.held(options.project, path, source) ?? readModule(path, source);
    if ('problem' in module) return { ...unanswered, problem: module.problem };
    return toDocument(module, options);
  },
};

async function toDocument(
  module: Module,
  { project, settings, wanted, original }: OpenOptions,
): Promise<Document> {
  const isHeld = modulesOf.held(project, module.path, module.source) === module;
  const reading = newReading<Type>(modulesOf.isPassing(project, module.path));
  const modules = modulesOf.seenFrom(project, module, reading);
  const known = isHeld ? knownBy(modulesOf.ages(project), settings) : undefined;
  let analysis = analyse({ project, settings, modules, known, reading }, answers);
  let { sites, seen } = findSites(analysis, module, wanted);
  if (leavesQuestion(analysis, module, sites)) {
    // The compiler is slow to load and slow to ask: only now.
    const { opinionsOn } = await import('./types/opinions.ts');
    analysis = analyse({ project, settings, modules, opinion: await opinionsOn(project, module) }, answers);
    ({ sites, seen } = findSites(analysis, module, wanted));
  }
  const held = (path: string): Module | undefined => modulesOf.of(project, path);
  const recorded = recordedOf(project, module.path, held, original);
  // Only now, as what types tell is not to be contradicted.
  if (recorded) ({ sites, seen } = findSites(analysis, module, wanted, recorded));
  const { traces } = wanted;
  return {
    sites,
    seen,
    comments: module.comments,
    trace: (call) => (traces ? traceCall(analysis, module, call, traces) : untraced),
    route: () => unrouted,
    clientUse: (call, moved) => clientUseOf(analysis, module, call, moved),
    bodyText: () => [],
    addresses: () => noAddresses,
    suite: () => (traces ? suiteOf(sites, traces) : noSuite),
    lower: (intent) => lower(intent, module),
  };
}
