import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Carried } from './carried.ts';
import { readLock, type LockedPackage } from './lock.ts';
import { run } from './process.ts';

interface Hash {
  readonly alg: 'SHA-256' | 'SHA-512';
  /** In hexadecimal digits. */
  readonly content: string;
}

/** A component, with the fields that are read or written here: https://cyclonedx.org/docs/1.5/json/#components. */
export interface Component {
  readonly 'bom-ref'?: string;
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly Hash[];
  readonly components?: readonly Component[];
}

interface Dependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
}

/** A bill of materials in the format CycloneDX, with the fields that are read or written here. */
export interface Sbom {
  readonly specVersion: string;
  readonly serialNumber?: string;
  readonly metadata: { readonly timestamp?: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
}

/**
 * The bill of materials of what users install: npm's, from the lock file, and the packages with parts in this one. The
 * same commit has the same one: its time is that of the commit, and its serial number is made from its content.
 */
export function sbomOf(root: string, carried: readonly Carried[]): Sbom {
  const { serialNumber: _random, ...listed } = listedByNpm(root);
  const own = listed.metadata.component['bom-ref'];
  const added = carried.map(componentOf);
  const refs = added.map((one) => one['bom-ref']);
  const dependencies = listed.dependencies.map((one) =>
    one.ref === own ? { ...one, dependsOn: [...(one.dependsOn ?? []), ...refs] } : one,
  );
  const sbom = {
    ...listed,
    metadata: { ...listed.metadata, timestamp: commitTime(root) },
    components: [...listed.components, ...added],
    dependencies: [...dependencies, ...refs.map((ref) => ({ ref, dependsOn: [] }))],
  };
  return { ...sbom, serialNumber: serialOf(JSON.stringify(sbom)) };
}

/**
 * What npm lists of a project that has no development dependencies. With `--omit dev` npm 10 and 11 leave out each package
 * that is a development dependency's too. npm names the project after its folder.
 */
function listedByNpm(root: string): Sbom {
  const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-sbom-'));
  try {
    const { devDependencies: _dev, ...manifest } = readJson(join(root, 'package.json')) as Manifest;
    const project = join(folder, manifest.name);
    mkdirSync(project);
    const { packages, ...lock } = readJson(join(root, 'package-lock.json')) as Lock;
    const kept = Object.entries(packages).filter(([, { dev }]) => dev !== true);
    const { devDependencies: _locked, ...own } = packages[''] ?? {};
    writeJson(join(project, 'package.json'), manifest);
    writeJson(join(project, 'package-lock.json'), {
      ...lock,
      packages: { ...Object.fromEntries(kept), '': own },
    });
    const args = ['--sbom-format', 'cyclonedx', '--package-lock-only'];
    // npm's own output, as far as it is read here.
    return JSON.parse(run({ cwd: project }, 'npm', 'sbom', ...args)) as Sbom;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Manifest {
  readonly name: string;
  readonly devDependencies?: unknown;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devDependencies?: unknown }>>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const writeJson = (path: string, value: unknown): void => writeFileSync(path, JSON.stringify(value));

/** The time of the last commit in UTC, as git has no other that is the same in each clone. */
const commitTime = (root: string): string =>
  new Date(run({ cwd: root }, 'git', 'log', '-1', '--format=%cI').trim()).toISOString();

/** A UUID of version 8, whose bits are free but for version and variant: those of a hash (RFC 9562). */
function serialOf(content: string): string {
  const bytes = createHash('sha256').update(content).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const digits = bytes.toString('hex');
  const parts = [0, 8, 12, 16, 20].map((start, index, starts) => digits.slice(start, starts[index + 1]));
  return `urn:uuid:${parts.join('-')}`;
}

function componentOf(one: Carried): Component & { readonly 'bom-ref': string } {
  const files = one.files.map(({ source, copy }) => ({
    type: 'file',
    name: copy,
    hashes: [{ alg: 'SHA-256' as const, content: sha256(source) }],
  }));
  return {
    'bom-ref': `${one.name}@${one.version}`,
    type: 'library',
    name: one.name,
    version: one.version,
    ...{ scope: 'required', description: 'Parts of it are in this package' },
    purl: purlOf(one),
    hashes: [
      {
        alg: 'SHA-512',
        content: Buffer.from(one.integrity.slice('sha512-'.length), 'base64').toString('hex'),
      },
    ],
    ...{ licenses: [{ license: { id: one.license } }] },
    ...(files.length > 0 && { components: files }),
  };
}

const purlOf = ({ name, version }: LockedPackage): string =>
  `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

/**
 * A line for each package that users get and the bill lacks, each that it has beside, and each file of the build that is not the one
 * it names.
 */
export function sbomProblems(
  root: string,
  carried: readonly Carried[],
  { components }: Sbom,
): readonly string[] {
  const wanted = [...readLock(root).filter(({ dev }) => !dev), ...carried];
  const purls = new Set(wanted.map(purlOf));
  const listed = new Set(components.map(({ purl = '' }) => purl));
  const files = components.flatMap((one) => one.components ?? []);
  return [
    ...[...purls].filter((purl) => !listed.has(purl)).map((purl) => `the bill of materials lacks ${purl}`),
    ...[...listed]
      .filter((purl) => !purls.has(purl))
      .map((purl) => `the bill of materials must not have ${purl}`),
    ...files
      .filter(({ name, hashes = [] }) => hashes[0]?.content !== sha256(join(root, name)))
      .map(({ name }) => `the bill of materials has another ${name} than the build`),
  ];
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
