import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { carriedBy, carriedFiles } from '../../src/dev/package/carried.ts';
import { schemaProblems } from '../../src/dev/package/sbom-schema.ts';
import { sbomOf, sbomProblems, type Component, type Sbom } from '../../src/dev/package/sbom.ts';
import { folder, repository } from '../runner/support.ts';

const carried = await carriedBy('.');

/** A repository with what the bill is made of, and a build with these files, or with those that it should have. */
function project(built?: Uint8Array): string {
  const kept = ['package.json', 'package-lock.json'].map((path) => [path, readFileSync(path)] as const);
  const copies = carriedFiles().map(({ source, copy }) => [copy, built ?? readFileSync(source)] as const);
  return repository(Object.fromEntries([...kept, ...copies]));
}

const named = ({ components }: Sbom, name: string): Component | undefined =>
  components.find((one) => one.name === name);

describe('the bill of materials', () => {
  test('is valid, and lists each package that users install and no other', () => {
    const root = project();
    const sbom = sbomOf(root, carried);
    expect([...schemaProblems(sbom), ...sbomProblems(root, carried, sbom)]).toEqual([]);
    expect(sbom.metadata.component.name).toBe('bump-testclient');
    expect(named(sbom, 'commander')).toMatchObject({ type: 'library' });
    expect(named(sbom, 'vitest')).toBeUndefined();
  });

  test('lists the grammar that the package carries, as something that the package needs', () => {
    const sbom = sbomOf(project(), carried);
    const grammar = named(sbom, 'tree-sitter-python');
    expect(grammar).toMatchObject({
      components: [{ type: 'file', name: 'dist/lib/tree-sitter-python.wasm' }],
    });
    const own = sbom.dependencies.find(({ ref }) => ref === sbom.metadata.component['bom-ref']);
    expect(own?.dependsOn).toContain(grammar?.['bom-ref']);
  });

  test('is the same for the same commit, in whichever folder', () => {
    const root = project();
    const copy = join(folder(), 'elsewhere');
    cpSync(root, copy, { recursive: true });
    const sbom = sbomOf(root, carried);
    expect(sbomOf(copy, carried)).toEqual(sbom);
    expect(sbom.serialNumber).toMatch(
      /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });
});

describe('a bill of materials that is wrong is told', () => {
  test.each<[string, (sbom: Sbom) => Sbom, string]>([
    [
      'a package that is missing',
      (sbom) => ({ ...sbom, components: sbom.components.filter(({ name }) => name !== 'chalk') }),
      'the bill of materials lacks pkg:npm/chalk@',
    ],
    [
      'the grammar that is missing',
      (sbom) => ({
        ...sbom,
        components: sbom.components.filter(({ name }) => !name.startsWith('tree-sitter')),
      }),
      'the bill of materials lacks pkg:npm/tree-sitter-python@',
    ],
    [
      'a package that users do not install',
      (sbom) => ({
        ...sbom,
        components: [...sbom.components, { type: 'library', name: 'other', purl: 'pkg:npm/other@1.0.0' }],
      }),
      'the bill of materials must not have pkg:npm/other@1.0.0',
    ],
  ])('%s', (_, change, problem) => {
    const root = project();
    expect(sbomProblems(root, carried, change(sbomOf(root, carried)))).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  test('a build with other files', () => {
    const root = project(Buffer.from('other'));
    expect(sbomProblems(root, carried, sbomOf(root, carried))).toEqual(
      carriedFiles()
        .map(({ copy }) => `the bill of materials has another ${copy} than the build`)
        .sort(),
    );
  });

  test('a document that breaks the schema', () => {
    const sbom = sbomOf(project(), carried);
    const component = { type: 'parser', name: 'other' };
    expect(schemaProblems({ ...sbom, components: [component] })).toContainEqual(
      expect.stringMatching(/^sbom\/components\/0\/type must be equal to one of the allowed values$/),
    );
    expect(schemaProblems({ ...sbom, serialNumber: 'none' })).toEqual([
      expect.stringMatching(/^sbom\/serialNumber must match pattern/),
    ]);
  });
});
