import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../../src/core/language.ts';
import type { RecordedFile } from '../../../src/core/model/recorded.ts';
import { linesOf } from '../../../src/core/lines.ts';
import { migrate } from '../../../src/core/engine/migrate.ts';
import type { Reported } from '../../../src/core/engine/result.ts';
import { python } from '../../../src/languages/python/index.ts';
import { rules } from '../../../src/registry.ts';
import { MODULE_PATH, PYTHON_FILES, type Module } from '../execute.ts';
import type { Rendered } from './modules.ts';

/** What the engine made of a module: the new text, and what it said about each call. */
export interface Migrated {
  readonly module: Module;
  /** By call: fixes that were made. */
  readonly edits: ReadonlyMap<string, number>;
  /** By call: findings that are left for a person. */
  readonly left: ReadonlyMap<string, readonly Reported[]>;
  /** How many fixes rest on what a run showed. */
  readonly resting: number;
  /** Findings on lines that belong to no call. */
  readonly shared: readonly Reported[];
}

const FOLDER = 'tests/';
/** The suite of a project stands beside what it tests. */
const APPLICATION = readFileSync(join(PYTHON_FILES, 'echo.py'), 'utf8');

/** The module as it is run before anything is done to it. */
export const moduleOf = ({ id, source, files }: Rendered): Module => ({ id, source, files });

/**
 * Migrates a module and the files beside it as a run over their folder would. Throws where the engine fails. `recorded`: what a run showed
 * of a file, by its path in the folder.
 */
export async function migrateModule(
  rendered: Rendered,
  recorded?: (name: string, folder: string) => RecordedFile | undefined,
): Promise<Migrated> {
  const { id, source, owners } = rendered;
  const files = { [MODULE_PATH]: source, ...rendered.files };
  const project: Project = {
    ...projectOf({ ...files, 'echo.py': APPLICATION }),
    ...(recorded && { recorded: (path) => recorded(path.slice(FOLDER.length), FOLDER) }),
  };
  const edits = new Map<string, number>();
  const left = new Map<string, readonly Reported[]>();
  const shared: Reported[] = [];
  let resting = 0;
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    const result = await migrate(text, FOLDER + name, python, { rules, project });
    if (result.status === 'failed') throw new Error(`${result.reason}: ${result.detail}\n${text}`);
    texts[name] = result.status === 'changed' ? result.text : text;
    if (result.status === 'skipped') continue;
    const lines = linesOf(text.replace(/^\uFEFF/, ''));
    for (const finding of result.findings) {
      if (finding.fix === 'applied' && finding.safety === 'seen') resting += 1;
      const { line } = lines.at(finding.at.start);
      if (OF_CLIENTS.has(finding.rule)) {
        for (const call of callsBelow(text.split('\n').slice(0, line), rendered))
          left.set(call, [...(left.get(call) ?? []), finding]);
        continue;
      }
      const owner = name === MODULE_PATH ? owners[line - 1] : ownerAbove(text.split('\n'), line);
      if (owner === undefined) shared.push(finding);
      else if (finding.fix === 'applied') edits.set(owner, (edits.get(owner) ?? 0) + 1);
      else left.set(owner, [...(left.get(owner) ?? []), finding]);
    }
  }
  const { [MODULE_PATH]: migrated = source, ...others } = texts;
  return { module: { id, source: migrated, files: others }, edits, left, resting, shared };
}

/** Rules that say once, where a client is made, what is true of all its calls. */
const OF_CLIENTS: ReadonlySet<string> = new Set(['base-url-path']);

/** The calls of the test that a line belongs to, by the number of the function or the class above it. */
function callsBelow(above: readonly string[], { tests }: Rendered): readonly string[] {
  const number = above.map((text) => /\b(?:def|class) \w+_(\d+)\b/.exec(text)?.[1]).findLast(Boolean);
  const test = tests.find(({ calls }) => calls.some(({ id }) => id.startsWith(`${number}_`)));
  return test?.calls.map(({ id }) => id) ?? [];
}

/** Other files are made of blocks for one call each, which has its number in the first line. */
const ownerAbove = (lines: readonly string[], line: number): string | undefined =>
  lines
    .slice(0, line)
    .findLast((text) => /_\d+_\d+/.test(text))
    ?.match(/_(\d+_\d+)/)?.[1];

/** The files of one folder, as a project. */
function projectOf(files: Readonly<Record<string, string>>): Project {
  const texts = new Map(Object.entries(files).map(([name, text]) => [FOLDER + name, text]));
  const paths = [...texts.keys()].sort();
  return {
    files: () => paths,
    has: (path) => texts.has(path),
    read: (path) => texts.get(path),
    mentioning: (word) => paths.filter((path) => new RegExp(`\\b${word}\\b`).test(texts.get(path) ?? '')),
  };
}
