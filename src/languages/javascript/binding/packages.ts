import type { Project } from '../../../core/language.ts';

/**
 * The file with the declarations of a package, or of a part of it (`package/part`), in the nearest `node_modules` above some
 * folders. `undefined` where the package is not installed, or declares nothing.
 */
export function declarationsOf(
  project: Project,
  folders: readonly string[],
  link: string,
): string | undefined {
  const [, name = link, part = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(link) ?? [];
  const typed = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
  for (let depth = folders.length; depth >= 0; depth--)
    for (const one of [name, typed]) {
      const root = [...folders.slice(0, depth), 'node_modules', one].join('/');
      const entry = part === '' ? typesOf(project.read(`${root}/package.json`)) : part;
      const found = entry === undefined ? undefined : declarationsAt(project, `${root}/${entry}`);
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

/** The file with the declarations of a module, whose path may have an extension. */
export function declarationsAt(project: Project, base: string): string | undefined {
  const stem = base.replace(/(?:\.d)?\.[mc]?[jt]s$/, '');
  return [`${stem}.d.ts`, `${stem}.d.mts`, `${stem}.d.cts`, `${stem}/index.d.ts`].find((one) =>
    project.has(one),
  );
}
