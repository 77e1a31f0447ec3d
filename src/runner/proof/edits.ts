import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { FileReport } from '../../core/report.ts';
import { parseEdits, withEdits, type EditedText, type EditsFile } from '../../proof/edits.ts';
import { messageOf } from '../errors.ts';
import { EVIDENCE_FOLDER, findEvidence, recordingRoot } from '../evidence/find.ts';
import { hashOf } from '../evidence/hash.ts';
import { findRoots } from '../files/git.ts';
import { isWithin, withSlashes } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';
import { temporaryName } from '../files/write/names.ts';

const EDITS_FILE = 'edits.json';

/** The edits that are kept beside a recording; undefined where there are none. */
export function readEdits(evidence: string): EditsFile | undefined {
  const read = readBytes(join(dirname(evidence), EDITS_FILE));
  return 'bytes' in read ? parseEdits(read.bytes.toString('utf8')) : undefined;
}

/**
 * Keeps the edits of files that were written beside the recording at its default place, so that `prove` can tell which rule changed a call.
 * Nothing is kept where there is no such recording. Resolves to the reason why that failed.
 */
export async function keepEdits(files: readonly FileReport[], cwd: string): Promise<string | undefined> {
  const roots = findRoots();
  const [found] = await findEvidence(cwd, [], roots);
  if (found === undefined || found.isOutside || basename(dirname(found.file)) !== EVIDENCE_FOLDER)
    return undefined;
  const root = await recordingRoot(cwd, roots);
  const texts = files.flatMap((file) => editedText(file, root));
  if (texts.length === 0) return undefined;
  try {
    const edits = withEdits(readEdits(found.file), texts);
    writeWhole(join(dirname(found.file), EDITS_FILE), `${JSON.stringify(edits)}\n`);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function editedText({ status, real, before, bytes, edits }: FileReport, root: string): readonly EditedText[] {
  if (status !== 'changed' || real === undefined || before === undefined || !isWithin(root, real)) return [];
  return [
    {
      path: withSlashes(relative(root, real)),
      hash: hashOf(bytes?.before ?? Buffer.from(before, 'utf8')),
      edits: edits.map(({ line, endLine, rule }) => ({ line, endLine, rule })),
    },
  ];
}

function writeWhole(file: string, text: string): void {
  const temporary = join(dirname(file), temporaryName());
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
