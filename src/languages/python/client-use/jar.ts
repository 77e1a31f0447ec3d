import type { Jar } from '../../../core/model/client-use.ts';
import type { Project } from '../../../core/language.ts';
import { lineName, linesOf } from '../../../core/lines.ts';
import { CANNOT_SET_COOKIES, FRAMEWORKS, NAMED_COOKIE, SETS_COOKIES } from '../../../clients/cookies/jar.ts';
import { oncePer } from '../../kernel/once.ts';
import { resolveModule } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';

/** More files are not looked into: then the application may set cookies in one of them. */
const MAX_FILES = 80;

/** What the files of a test, and those of the project that they import, show of the cookies that the application sets. */
export function jarOf(project: Project, modules: readonly Module[]): Jar {
  const sources = new Map(modules.map(({ path, source }) => [path, source]));
  const names = new Set<string>();
  let sign: string | undefined;
  for (const [path, source] of sources) {
    const { setters, found } = readCookies({ path, source });
    for (const name of found) names.add(name);
    sign ??= setters;
    for (const imported of importsOf(source)) {
      const { files, outside } = filesFor(project, path, imported);
      sign ??= outside;
      for (const file of files) if (!sources.has(file)) sources.set(file, project.read(file) ?? '');
    }
    if (sources.size > MAX_FILES)
      return { sign: sign ?? 'its application has too many files', names: [...names] };
  }
  return { ...(sign !== undefined && { sign }), names: [...names] };
}

interface Text {
  readonly path: string;
  readonly source: string;
}

function readCookies({ path, source }: Text): {
  readonly setters?: string;
  readonly found: readonly string[];
} {
  const first = SETS_COOKIES.exec(source);
  if (!first) return { found: [] };
  const { line } = linesOf(source).at(first.index);
  const found = Array.from(source.matchAll(NAMED_COOKIE), ([, name = '']) => name);
  return { setters: `\`${first[0]}\` (${lineName({ path, line })})`, found };
}

interface Imported {
  readonly level: number;
  readonly path: string;
  readonly names: readonly string[];
}

/** The imports of a file, wherever they stand. */
function importsOf(source: string): readonly Imported[] {
  const froms = Array.from(
    source.matchAll(/^[ \t]*from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\r\n#]*)/gm),
    ([, dots = '', path = '', names = '']): Imported => ({
      level: dots.length,
      path,
      names: Array.from(names.matchAll(/(?:^|[,(])\s*(?:#.*\s*)*(\w+)/g), ([, name = '']) => name),
    }),
  );
  const plain = Array.from(source.matchAll(/^[ \t]*import[ \t]+([\w., \t]+)/gm), ([, all = '']) =>
    all.split(',').map((one): Imported => ({ level: 0, path: one.trim().split(/\s/)[0] ?? '', names: [] })),
  );
  return [...froms, ...plain.flat()];
}

/** The files of the project that an import reads; `outside`: why what is not in it may set cookies. */
function filesFor(
  project: Project,
  importer: string,
  { level, path, names }: Imported,
): { readonly files: readonly string[]; readonly outside?: string } {
  const [root = ''] = path.split('.');
  // A framework may stand in the project itself, with all that it could do for an application.
  if (level === 0 && FRAMEWORKS.has(root)) return { files: [] };
  const own = resolveModule(project, importer, level, path);
  const below = names.flatMap(
    (name) => resolveModule(project, importer, level, path === '' ? name : `${path}.${name}`) ?? [],
  );
  const files = [...(own === undefined ? [] : [own]), ...below];
  if (files.length > 0) return { files };
  if (level === 0 && CANNOT_SET_COOKIES.has(root)) return { files };
  return { files, outside: `\`${'.'.repeat(level)}${path}\` is not in sight, and may set cookies` };
}

/** The jar of the clients in a file whose application comes from the file itself. */
export const jarIn = oncePer((module: Module, project: Project): Jar => jarOf(project, [module]));
