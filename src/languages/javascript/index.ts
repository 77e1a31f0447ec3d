import type { Document, Language, Project, Settings } from '../../core/language.ts';
import type { ResponseUse } from '../../core/model.ts';
import { bindModule, type Module } from './binding/module.ts';
import { analyse } from './inference/analysis.ts';
import { infer } from './inference/infer.ts';
import { lower } from './lower.ts';
import { spell } from './names.ts';
import { findMentions } from './mentions.ts';
import { parse } from './parser.ts';
import { leavesQuestion } from './questions.ts';
import { findSites } from './sites.ts';

/** Bound files of a project are kept for the files that share them; a project of 100,000 would not fit. */
const MAX_MODULES = 256;

const caches = new WeakMap<Project, Map<string, Module>>();

const UNTOLD: ResponseUse = { seen: 'untold', because: 'nothing is read from the response' };

export const javascript: Language = {
  name: 'javascript',
  spell,
  async open(source, path, project, settings) {
    const known = caches.get(project)?.get(path);
    if (known?.source === source) return toDocument(known, project, settings);
    const parsed = parse(path, source);
    if ('problem' in parsed)
      return { problem: parsed.problem, sites: [], comments: [], use: () => UNTOLD, lower: () => undefined };
    return toDocument(bindModule(path, source, parsed), project, settings);
  },
};

async function toDocument(module: Module, project: Project, settings: Settings): Promise<Document> {
  const modules = (path: string): Module | undefined =>
    path === module.path ? module : moduleOf(project, path);
  let analysis = analyse({ project, settings, modules }, infer);
  let sites = findSites(analysis, module);
  if (leavesQuestion(analysis, module, sites)) {
    // The compiler is slow to load and slow to ask: only now.
    const { opinionsOn } = await import('./types/opinions.ts');
    analysis = analyse({ project, settings, modules, opinion: await opinionsOn(project, module) }, infer);
    sites = findSites(analysis, module);
  }
  const { source, program, comments } = module;
  return {
    sites,
    mentions: findMentions(analysis, module),
    comments,
    use: () => UNTOLD,
    lower: (intent) => lower(intent, { source, program, comments }),
  };
}

function moduleOf(project: Project, path: string): Module | undefined {
  let cache = caches.get(project);
  if (!cache) caches.set(project, (cache = new Map<string, Module>()));
  const known = cache.get(path);
  // Taken out and put back, so that the one unused longest comes first.
  cache.delete(path);
  const found = known ?? readModule(project, path);
  if (!found) return undefined;
  cache.set(path, found);
  const oldest = cache.size > MAX_MODULES ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  return found;
}

function readModule(project: Project, path: string): Module | undefined {
  const source = project.read(path)?.replace(/^\uFEFF/, '');
  const parsed = source === undefined ? undefined : parse(path, source);
  return source === undefined || !parsed || 'problem' in parsed
    ? undefined
    : bindModule(path, source, parsed);
}
