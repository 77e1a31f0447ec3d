import { seriesOf, TARGET_PACKAGES, type Target, type Versions } from '../../core/model/target.ts';
import { completed } from './starlettes.ts';

/** The newest version of everything: no version of a finding lies after it. */
const LATEST: Versions = { least: [Infinity] };

/**
 * The target that words such as `httpx2`, `latest` or `starlette==0.43` name together. Throws a `TypeError` with a sentence for the
 * user where one of them names none.
 */
export function targetOf(words: readonly string[]): Target {
  const all = words.map(readWord);
  const versions = all.reduce<Target['versions']>((sum, one) => ({ ...sum, ...one.versions }), {});
  return completed({ client: all.find(({ client }) => client)?.client ?? 'httpx', versions });
}

function readWord(word: string): Partial<Target> {
  if (word === 'httpx' || word === 'httpx2') return { client: word };
  if (word === 'latest')
    return { versions: Object.fromEntries(TARGET_PACKAGES.map((name) => [name, LATEST])) };
  const [, given, version = ''] = /^(\w+)==?(\d+(?:\.\d+)*)(?:\.\*)?$/.exec(word) ?? [];
  const name = TARGET_PACKAGES.find((one) => one === given?.toLowerCase());
  if (name === undefined) throw new TypeError(`'${word}' is no target; write ${EXAMPLES}.`);
  return {
    ...(name === 'httpx2' && { client: name }),
    versions: { [name]: seriesOf(version.split('.').map(Number)) },
  };
}

const EXAMPLES = 'httpx, httpx2, latest, starlette==0.43 or fastapi==0.115';
