import { spawn } from 'node:child_process';

export interface Finished {
  /** The exit code; undefined where a signal ended it. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Settings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

/** Runs a command to its end; throws only where it cannot be started. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env, input = '' }: Settings = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      return chunks;
    });
    child.on('error', reject);
    // A command that ends before it has read its input says why on stderr.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('close', (status) => {
      const text = (chunks: readonly Buffer[] = []): string => Buffer.concat(chunks).toString('utf8');
      resolve({ status: status ?? undefined, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}

/** Does `work` for every item, `width` at a time; the results keep the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
