import type { Project } from '../../../../core/language.ts';
import { onceWithin } from '../../../kernel/once.ts';
import type { Analysis } from '../analysis.ts';
import { classKey, type ClassRef } from '../types.ts';

/** More subclasses than that are not all read: each of them costs a parse. */
export const MAX_SUBCLASSES = 40;

/**
 * The files, beside its own, that hold a class derived from this one, directly or through others. Found in the text: a
 * class is derived from what is written between its parentheses, and an alias is what an import or an assignment names.
 */
export const filesOfDescendants = onceWithin(
  classKey,
  [],
  ({ project }: Analysis, { module, info }: ClassRef): readonly string[] => {
    const found = new Set<string>();
    const names = new Set([info.def.name.id]);
    for (const name of names) {
      const files = new Set([module.path, ...project.mentioning(name)]);
      for (const path of files) {
        const derived = namesDerivedFrom(project, path, name);
        if (derived.length > 0 && path !== module.path) found.add(path);
        for (const one of derived) names.add(one);
      }
    }
    return [...found];
  },
);

function namesDerivedFrom(project: Project, path: string, name: string): readonly string[] {
  const text = project.read(path) ?? '';
  if (!text.includes(name)) return [];
  const isIn = new RegExp(`\\b${name}\\b`);
  const classes = [...text.matchAll(/^[ \t]*class\s+(\w+)\s*(?:\[[^\]]*\]\s*)?\(([^:]*?)\)\s*:/gm)].flatMap(
    ([, one = '', bases = '']) => (isIn.test(bases) ? [one] : []),
  );
  const aliases = [
    ...text.matchAll(
      new RegExp(`\\b${name}\\s+as\\s+(\\w+)|^[ \\t]*(\\w+)\\s*=\\s*[\\w.]*\\b${name}[ \\t]*$`, 'gm'),
    ),
  ].flatMap(([, imported, assigned]) => imported ?? assigned ?? []);
  return [...classes, ...aliases].filter((one) => one !== name);
}

/** Whether a text may set an attribute of this name: in a class body, through an object, or by a name in quotes. */
export const mayDefine = (text: string, name: string): boolean =>
  text.includes(name) &&
  new RegExp(
    `\\b(?:def|class|as)\\s+${name}\\b|\\bimport\\b[^\\n]*\\b${name}\\b|\\b${name}\\b[^\\n=]*(?<![=!<>])=(?!=)|["']${name}["']|\\bfor\\b[^\\n]*\\b${name}\\b[^\\n]*\\bin\\b`,
  ).test(text);
