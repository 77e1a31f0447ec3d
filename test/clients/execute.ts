import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, type Settings } from './process.ts';

/** A test module to run, by itself or with files beside it. */
export interface Module {
  readonly id: string;
  readonly source: string;
  /** Other files by path, such as `conftest.py`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Python expressions, by the name that the module finds bound to their value, or takes as an argument. */
  readonly names?: Readonly<Record<string, string>>;
  /** Runs each function of the module, whatever it is called. */
  readonly every?: boolean;
  /** Sends a request with each client of an application that the module makes and leaves open. */
  readonly probe?: boolean;
}

export interface Part {
  readonly head: readonly string[];
  readonly content: string;
  /** The type that the name of its file suggests. */
  readonly guessed: string | null;
}

/** A request as the application saw it; bytes are characters of the same number. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly rawPath: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly string[];
  readonly body: string;
  /** What it was answered; null for a WebSocket. */
  readonly status: number | null;
  /** Of a multipart body. */
  readonly parts: readonly Part[] | null;
}

/** The first and the last line of a function. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where an exception passed through a function of the suite. */
export interface Frame extends Lines {
  readonly file: string;
  readonly line: number;
}

export interface Problem {
  readonly type: string;
  readonly message: string;
  /** Outermost first. */
  readonly frames: readonly Frame[];
}

/** What came of a test; of `<module>`, what the module did while it was imported. */
export interface Outcome {
  readonly module: string;
  readonly test: string;
  /** Of the function that is the test. */
  readonly lines: Lines | null;
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped';
  readonly problem: Problem | null;
  /** Those that the client raised, or the library it is built on. */
  readonly warnings: readonly { readonly category: string; readonly text: string }[];
  readonly requests: readonly Request[];
}

/** The path of a module among its files. */
export const MODULE_PATH = 'test_it.py';

/** What a Python process of ours imports. */
export const PYTHON_FILES = join(dirname(fileURLToPath(import.meta.url)), 'python');

/**
 * Runs modules in one process of the interpreter `python`; the outcomes come in the order of the modules. `environmentIn`: variables for
 * it, by the folder in which the module `i` is `m{i}`.
 */
export async function execute(
  python: string,
  modules: readonly Module[],
  environmentIn: (folder: string) => Settings['env'] = () => undefined,
): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  try {
    const job = layOut(modules, folder);
    const [jobFile, results] = [join(folder, 'job.json'), join(folder, 'results.jsonl')];
    writeFileSync(jobFile, JSON.stringify(job));
    const args = ['-B', join(PYTHON_FILES, 'execute.py'), jobFile, results];
    const env = environmentIn(job.folder);
    const { status, stdout, stderr } = await run(python, args, { ...(env && { env }) });
    if (status !== 0) throw new Error(`the modules could not be run:\n${stdout}${stderr}`);
    const order = new Map(modules.map(({ id }, index) => [id, index]));
    const place = ({ module }: Outcome): number => order.get(module) ?? 0;
    return readOutcomes(readFileSync(results, 'utf8')).toSorted((a, b) => place(a) - place(b));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every module has a folder of its own. */
function layOut(modules: readonly Module[], root: string) {
  const folder = join(root, 'modules');
  const placed = modules.map(
    ({ id, source, files = {}, names = {}, every = false, probe = false }, index) => {
      const own = `m${index}`;
      for (const [path, text] of Object.entries({ ...files, [MODULE_PATH]: source })) {
        const file = join(folder, own, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      return { id, path: `${own}/${MODULE_PATH}`, names, every, probe };
    },
  );
  return { folder, modules: placed };
}

/** What outcomes.py wrote, in its order. */
export const readOutcomes = (lines: string): readonly Outcome[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome);
