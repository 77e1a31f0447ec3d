import { expect } from 'vitest';
import { openIn, receiversOf } from '../../../support/project.ts';

const IMPORT = "import { TestClient } from '../src/testing';\n";

/** `receiver.method certainty because` of each call in a file that imports `TestClient`. */
export async function found(
  source: string,
  path = 'a.test.ts',
  clients: readonly string[] = [],
): Promise<string[]> {
  return await foundIn({ [path]: IMPORT + source }, path, clients);
}

/** The same of the file `path` of a project. */
export async function foundIn(
  files: Readonly<Record<string, string>>,
  path: string,
  clients: readonly string[] = [],
): Promise<string[]> {
  const opened = await openIn(files, path, clients);
  expect(opened.document.problem).toBeUndefined();
  return receiversOf(opened).map((line) => line.replace(/^\d+ /, ''));
}
