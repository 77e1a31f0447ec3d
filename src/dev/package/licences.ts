import type { LockedPackage } from './lock.ts';

/** Licences that let whoever installs this package use and pass on what comes with it: identifiers of https://spdx.org/licenses. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);

/** A line for each package that comes to users, in this one or beside it, and whose licence is unknown or not allowed. */
export const licenceProblems = (packages: readonly LockedPackage[]): readonly string[] =>
  packages
    .filter(({ license }) => !isAllowed(license))
    .map(
      ({ name, version, license }) => `${name}@${version} has ${license ?? 'no licence that npm knows of'}`,
    );

/** Takes an identifier, or a flat expression: each of `AND` has to be allowed, one of `OR`. */
function isAllowed(license: string | undefined): boolean {
  const expression = license?.replace(/^\((.*)\)$/, '$1') ?? '';
  const all = expression.split(' AND ');
  if (all.length > 1) return all.every((one) => ALLOWED.has(one));
  return expression.split(' OR ').some((one) => ALLOWED.has(one));
}

/**
 * A line for each package that users install and that runs a script when it is installed, and for each that only
 * developers install unless package.json says under `allowScripts` that its script is not run.
 */
export const scriptProblems = (
  packages: readonly LockedPackage[],
  allowScripts: Readonly<Record<string, boolean>>,
): readonly string[] =>
  packages
    .filter(({ hasInstallScript, dev, name }) => hasInstallScript && !(dev && allowScripts[name] === false))
    .map(({ name, version, dev }) =>
      dev
        ? `${name}@${version} is to be false in \`allowScripts\``
        : `${name}@${version} has an install script`,
    );

/** The scripts that npm runs wherever a package is installed from the registry. */
const ON_INSTALL = ['preinstall', 'install', 'postinstall'] as const;

/** A line for each script of a package.json that npm would run on users' machines. */
export const ownScriptProblems = (scripts: Readonly<Record<string, string>>): readonly string[] =>
  ON_INSTALL.filter((name) => name in scripts).map((name) => `package.json has the script \`${name}\``);
