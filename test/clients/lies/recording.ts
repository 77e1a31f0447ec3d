import { readFileSync } from 'node:fs';
import type { Line } from '../../../src/evidence/format.ts';
import { collectReceived, type Recording } from '../../../src/proof/recording.ts';

/** What a file tells of tests and of what applications received. Throws where the recorder had a problem. */
export function readRecording(file: string): Recording {
  const { add, done } = collectReceived();
  for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    // The recorder of this very version wrote it.
    const line = JSON.parse(text) as Line;
    if (line.is === 'end' && line.problems) throw new Error(`the recorder: ${line.problems.join('; ')}`);
    add(line);
  }
  return done();
}
