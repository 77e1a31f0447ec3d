import type { Project } from '../../../core/language.ts';
import { oncePer } from '../../kernel/once.ts';
import { join } from '../binding/resolve.ts';
import { isOtherPackage } from '../../../clients/npm.ts';
import { linksIn } from './links.ts';

/** Of a package with more declarations than this, nobody knows. */
const MAX_FILES = 100;

const askedIn = oncePer((_: Project) => new Map<string, boolean>());

/**
 * Whether a file may be given a client by a package, whose types only the compiler reads. `brings` tells of a text whether it speaks
 * of the class of a client. Asked only of files that nothing else leads to.
 */
export function isBrought(
  project: Project,
  path: string,
  links: readonly string[],
  brings: (text: string) => boolean,
): boolean {
  if (!/\.[mc]?tsx?$/.test(path)) return false;
  const known = askedIn(project);
  const folders = path.split('/').slice(0, -1);
  return links.some((link) => {
    if (/^[./]/.test(link) || isOtherPackage(link)) return false;
    const entry = entryOf(project, folders, link);
    if (entry === undefined) return false;
    const answer = known.get(entry) ?? speaksOfClients(project, entry, brings);
    known.set(entry, answer);
    return answer;
  });
}

/** The declarations of a package, or of a part of it, in the nearest `node_modules`. */
function entryOf(project: Project, folders: readonly string[], link: string): string | undefined {
  const [, name = link, part = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(link) ?? [];
  const typed = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
  for (let depth = folders.length; depth >= 0; depth--)
    for (const one of [name, typed]) {
      const root = [...folders.slice(0, depth), 'node_modules', one].join('/');
      const entry = part === '' ? typesOf(project.read(`${root}/package.json`)) : part;
      const found = entry === undefined ? undefined : declarations(project, `${root}/${entry}`);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** Where a `package.json` says its types are; `index` where it does not. */
function typesOf(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  const types = /"(?:types|typings)"\s{0,20}:\s{0,20}"(?:\.\/)?([^"]{1,500})"/.exec(json)?.[1];
  const main = /"(?:main|module)"\s{0,20}:\s{0,20}"(?:\.\/)?([^"]{1,500})"/.exec(json)?.[1];
  return types ?? main ?? 'index';
}

function declarations(project: Project, base: string): string | undefined {
  const stem = base.replace(/(?:\.d)?\.[mc]?[jt]s$/, '');
  return [`${stem}.d.ts`, `${stem}.d.mts`, `${stem}.d.cts`, `${stem}/index.d.ts`].find((one) =>
    project.has(one),
  );
}

function speaksOfClients(project: Project, entry: string, brings: (text: string) => boolean): boolean {
  const files = new Set([entry]);
  for (const file of files) {
    const text = project.read(file) ?? '';
    if (files.size > MAX_FILES || brings(text)) return true;
    for (const link of linksIn(text)) {
      const base = link.startsWith('.') ? join(file.split('/').slice(0, -1), link) : undefined;
      const found = base === undefined ? undefined : declarations(project, base);
      if (found !== undefined) files.add(found);
    }
  }
  return false;
}
