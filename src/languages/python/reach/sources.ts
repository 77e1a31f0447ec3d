import { isAboutTests } from '../../../clients/doubts.ts';
import { isOtherClient } from '../../../clients/names.ts';
import { CLIENT_PATHS, RESPONSE_PATHS } from '../../../clients/packages.ts';

/** A file by its path in the project, with its text. */
export interface Source {
  readonly path: string;
  readonly source: string;
}

/** A class, or what makes one, by its last name, with the package that has to be named beside it. */
const PACKAGED = [...CLIENT_PATHS, ...RESPONSE_PATHS].map((path) => ({
  name: path.slice(path.lastIndexOf('.') + 1),
  from: path.split('.')[0]!,
}));
const SOUNDS = /TestClient|test_client/;
const NAMED = /(?:^|_)client$/;
/** A key may say that a client is under it. */
const KEY = /["'](?:\w{0,100}_)?client["']/;

/** The names of a file that may stand for a client, or for what comes from one, without anything of another file. */
export function seedsOf(file: Source): (name: string) => boolean {
  const { source } = file;
  const packaged = new Set(PACKAGED.filter(({ from }) => source.includes(from)).map(({ name }) => name));
  const isByName = isAboutTests(file) || KEY.test(source);
  return (name) =>
    SOUNDS.test(name) ||
    packaged.has(name) ||
    (isByName && NAMED.test(name) && !isOtherClient(name, 'python'));
}

/** Whether a file has such a name. It errs on the side of true. */
export function isSource(file: Source): boolean {
  const { source } = file;
  if (SOUNDS.test(source) || KEY.test(source)) return true;
  if (PACKAGED.some(({ name, from }) => source.includes(from) && new RegExp(`\\b${name}\\b`).test(source)))
    return true;
  return /(?<![A-Za-z\d])client\b/.test(source) && isAboutTests(file);
}
