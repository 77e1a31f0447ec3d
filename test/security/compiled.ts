import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Run as they are. */
const RECORDERS = 'src/recorders';

/** Those of tsconfig.json that matter where one file is compiled at a time; `nodenext` needs all of them. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
};

/**
 * Writes the sources as JavaScript to a folder, with the guard, so that Node runs them without a loader: a loader starts
 * programs of its own. Types are not checked.
 */
export function compileTo(folder: string): void {
  for (const path of sources()) {
    const source = readFileSync(join(ROOT, path), 'utf8');
    const { outputText } = ts.transpileModule(source, { compilerOptions: OPTIONS, fileName: path });
    const target = join(folder, path.replace(/ts$/, 'js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  cpSync(join(ROOT, RECORDERS), join(folder, RECORDERS), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** Relative to the root, with `/`. */
const sources = (): readonly string[] =>
  ['bin', 'src', 'transforms', 'test/security']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => /(?<!\.d|\.test)\.ts$/.test(path) && !path.startsWith('src/dev/'));
