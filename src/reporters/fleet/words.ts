import { plural } from '../layout.ts';
import type { Addresses, FleetCounts, Repository, RepositoryStatus } from './report.ts';

/** The headings of the groups. */
export const HEADINGS: Readonly<Record<RepositoryStatus, string>> = {
  failed: 'Failed',
  person: 'Need a person',
  review: 'To review',
  done: 'Done',
};

/** What a repository of the group is. */
export const MEANINGS: Readonly<Record<RepositoryStatus, string>> = {
  failed: 'There is no report, or a file could not be looked at.',
  person: 'A finding is left that fails or warns on the new client.',
  review: 'Files were changed or would be, or a finding is left that only behaves differently.',
  done: 'Nothing is left to change or to look at.',
};

/** "120 repositories: 3 failed, 17 need a person, 60 to review, 40 done" */
export function totals({ repositories, statuses }: Pick<FleetCounts, 'repositories' | 'statuses'>): string {
  const { failed, person, review, done } = statuses;
  const counts = [
    `${failed} failed`,
    `${person} ${person === 1 ? 'needs' : 'need'} a person`,
    `${review} to review`,
    `${done} done`,
  ];
  return `${plural(repositories, 'repository', 'repositories')}: ${counts.join(', ')}`;
}

/** What is to tell of a repository in one line. */
export function told({ problem, summary, isWritten, failures }: Repository): string {
  if (problem !== null) return problem;
  if (!summary) return '';
  const { changed, edits, manual, levels, failed, scanned } = summary;
  const urgent = levels.fails + levels.warns;
  const [failure] = failures;
  const told = [
    ...(failure
      ? [`${plural(failed, 'file')} failed (${failure.path}:${failure.line}: ${failure.message})`]
      : []),
    ...(changed > 0
      ? [`${isWritten ? 'changed' : 'would change'} ${plural(changed, 'file')} (${plural(edits, 'edit')})`]
      : []),
    ...(urgent > 0 ? [`${urgent} ${urgent === 1 ? 'fails or warns' : 'fail or warn'}`] : []),
    ...(manual > urgent ? [`${manual - urgent} ${manual - urgent === 1 ? 'differs' : 'differ'}`] : []),
  ];
  return told.length > 0 ? told.join(', ') : `nothing to do in ${plural(scanned, 'file')}`;
}

/** The address of a repository; undefined where nobody told how they are addressed. */
export const repositoryAddress = ({ repository }: Addresses, name: string): string | undefined =>
  repository?.replaceAll('{repository}', () => encoded(name));

/** The address of a line of a file. */
export const fileAddress = (
  { file }: Addresses,
  name: string,
  place: { readonly path: string; readonly line: number },
): string | undefined =>
  file
    ?.replaceAll('{repository}', () => encoded(name))
    .replaceAll('{path}', () => encoded(place.path))
    .replaceAll('{line}', String(place.line));

/** A path for an address. A lone surrogate has no code; it becomes U+FFFD. */
const encoded = (path: string): string =>
  path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replaceAll(/[()']/g, hex);

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
