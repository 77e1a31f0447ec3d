import type { Repository } from '../../reporters/reporter.ts';
import { findRoots } from '../../runner/files/git.ts';
import { isWithin, realPath, shown } from '../../runner/files/paths.ts';

type Variables = Readonly<NodeJS.ProcessEnv>;

/** Where a working directory is in its repository, and where the files of that are on the web; undefined outside of one. `cwd`: absolute. */
export async function repositoryOf(cwd: string, env: Variables): Promise<Repository | undefined> {
  const real = realPath(cwd);
  const root = await findRoots().of(real);
  if (!root || !isWithin(root.folder, real)) return undefined;
  const prefix = real === root.folder ? '' : `${shown(root.folder, real)}/`;
  const files = filesOnTheWeb(env);
  return { prefix, ...(files !== undefined && { files }) };
}

/** As the variables of GitHub Actions and of GitLab CI tell it. */
function filesOnTheWeb(env: Variables): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_SHA: commit } = env;
  if (server && name && commit) return address(`${server}/${name}/blob/${commit}/`);
  const { CI_PROJECT_URL: project, CI_COMMIT_SHA: own } = env;
  return project && own ? address(`${project}/-/blob/${own}/`) : undefined;
}

/** An address of the web, escaped as such. Anything else is none. */
function address(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
