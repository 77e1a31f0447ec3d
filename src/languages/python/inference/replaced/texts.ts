import type { Project } from '../../../../core/language.ts';
import { filesByName } from '../../../kernel/mentioning.ts';
import { oncePer } from '../../../kernel/once.ts';

/** Stands for a name that is computed: the file may replace any. */
export const ANY_NAME = '*';

/** The files whose text may put something in the place of an attribute of this name: `data.BODY = ...`, `setattr(data, "BODY", ...)`. */
export const filesReplacing = (project: Project, name: string): readonly string[] =>
  indexOf(project).get(name) ?? [];

const indexOf = oncePer((project: Project) => filesByName(project, namesReplacedIn));

/** The names that a text may replace in something else; `self.name = ...` is the class's own. */
export function namesReplacedIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { index, 1: name = '' } of text.matchAll(STORE))
    if (!/\b(self|cls)$/.test(text.slice(Math.max(index - 5, 0), index))) names.add(name);
  if (!QUICK.test(text)) return names;
  for (const form of FORMS)
    for (const found of text.matchAll(form)) {
      const name = found.slice(1).find(Boolean);
      names.add(name?.split('.').at(-1) ?? ANY_NAME);
    }
  if (MANY.test(text))
    for (const [, name = ''] of text.matchAll(/\b(\w+)\s*=(?!=)|["'](\w+)["']\s*:/g)) names.add(name);
  return names;
}

/** `object.name = ...`, also with an annotation, an operator or further targets, and `for object.name in ...`. */
const STORE = /\.(\w+)[ \t]*(?=(?::[^=\n]{1,80})?[-+*/|&^%@]{0,2}=(?!=)|,[^=\n()]{0,80}=(?!=)|[ \t]in\b)/g;

const QUICK = /setattr|patch|object\(|globals\(|vars\(|__dict__|setitem|exec\(/;

/** Calls and items that name what they replace in a string; a form without a group names it at run time. */
const FORMS: readonly RegExp[] = [
  /\bsetattr\(\s*["']([\w.]+)["']/g,
  /\b(?:__)?setattr(?:__)?\(\s*[^"',]{1,200},\s*["'](\w+)["']/g,
  /\bsetattr\((?!\s*["'])\s*[^"',]{1,200}["'][^"']{0,200}["'][^"',]{0,200},\s*["'](\w+)["']/g,
  /\bpatch\(\s*["']([\w.]+)["']/g,
  /\bobject\(\s*[^"']{1,200},\s*["'](\w+)["']/g,
  /(?:globals\(\)|vars\([^()]*\)|__dict__)\[\s*["'](\w+)["']/g,
  /\bsetitem\(\s*(?:globals\(\)|vars\([^()]*\)|[\w.]+\.__dict__),\s*["'](\w+)["']/g,
  /\bsetattr\(\s*(?!self\b|["'])[^"',]{1,200}(?:["'][^"']{0,200}["'][^"',]{0,200})?,\s*(?!["'])\w/g,
  /(?:globals\(\)|vars\([^()]*\)|__dict__)\[\s*(?!["'])\w/g,
  /\bexec\(/g,
];

/** Forms that give names as keywords or in a dictionary. */
const MANY = /\bmultiple\(|(?:globals\(\)|vars\([^()]*\)|__dict__)\.update\(/;
