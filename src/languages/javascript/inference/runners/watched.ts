import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { whereIn } from '../../../kernel/hidden.ts';
import { oncePer, onceWithin } from '../../../kernel/once.ts';
import type { Project } from '../../../../core/language.ts';
import type { Line } from '../../../../core/lines.ts';
import { groupPairs } from '../../../../core/group.ts';
import { isCall, isMember, memberName, spanOf, unwrap, type Node } from '../../ast.ts';
import { resolveAlias } from '../../binding/aliases.ts';
import { importedBy } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import { lastName, outermost } from '../../binding/places.ts';
import { resolveRelative } from '../../binding/resolve.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { isClientMethod } from '../clients.ts';
import { clientsAt, looksAtSpies, replacementAt } from './spies.ts';

/**
 * Where another file puts something in the place of a method of its clients, or watches it, and either file looks at what
 * the method is called with. The two are connected by imports: the test calls this file, or this file uses the client of a setup.
 */
export const replacedElsewhere = (analysis: Analysis, module: Module, method: string): Line | undefined =>
  replaced(analysis, { module, method });

interface Question {
  readonly module: Module;
  readonly method: string;
}

const replaced: (analysis: Analysis, question: Question) => Line | undefined = remembering(
  'replaced',
  ({ module, method }) => `${method} ${module.path}`,
  undefined,
  findReplaced,
);

function findReplaced(analysis: Analysis, { module, method }: Question): Line | undefined {
  const files = filesReplacing(analysis.project, method).filter((path) => path !== module.path);
  // Of so many none says much of this file.
  if (files.length > MAX_FILES) return undefined;
  for (const path of files) {
    const other = analysis.module(path);
    if (!other || !(looksAtSpies(other) || looksAtSpies(module))) continue;
    const at = replacementAt(analysis, other, method);
    if (at && (reaches(analysis, other, module.path) || reaches(analysis, module, path)))
      return whereIn(other, spanOf(at).start);
  }
  return undefined;
}

const itself = (name: string): string => name;

/** The files of a project whose text looks as if something is put in the place of a method there. Each file that calls the method asks. */
const filesReplacing = onceWithin<Project, string, readonly string[]>(itself, [], (project, method) => {
  const spying = new RegExp(
    String.raw`["'\x60]${method}["'\x60]|\.${method}\s{0,20}=(?![=>])|\{[^{}\n]{0,200}\b${method}\s{0,20}[:,(}]`,
  );
  return project
    .mentioning(method)
    .filter((path) => hasDoubles(project, path) && spying.test(project.read(path) ?? ''));
});

const DOUBLES =
  /\b(?:spyOn|stub|spy|replace|replaceProperty|method|fn|fake|mock\w*|assign|define\w+)\s{0,20}\(/;

const hasDoubles = onceWithin<Project, string, boolean>(itself, false, (project, path) =>
  DOUBLES.test(project.read(path) ?? ''),
);

/** How many imports are followed from one file to another. */
const STEPS = 3;

/** Whether a file imports another, itself or by way of others. */
function reaches(analysis: Analysis, from: Module, to: string): boolean {
  const { project } = analysis;
  const seen = new Set<string>([from.path]);
  let last: readonly Module[] = [from];
  for (let step = 0; step < STEPS; step++) {
    const paths = last.flatMap((module) =>
      importsOf(module).flatMap(
        (link) =>
          resolveRelative(project, module.path, link) ?? resolveAlias(project, module.path, link) ?? [],
      ),
    );
    if (paths.includes(to)) return true;
    const fresh = [...new Set(paths)].filter((path) => !seen.has(path)).slice(0, MAX_FILES);
    for (const path of fresh) seen.add(path);
    last = step + 1 < STEPS ? fresh.flatMap((path) => analysis.module(path) ?? []) : [];
  }
  return false;
}

const importsOf = oncePer((module: Module): readonly string[] => [
  ...new Set(module.nodes.flatMap((node) => importedBy(node).map(({ source }) => source.value))),
]);

/** `client.post` where a test looks at its calls, by the name of the method. */
const lookedAt = oncePer((module: Module): ReadonlyMap<string, readonly Node[]> =>
  groupPairs(
    looksAtSpies(module)
      ? module.nodes.flatMap((node): readonly (readonly [string, Node])[] => {
          const name = isMember(node) ? memberName(node) : undefined;
          if (name === undefined || !isMember(node) || !isClientMethod(name)) return [];
          return isLookedAt(module, node) ? [[name, node.object]] : [];
        })
      : [],
  ),
);

/** `client.post.mock.calls`, `expect(client.post)`, `vi.mocked(client.post)`, `sinon.assert.calledWith(client.post, ...)`. */
function isLookedAt(module: Module, node: Node): boolean {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  if (!parent) return false;
  if (isMember(parent) && parent.object === outer) return LOOKED.test(memberName(parent) ?? '');
  return (
    isCall(parent) &&
    parent.arguments[0] === outer &&
    /^(?:expect|mocked|(?:called|alwaysCalled|neverCalled)\w*)$/.test(lastName(unwrap(parent.callee)) ?? '')
  );
}

const LOOKED = /^(?:mock|calls|args|(?:first|second|third|last|get)Call|called\w*With\w*)$/;

/** Whether a file looks at the calls of a method of its clients, which is a mock or a spy then, wherever it is made. */
export const isLookedInto = (analysis: Analysis, module: Module, method: string): boolean =>
  (lookedAt(module).get(method) ?? []).some((object) => clientsAt(analysis, module, object).length > 0);
