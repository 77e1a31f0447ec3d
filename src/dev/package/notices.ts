import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Carried } from './carried.ts';

export const NOTICES = 'THIRD-PARTY.md';

/** Files that are about licences, however they are written. */
const LICENCE = /^(?:licen[cs]e|copying|notice|third-?party-?notice)[\w-]*(?:\.(?:md|txt))?$/i;

/** What a package has in itself of another one, which is installed here too and has the licence. */
const WITHIN: Readonly<Record<string, string>> = { '@ts-morph/common': 'typescript' };

const HEAD = `# Third-party code

The package has no dependencies: what it needs of others is in it, bundled, without comments and minified. \`npm run notices\` writes this page, with the licence of each package
as it is published. The bill of materials of a release, \`sbom.cdx.json\`, has their versions.
`;

/** The text of THIRD-PARTY.md for these packages. Throws where one comes without a licence. */
export const noticesOf = (root: string, carried: readonly Carried[]): string =>
  [HEAD, ...carried.map((one) => sectionOf(root, one))].join('\n');

function sectionOf(root: string, { name, path, license, files }: Carried): string {
  const within = WITHIN[name];
  const texts = [path, ...(within === undefined ? [] : [`node_modules/${within}`])].flatMap((folder) =>
    licencesIn(join(root, folder)),
  );
  const about = [
    `Licence: ${license ?? 'none that npm knows of'}.`,
    ...(within === undefined ? [] : [`It holds \`${within}\`, whose licence and notices follow.`]),
    ...files.map(({ copy }) => `\`${copy}\` is a file of it, as it is.`),
  ];
  return [
    `## [\`${name}\`](https://www.npmjs.com/package/${name})\n`,
    `${about.join(' ')}\n`,
    ...texts.map(fenced),
  ].join('\n');
}

function licencesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => LICENCE.test(name));
  if (names.length === 0) throw new Error(`${folder} has no licence`);
  return names.sort().map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** As it is, but for line ends, a byte-order mark and space at the end of lines. */
function fenced(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  return `\`\`\`text\n${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')}\n\`\`\`\n`;
}

/** A line where THIRD-PARTY.md is not what it has to be. */
export function noticeProblems(root: string, carried: readonly Carried[]): readonly string[] {
  const isRight =
    readFileSync(join(root, NOTICES), 'utf8').replaceAll('\r\n', '\n') === noticesOf(root, carried);
  return isRight ? [] : [`${NOTICES} is out of date: run \`npm run notices\``];
}
