import type { Project } from '../../../core/language.ts';
import { oncePer } from '../../kernel/once.ts';
import { declarationsAt, declarationsOf } from '../binding/packages.ts';
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
    const entry = declarationsOf(project, folders, link);
    if (entry === undefined) return false;
    const answer = known.get(entry) ?? speaksOfClients(project, entry, brings);
    known.set(entry, answer);
    return answer;
  });
}

function speaksOfClients(project: Project, entry: string, brings: (text: string) => boolean): boolean {
  const files = new Set([entry]);
  for (const file of files) {
    const text = project.read(file) ?? '';
    if (files.size > MAX_FILES || brings(text)) return true;
    for (const link of linksIn(text)) {
      const base = link.startsWith('.') ? join(file.split('/').slice(0, -1), link) : undefined;
      const found = base === undefined ? undefined : declarationsAt(project, base);
      if (found !== undefined) files.add(found);
    }
  }
  return false;
}
