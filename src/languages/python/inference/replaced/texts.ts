import type { Project } from '../../../../core/language.ts';
import { filesByName, filesNaming } from '../../../kernel/mentioning.ts';
import { oncePer, onceWithin } from '../../../kernel/once.ts';

/** Stands for a name that is computed: the file may replace any. */
export const ANY_NAME = '*';

/** The files whose text may put something in the place of an attribute of this name: `data.BODY = ...`, `setattr(data, "BODY", ...)`. */
export const filesReplacing = onceWithin(
  (name: string) => name,
  [],
  (project: Project, name): readonly string[] => {
    const storing = name === ANY_NAME ? [] : storingIn(project)(name);
    const setting = settingIn(project).get(name) ?? [];
    return setting.length === 0 ? storing : [...new Set([...storing, ...setting])].sort();
  },
);

const storingIn = oncePer((project: Project) => filesNaming(project, namesStoredIn, project.storing));

/** By the names that they give in a text. Few files have anything of the kind. */
const settingIn = oncePer((project: Project) => {
  const files = new Set(SETTING.flatMap((word) => project.mentioning(word)));
  return filesByName(project, namesSetIn, [...files].sort());
});

/** The names that a text may replace in something else; `self.name = ...` is the class's own. */
export const namesReplacedIn = (text: string): ReadonlySet<string> =>
  new Set([...namesStoredIn(text), ...namesSetIn(text)]);

function namesStoredIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { index, 1: name = '' } of text.matchAll(STORE))
    if (!/\b(self|cls)$/.test(text.slice(Math.max(index - 5, 0), index))) names.add(name);
  return names;
}

function namesSetIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
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

/** Each text that replaces a name that it gives in a text, or computes, has one of these as a whole identifier. */
const SETTING: readonly string[] =
  'setattr __setattr__ patch object globals vars __dict__ setitem exec multiple'.split(' ');

const QUICK = /setattr|patch|object\(|globals\(|vars\(|__dict__|setitem|exec\(/;

/** Calls and items that name what they replace in a string; a form without a group names it at run time. */
const FORMS: readonly RegExp[] = [
  /\bsetattr\(\s*["']([\w.]+)["']/g,
  /\b(?:__)?setattr(?:__)?\(\s*[^"',]{1,200},\s*["'](\w+)["']/g,
  /\bsetattr\((?!\s*["'])\s*[^"',]{1,200}["'][^"']{0,200}["'][^"',]{0,200},\s*["'](\w+)["']/g,
  /\bpatch\(\s*["']([\w.]+)["']/g,
  /\bobject\(\s*[^"']{1,200},\s*["'](\w+)["']/g,
  /\b(?:globals\(\)|vars\([^()]*\)|__dict__)\[\s*["'](\w+)["']/g,
  /\bsetitem\(\s*(?:globals\(\)|vars\([^()]*\)|[\w.]+\.__dict__),\s*["'](\w+)["']/g,
  /\bsetattr\(\s*(?!self\b|["'])[^"',]{1,200}(?:["'][^"']{0,200}["'][^"',]{0,200})?,\s*(?!["'])\w/g,
  /\b(?:globals\(\)|vars\([^()]*\)|__dict__)\[\s*(?!["'])\w/g,
  /\bexec\(/g,
];

/** Forms that give names as keywords or in a dictionary. */
const MANY = /\bmultiple\(|\b(?:globals\(\)|vars\([^()]*\)|__dict__)\.update\(/;
