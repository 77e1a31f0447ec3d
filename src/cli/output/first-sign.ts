import { sinkOf, type Io } from '../io.ts';
import { canShowProgress } from './progress.ts';

/** Words that ask for something that is printed at once, or for no progress. */
const SHORT = new Set([
  '-q',
  '--quiet',
  '-h',
  '--help',
  '--version',
  'help',
  'rules',
  'explain',
  'record',
  'prove',
]);

/** Shows that the command has begun, where a run will show its progress. Returns what erases it. */
export function firstSign({ argv, env, stderr }: Pick<Io, 'argv' | 'env' | 'stderr'>): () => void {
  const sink = sinkOf(stderr);
  if (!canShowProgress(sink, env) || argv.some((word) => SHORT.has(word))) return () => undefined;
  void sink.write('starting').catch(() => undefined);
  return () => void sink.eraseLine().catch(() => undefined);
}
