import type { Project } from '../../../core/language.ts';

/** The file that an import leads to by the `paths` of the nearest configuration. */
export function resolveAlias(_project: Project, _importer: string, _from: string): string | undefined {
  return undefined;
}
