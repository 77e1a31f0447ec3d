import type { Project } from '../../../core/language.ts';
import { ancestors, resolveModule } from '../binding/imports.ts';
import { pluginsOfProject } from '../inference/pytest/plugins.ts';
import { oncePer } from '../../kernel/once.ts';

const DOTTED = String.raw`[\w\x80-\uffff]{1,200}(?:[ \t]{0,20}\.[ \t]{0,20}[\w\x80-\uffff]{1,200}){0,50}`;
/** What stands before `import` in its statement: `from`, dots and the module; or nothing. */
const FROM = new RegExp(
  String.raw`\bfrom\b[ \t\\]{1,100}((?:\.[ \t]{0,20}){0,20})((?:${DOTTED})?)[ \t\r\n\\]{0,100}$`,
);
const FIRST = /(?:^|[;:])[ \t]{0,1000}$/;
const NAMES =
  /[ \t\\\r\n]{0,200}(\((?:#[^\n]{0,2000}|[^)#]){0,20000}\)|[^\n;#\\]{0,5000}(?:\\\r?\n[^\n;#\\]{0,5000}){0,50})/y;
const NAME = /[\w\x80-\uffff]+/g;
const MODULE = /(?:_module|orskip)\s{0,20}\(\s{0,20}["']([\w.]{1,500})/y;
const TEXT = /["']([\w.]{1,500})["']/g;

/** Between what stands before `import` in a statement and what stands behind it. */
const SEAM = '\0';

/** The statements in which a text imports something, and its texts that name plugins of pytest. */
export function linksIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf('import'); at >= 0; at = text.indexOf('import', at + 1)) {
    const end = at + 'import'.length;
    MODULE.lastIndex = NAMES.lastIndex = end;
    if (/[\s(\\*]/.test(text[end] ?? '')) found.push(before(text, at) + SEAM + (NAMES.exec(text)?.[0] ?? ''));
    else if (MODULE.test(text)) found.push(text.slice(end, MODULE.lastIndex));
  }
  return text.includes('pytest_plugins') ? [...found, ...(text.match(TEXT) ?? [])] : found;
}

/** The line up to an offset, with the lines that it continues. */
function before(text: string, at: number): string {
  let start = text.lastIndexOf('\n', at - 1);
  while (start > 0 && /\\\r?$/.test(text.slice(Math.max(0, start - 2), start)))
    start = text.lastIndexOf('\n', start - 1);
  return text.slice(Math.max(start + 1, at - 2000), at);
}

/**
 * The modules that a statement imports: their dotted names, relative ones with their dots. `*` at the end: the module itself is at
 * hand under a name, and what lies below it can be read from it.
 */
export function modulesIn(link: string): readonly string[] {
  const [lead = '', names] = decoded(link).split(SEAM);
  // `import_module("a.b")`, `"a.b"`.
  if (names === undefined)
    return Array.from(lead.matchAll(/["']([^"']+)/g), ([, module]) => `${module}*`).slice(0, 1);
  const from = FROM.exec(lead);
  if (!from) return FIRST.test(lead) ? names.split(',').flatMap(modulesOf) : [];
  const [, dots = '', path = ''] = from;
  const base = (dots + path).replace(/[ \t]/g, '');
  const prefix = /^\.*$/.test(base) ? base : `${base}.`;
  const imported = names.replace(/#[^\n]*/g, '').match(NAME) ?? [];
  return [base, ...imported.map((name) => `${prefix}${name}*`)];
}

/** `import a.b` binds `a`; `import a.b as c` binds the module itself. */
function modulesOf(clause: string): readonly string[] {
  const [path = '', alias] = clause.trim().split(/\s+as\s/);
  const plain = new RegExp(String.raw`^${DOTTED}`).exec(path)?.[0].replace(/[ \t]/g, '');
  if (plain === undefined) return [];
  return [`${plain}*`, ...(alias === undefined && plain.includes('.') ? [`${plain.split('.')[0]!}*`] : [])];
}

/** The text was decoded as Latin-1; most files are UTF-8. */
function decoded(link: string): string {
  if (!/[\x80-\xff]/.test(link)) return link;
  return new TextDecoder().decode(Uint8Array.from(link, (char) => char.charCodeAt(0)));
}

/** Files that a file imports, or whose fixtures pytest hands to it. */
export function neighbours(project: Project, path: string, links: readonly string[]): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const { resolved } = knowledgeOf(project);
  let known = resolved.get(folder);
  if (!known) resolved.set(folder, (known = { given: givenTo(project, path), links: new Map() }));
  const found = new Set(known.given);
  for (const link of links) {
    let files = known.links.get(link);
    if (!files)
      known.links.set(link, (files = modulesIn(link).flatMap((name) => resolve(project, path, name))));
    for (const file of files) found.add(file);
  }
  return [...found];
}

/** Files with fixtures for all files of a folder. */
const givenTo = (project: Project, path: string): readonly string[] => [
  ...ancestors(path)
    .map((folders) => [...folders, 'conftest.py'].join('/'))
    .filter((one) => project.has(one)),
  ...pluginsOfProject(project).flatMap((name) => resolveModule(project, path, 0, name) ?? []),
];

interface Knowledge {
  /** By the folder of the importer. */
  readonly resolved: Map<string, Resolved>;
  /** The files in every folder, directly or not. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** Of all folders and modules, so that what is not in the project is not looked for. */
  readonly names: ReadonlySet<string>;
}

interface Resolved {
  readonly given: readonly string[];
  readonly links: Map<string, readonly string[]>;
}

const knowledgeOf = oncePer((project: Project): Knowledge => {
  const folders = new Map<string, string[]>();
  const names = new Set<string>();
  for (const file of project.files()) {
    names.add(file.slice(file.lastIndexOf('/') + 1).replace(/\.py$/, ''));
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      const folder = file.slice(0, at);
      const files = folders.get(folder);
      if (files) files.push(file);
      else {
        folders.set(folder, [file]);
        names.add(folder.slice(folder.lastIndexOf('/') + 1));
      }
    }
  }
  return { resolved: new Map(), folders, names };
});

function resolve(project: Project, importer: string, module: string): readonly string[] {
  const isWhole = module.endsWith('*');
  const [, dots = '', name = ''] = /^(\.*)(.*?)\*?$/.exec(module) ?? [];
  const parts = name.split('.');
  const { folders, names } = knowledgeOf(project);
  // The name of a root that is a package stands nowhere in it.
  const known = project.has('__init__.py') ? parts.slice(1) : parts;
  if (dots === '' && !known.every((part) => names.has(part))) return [];
  const file = resolveModule(project, importer, dots.length, name);
  if (!isWhole || (file !== undefined && !file.endsWith('__init__.py')))
    return file === undefined ? [] : [file];
  if (file !== undefined) return folders.get(file.slice(0, file.lastIndexOf('/'))) ?? [file];
  // A folder without an `__init__.py` is a package all the same.
  const above =
    dots.length > 0 ? ancestors(importer).slice(dots.length - 1, dots.length) : ancestors(importer);
  return above
    .flatMap((folder) => [[...folder, ...parts].join('/'), [...folder, 'src', ...parts].join('/')])
    .flatMap((folder) => folders.get(folder) ?? []);
}
