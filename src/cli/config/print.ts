import { rules } from '../../registry.ts';
import { explainSettings } from '../../runner/config/explain.ts';
import { UsageError } from '../../runner/errors.ts';
import type { RunRequest } from '../arguments/request.ts';
import type { Terminal } from '../output/terminal.ts';

/** Prints what holds for a path, and where each value is from. Resolves to the exit code. */
export async function printConfig(request: RunRequest, { io: { cwd }, out }: Terminal): Promise<number> {
  const { paths, stdinFilename, filesFrom } = request;
  if (paths.length > 1 || filesFrom !== undefined)
    throw new UsageError('--print-config takes one path', 'settings may differ from file to file');
  const told = await explainSettings({ ...request, cwd }, stdinFilename ?? paths[0] ?? '.', rules);
  await out.write(`${JSON.stringify(told, undefined, 2)}\n`);
  return 0;
}
