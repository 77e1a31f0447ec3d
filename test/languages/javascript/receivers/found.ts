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

/** The same of the file `path` of a project. The user says that the clients of the package `framework` are old ones. */
export async function foundIn(
  files: Readonly<Record<string, string>>,
  path: string,
  clients: readonly string[] = Object.values(files).some((text) => text.includes('framework'))
    ? ['framework']
    : [],
): Promise<string[]> {
  const opened = await openIn(files, path, clients);
  expect(opened.document.problem).toBeUndefined();
  return receiversOf(opened).map((line) => line.replace(/^\d+ /, ''));
}
