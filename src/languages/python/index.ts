import type { Document, Language, Project, Settings } from '../../core/language.ts';
import { bindModule, type Module } from './binding/module.ts';
import { analyse } from './inference/analysis.ts';
import { findConstructions } from './constructions.ts';
import { infer } from './inference/infer.ts';
import { lower } from './lower.ts';
import { spell } from './names.ts';
import { loadPython, parsePythonSync, reparsePythonSync } from './parser.ts';
import { responseUse, UNTOLD } from './responses/use.ts';
import { findSites } from './sites.ts';

/** Bound files of a project are kept for the files that share them; a project of 100,000 would not fit. */
const MAX_MODULES = 256;

const caches = new WeakMap<Project, Map<string, Module>>();

export const python: Language = {
  name: 'python',
  spell,
  async open(source, path, project, settings) {
    await loadPython();
    const module = knownModule(project, path, source) ?? bindModule(path, source, reparsePythonSync(source));
    const { problem, comments } = module.ast;
    if (problem) return { problem, sites: [], comments, use: () => UNTOLD, lower: () => undefined };
    return toDocument(module, project, settings);
  },
};

/** Another file may have led here before. What a round has changed is not what the project holds. */
function knownModule(project: Project, path: string, source: string): Module | undefined {
  const known = caches.get(project)?.get(path);
  return known?.source === source ? known : undefined;
}

function toDocument(module: Module, project: Project, settings: Settings): Document {
  const modules = (path: string): Module | undefined =>
    path === module.path ? module : moduleOf(project, path);
  const analysis = analyse(project, settings, modules, infer);
  const sites = [...findSites(analysis, module), ...findConstructions(analysis, module)];
  const calls = new Map(module.calls.map((call) => [`${call.start}:${call.end}`, call]));
  const { ast, source } = module;
  return {
    sites,
    comments: ast.comments,
    use: ({ start, end, hidden }) => responseUse(analysis, module, calls.get(`${start}:${end}`), hidden),
    lower: (intent) => lower(intent, { source, ast, calls, bindingsOf: module.bindingsOf }),
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
  return source === undefined ? undefined : bindModule(path, source, parsePythonSync(source));
}
