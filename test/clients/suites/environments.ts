import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../environments.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** What builds source distributions: pip asks the backend of each for its metadata before it keeps the file. */
export const BACKENDS: Environment = { name: 'backends', pins: read('backends.txt'), proof: 'setuptools' };

/** The other tool of this kind. */
export const PEER: Environment = { name: 'peer', pins: read('peer.txt'), proof: 'bump_testclient' };

const PACKAGES = read('packages.txt');

/**
 * Libraries of 2022 know pydantic 1 alone, and FastAPI 0.126 and later pydantic 2 alone, which wants another
 * email-validator.
 */
const INSTEAD: Readonly<Record<string, string>> = {
  'starlette-0.43.0': 'pydantic==1.10.27\n',
  'starlette-1.10.0': 'email-validator==2.3.0\n',
};

/** An environment of the clients, with what the suites of others need besides. */
export const withPackages = (base: Environment): Environment => ({
  name: `suites-${base.name}`,
  pins: overlay(base.pins, PACKAGES + (INSTEAD[base.name] ?? '')),
});

/** One list of pins in which `upper` decides over `lower`, by name. */
export function overlay(lower: string, upper: string): string {
  const lines = [lower, upper].flatMap((pins) => pins.split('\n').filter((line) => line !== ''));
  const byName = new Map(lines.map((line) => [line.split('==')[0]!.toLowerCase(), line]));
  return [...byName.values()].map((line) => `${line}\n`).join('');
}
