import { closest } from '../../../core/closest.ts';
import { UsageError } from '../../errors.ts';
import { answerOf, git, type Place } from './call.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where `--changed` starts to count. */
export interface Base {
  /** Absent: there is no commit yet, so everything counts. */
  readonly commit?: string;
  /** For a note: "the merge base of HEAD and origin/main". */
  readonly told: string;
}

/**
 * The merge base of HEAD with `since`; empty: with the default branch, or in CI with the branch that a pull request goes into, which
 * `variables` tell. Throws a `UsageError` where there is none, and a `GitError`.
 */
export async function baseOf(place: Place, since: string, variables: Variables): Promise<Base> {
  const head = await commitOf(place, 'HEAD');
  if (head === undefined) {
    if (since === '') return { told: 'there is no commit yet, so every file counts' };
    throw problem(since, 'there is no commit yet', 'commit first, or leave out the name');
  }
  const ref = since === '' ? await defaultRef(place, variables) : await named(place, since);
  const commit = await answerOf(place, ['merge-base', head, ref.commit]);
  if (commit === undefined) throw await unrelated(place, since, ref.name);
  const isHead = commit === head ? ', which is HEAD: only what is not committed counts' : '';
  return {
    commit,
    told: `${commit.slice(0, 12)}, the merge base of HEAD and ${ref.name}${ref.why}${isHead}`,
  };
}

/** The commit that HEAD is at; `undefined` before the first one. Throws a `GitError`. */
export const headOf = (place: Place): Promise<string | undefined> => commitOf(place, 'HEAD');

interface Ref {
  readonly commit: string;
  readonly name: string;
  /** How it was found: begins with a space, or is empty. */
  readonly why: string;
}

const problem = (since: string, said: string, hint?: string): UsageError =>
  new UsageError(`--changed${since === '' ? '' : `=${since}`}: ${said}`, hint);

async function commitOf(place: Place, name: string): Promise<string | undefined> {
  const id = await answerOf(place, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return id !== undefined && /^[\da-f]{40,64}$/.test(id) ? id : undefined;
}

const DEPTH =
  'fetch more: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` on GitLab, or `git fetch --unshallow`';

const isShallow = async (place: Place): Promise<boolean> =>
  (await answerOf(place, ['rev-parse', '--is-shallow-repository'])) === 'true';

async function unrelated(place: Place, since: string, name: string): Promise<UsageError> {
  return (await isShallow(place))
    ? problem(since, `this clone is shallow: it has no common commit of HEAD and ${name}`, DEPTH)
    : problem(
        since,
        `HEAD and ${name} have no common commit: their histories are unrelated`,
        'name another branch or commit: --changed=<ref>',
      );
}

/** What the user typed. */
async function named(place: Place, since: string): Promise<Ref> {
  const shape = /^-|\.\.|^\^|[\0-\x1f\x7f]/.exec(since);
  if (shape) throw problem(since, 'is no name of one branch or commit', 'write one, such as --changed=main');
  const refs = await refsOf(place, [`refs/heads/${since}`, `refs/tags/${since}`, `refs/remotes/${since}`]);
  const [first, second] = refs;
  if (first !== undefined && second !== undefined)
    throw problem(
      since,
      `names both ${first} and ${second}`,
      `write --changed=${first} or --changed=${second}`,
    );
  try {
    const commit = await commitOf(place, since);
    if (commit !== undefined) return { commit, name: since, why: '' };
  } catch {
    // Git says the same of a name that is none, and of one that is a file's.
  }
  throw await unknown(place, since);
}

async function unknown(place: Place, since: string): Promise<UsageError> {
  const said = 'git knows no such branch, tag or commit here';
  const remote = await remoteOf(place);
  const there = remote === undefined ? undefined : `${remote}/${since}`;
  if (there !== undefined && (await commitOf(place, `refs/remotes/${there}`).catch(() => undefined)))
    return problem(since, said, `did you mean --changed=${there}?`);
  const known = await refsOf(place, ['refs/heads', 'refs/remotes', 'refs/tags']);
  const short = known.map((ref) => ref.replace(/^refs\/(?:heads|remotes|tags)\//, ''));
  const meant = closest(since, short);
  if (meant !== undefined) return problem(since, said, `did you mean --changed=${meant}?`);
  if (await isShallow(place)) return problem(since, `${said}; this clone is shallow`, DEPTH);
  return problem(since, said, '`git branch --all` lists the branches; `git fetch` gets those of the remote');
}

/** The refs of these names, or below them, by their full names. */
const refsOf = async (place: Place, names: readonly string[]): Promise<readonly string[]> =>
  (await git(place, ['for-each-ref', '--format=%(refname)', ...names])).split('\n').filter(Boolean);

/** The remote that a clone is of. */
async function remoteOf(place: Place): Promise<string | undefined> {
  const remotes = (await git(place, ['remote'])).split('\n').filter(Boolean);
  return remotes.includes('origin') || remotes.length !== 1
    ? remotes.find((one) => one === 'origin')
    : remotes[0];
}

async function defaultRef(place: Place, variables: Variables): Promise<Ref> {
  const remote = await remoteOf(place);
  const requested = await requestedRef(place, remote ?? 'origin', variables);
  if (requested) return requested;
  const branch = await answerOf(place, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const upstream = branch === undefined ? undefined : await upstreamOf(place, branch);
  // The upstream of a branch is often its own copy at the remote, from which nothing differs once it is pushed.
  const isCopy = upstream?.endsWith(`/${branch}`) ?? false;
  const remotes = remote === undefined ? [] : ['HEAD', 'main', 'master'].map((name) => `${remote}/${name}`);
  const [remoteHead, ...remoteMains] = remotes;
  const names = [
    await targetOfHead(place, remoteHead),
    isCopy ? undefined : upstream,
    ...remoteMains.map((name) => `refs/remotes/${name}`),
    ...['main', 'master'].map((name) => `refs/heads/${name}`),
    isCopy ? upstream : undefined,
  ];
  for (const name of names) {
    const commit = name === undefined ? undefined : await commitOf(place, name);
    if (name !== undefined && commit !== undefined)
      return {
        commit,
        name: name.replace(/^refs\/(?:heads|remotes)\//, ''),
        why: ' (--changed=<ref> takes another)',
      };
  }
  const where = branch === undefined ? 'HEAD is detached, and ' : '';
  throw problem(
    '',
    `${where}no default branch is known here: there is no origin/HEAD, and no branch main or master`,
    (await isShallow(place)) ? `name one with --changed=<ref>; ${DEPTH}` : 'name one: --changed=<ref>',
  );
}

/** The branch that `origin/HEAD` stands for. */
const targetOfHead = async (place: Place, name: string | undefined): Promise<string | undefined> =>
  name === undefined ? undefined : answerOf(place, ['symbolic-ref', '--quiet', `refs/remotes/${name}`]);

async function upstreamOf(place: Place, branch: string): Promise<string | undefined> {
  const format = '--format=%(upstream)';
  const found = await git(place, ['for-each-ref', format, `refs/heads/${branch}`]);
  return found.split('\n').find(Boolean);
}

/** What a pull request on GitHub, or a merge request on GitLab, goes into. */
async function requestedRef(place: Place, remote: string, variables: Variables): Promise<Ref | undefined> {
  const github = variables['GITHUB_BASE_REF'];
  const gitlab = variables['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'];
  const id = variables['CI_MERGE_REQUEST_DIFF_BASE_SHA'];
  const [branch, variable] = github
    ? [github, 'GITHUB_BASE_REF']
    : [gitlab, 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME'];
  if (!branch) return undefined;
  const name = `${remote}/${branch}`;
  const why = ` (${variable})`;
  const commit = await commitOf(place, `refs/remotes/${name}`);
  if (commit !== undefined) return { commit, name, why };
  const start = !github && id && /^[\da-f]{40,64}$/.test(id) ? await commitOf(place, id) : undefined;
  if (start !== undefined)
    return { commit: start, name: start.slice(0, 12), why: ' (CI_MERGE_REQUEST_DIFF_BASE_SHA)' };
  const hint = github
    ? 'let actions/checkout fetch it: `fetch-depth: 0`'
    : `set \`GIT_DEPTH: 0\`, or run \`git fetch ${remote} ${branch}\` first`;
  throw problem('', `this clone lacks ${name}, which ${variable} names`, hint);
}
