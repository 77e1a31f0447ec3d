import { Project, ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { openerFor, type Opened } from '../../../src/languages/javascript/types/programs.ts';
import { code } from '../../support/snippets.ts';

/** What several libraries say something of. */
const SOURCE = code`
  export const map = new Map([['a', 1]]);
  export const values = map.values().map((one) => one).toArray();
  export const found = [1].concat([2]).find(Boolean) ?? [1].flat();
  export const text = 'a'.concat('b').padStart(2).replaceAll('a', (all) => all).at(0);
  export const later = Promise.all([fetch('/'), Promise.resolve(1)]);
  export const settled = Promise.allSettled([1]);
  export const bytes = new Uint8Array(new ArrayBuffer(1)).slice().with(0, 1);
  export const form = [...new FormData().entries()];
  export const made = Object.groupBy([1], String);
  export const format = new Intl.DateTimeFormat('en').formatToParts(new Date());
  export const element = document.createElement('a').relList;

`;

const typesIn = (file: ts.SourceFile, checker: ts.TypeChecker): readonly string[] =>
  file.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.map((one) => {
      const type = checker.getTypeAtLocation(one.name);
      return `${one.name.getText(file)}: ${checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)}`;
    }),
  );

const opened = (configured: Project, source: string): Opened => openerFor(ts, configured)('/a.ts', source);

const of = (compilerOptions: ts.CompilerOptions): Project =>
  new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { types: [], strict: true, ...compilerOptions },
  });

const { ES2015, ES2022, ESNext } = ts.ScriptTarget;

describe('types are those of the compiler, which has each library in a file of its own', () => {
  test.each<[string, ts.CompilerOptions, known: string]>([
    ['nothing but the default', {}, 'map: Map<string, number>'],
    ['an old target', { target: ES2015 }, 'map: Map<string, number>'],
    ['a target', { target: ES2022 }, 'text: string | undefined'],
    ['the latest', { target: ESNext }, 'values: number[]'],
    ['one library', { lib: ['lib.es2022.d.ts'] }, 'text: string | undefined'],
    ['a small one', { lib: ['lib.es5.d.ts'] }, 'map: any'],
    ['some', { lib: ['lib.dom.d.ts', 'lib.es2020.d.ts'] }, 'element: DOMTokenList'],
    ['one that is a module', { lib: ['lib.es2015.d.ts', 'lib.es2025.iterator.d.ts'] }, 'values: number[]'],
    ['none', { noLib: true }, 'map: any'],
  ])('%s', (_name, options, known) => {
    const configured = of(options);
    const { file, checker } = opened(configured, SOURCE);
    const found = typesIn(file, checker);
    const plain = configured.createSourceFile('/a.ts', SOURCE).compilerNode;
    expect(found).toEqual(typesIn(plain, configured.getTypeChecker().compilerObject));
    expect(found).toContain(known);
  });

  test('of a file that asks for more libraries than the configuration', () => {
    const source = `/// <reference lib="es2020" />\n/// <reference lib="esnext.disposable" />\n${SOURCE}`;
    const configured = of({ lib: ['lib.es2015.d.ts'] });
    const { file, checker } = opened(configured, source);
    const plain = configured.createSourceFile('/a.ts', source).compilerNode;
    const found = typesIn(file, checker);
    expect(found).toEqual(typesIn(plain, configured.getTypeChecker().compilerObject));
    expect(found).toContain('settled: Promise<[PromiseSettledResult<number>]>');
  });
});

test('configurations that ask for the same libraries read them once', () => {
  const fileOf = (options: ts.CompilerOptions): ts.SourceFile | undefined => {
    const { file, checker } = opened(of(options), 'export const all = new Map<string, string>();');
    const [symbol] = checker
      .getSymbolsInScope(file, ts.SymbolFlags.Interface)
      .filter(({ name }) => name === 'Map');
    return symbol?.declarations?.[0]?.getSourceFile();
  };
  const first = fileOf({ target: ESNext });
  expect(first?.fileName).toContain('/lib.');
  expect(fileOf({ target: ESNext, paths: {} })).toBe(first);
  expect(fileOf({ target: ES2022 })).not.toBe(first);
});
