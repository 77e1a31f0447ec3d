import { groupPairs } from '../../../../core/group.ts';
import type { Project } from '../../../../core/language.ts';
import { onceWithin } from '../../../kernel/once.ts';
import type { Analysis } from '../analysis.ts';
import type { ClassRef } from '../types.ts';

/**
 * The files, beside its own, that hold a class derived from this one, directly or through others. Found in the text: a
 * class is derived from what is written between its parentheses, and an alias is what an import or an assignment names.
 */
export const filesOfDescendants = ({ project }: Analysis, { module, info }: ClassRef): readonly string[] =>
  filesDerivedFrom(project, { path: module.path, of: info.def.name.id });

/** Every file of a project asks this of the same classes. */
const filesDerivedFrom = onceWithin(
  ({ path, of }: { readonly path: string; readonly of: string }) => `${of} ${path}`,
  [],
  (project: Project, { path: own, of }): readonly string[] => {
    const found = new Set<string>();
    const names = new Set([of]);
    for (const name of names) {
      const files = new Set([own, ...project.mentioning(name)]);
      for (const path of files) {
        const derived = namesDerivedFrom(project, path, name);
        if (derived.length > 0 && path !== own) found.add(path);
        for (const one of derived) names.add(one);
      }
    }
    return [...found];
  },
);

/** Names that stand in one file for classes derived from the class of this name, or for that class itself. */
const namesDerivedFrom = (project: Project, path: string, name: string): readonly string[] =>
  (derivedIn(project, path).get(name) ?? []).filter((one) => one !== name);

const NONE: ReadonlyMap<string, readonly string[]> = new Map();

/** For each name in one file: the classes that have it among their bases, and the aliases for it. */
const derivedIn = onceWithin(
  (path: string) => path,
  NONE,
  (project: Project, path: string): ReadonlyMap<string, readonly string[]> => {
    const text = project.read(path) ?? '';
    const classes = [...text.matchAll(CLASS)].flatMap(([, name = '', bases = '']) =>
      (bases.match(/\w+/g) ?? []).map((base) => [base, name] as const),
    );
    const renamed = [...text.matchAll(RENAMED)].map(([, from = '', to = '']) => [from, to] as const);
    const assigned = [...text.matchAll(ASSIGNED)].map(([, to = '', from = '']) => [from, to] as const);
    return groupPairs([...classes, ...renamed, ...assigned]);
  },
);

const CLASS = /^[ \t]*class[ \t]+(\w+)[ \t]*(?:\[[^\]]*\][ \t]*)?\(([^:]*?)\)\s*:/gm;
const RENAMED = /\b(\w+)[ \t]+as[ \t]+(\w+)/g;
const ASSIGNED = /^[ \t]*(\w+)[ \t]*=[ \t]*(?:\w+\.)*(\w+)[ \t]*$/gm;

/** Whether a file may set an attribute of this name, by its text: in a class body, through an object, or by a name in quotes. */
export const mayDefine = (project: Project, path: string, name: string): boolean =>
  definesByText(project, { path, name });

/** Every file of a project asks this of the same files. */
const definesByText = onceWithin(
  ({ path, name }: { readonly path: string; readonly name: string }) => `${name} ${path}`,
  false,
  (project: Project, { path, name }): boolean => {
    const text = project.read(path) ?? '';
    return text.includes(name) && definitionOf(name).test(text);
  },
);

const definitionOf = (name: string): RegExp =>
  new RegExp(
    `\\b(?:def|class|as)\\s+${name}\\b|\\bimport\\b[^\\n]*\\b${name}\\b|\\b${name}\\b[^\\n=]*(?<![=!<>])=(?!=)|["']${name}["']|\\bfor\\b[^\\n]*\\b${name}\\b[^\\n]*\\bin\\b`,
  );
