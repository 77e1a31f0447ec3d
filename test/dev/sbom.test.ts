import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaProblems } from '../../src/dev/package/sbom-schema.ts';
import { sbomOf, sbomProblems, type Component, type Sbom } from '../../src/dev/package/sbom.ts';
import { folder, repository } from '../runner/support.ts';

const WASM = 'node_modules/tree-sitter-python/tree-sitter-python.wasm';
const COPY = 'dist/src/languages/python/tree-sitter-python.wasm';

/** A repository with what the bill is made of, and a build with this grammar. */
function project(grammar: Uint8Array = readFileSync(WASM)): string {
  const kept = ['package.json', 'package-lock.json', WASM].map((path) => [path, readFileSync(path)] as const);
  return repository({ ...Object.fromEntries(kept), [COPY]: grammar });
}

const named = ({ components }: Sbom, name: string): Component | undefined =>
  components.find((one) => one.name === name);

describe('the bill of materials', () => {
  test('is valid, and lists each package that users install and no other', () => {
    const root = project();
    const sbom = sbomOf(root);
    expect([...schemaProblems(sbom), ...sbomProblems(root, sbom)]).toEqual([]);
    expect(sbom.metadata.component.name).toBe('bump-testclient');
    expect(named(sbom, 'commander')).toMatchObject({ type: 'library' });
    expect(named(sbom, 'vitest')).toBeUndefined();
  });

  test('lists the grammar that the package carries, as something that the package needs', () => {
    const sbom = sbomOf(project());
    const grammar = named(sbom, 'tree-sitter-python');
    expect(grammar).toMatchObject({ components: [{ type: 'file', name: COPY }] });
    const own = sbom.dependencies.find(({ ref }) => ref === sbom.metadata.component['bom-ref']);
    expect(own?.dependsOn).toContain(grammar?.['bom-ref']);
  });

  test('is the same for the same commit, in whichever folder', () => {
    const root = project();
    const copy = join(folder(), 'elsewhere');
    cpSync(root, copy, { recursive: true });
    const sbom = sbomOf(root);
    expect(sbomOf(copy)).toEqual(sbom);
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
    expect(sbomProblems(root, change(sbomOf(root)))).toEqual([expect.stringContaining(problem)]);
  });

  test('a build with another grammar', () => {
    const root = project(Buffer.from('other'));
    expect(sbomProblems(root, sbomOf(root))).toEqual([
      `the bill of materials has another ${COPY} than the build`,
    ]);
  });

  test('a document that breaks the schema', () => {
    const sbom = sbomOf(project());
    const component = { type: 'parser', name: 'other' };
    expect(schemaProblems({ ...sbom, components: [component] })).toContainEqual(
      expect.stringMatching(/^sbom\/components\/0\/type must be equal to one of the allowed values$/),
    );
    expect(schemaProblems({ ...sbom, serialNumber: 'none' })).toEqual([
      expect.stringMatching(/^sbom\/serialNumber must match pattern/),
    ]);
  });
});
