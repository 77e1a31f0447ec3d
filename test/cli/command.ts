import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Io, OutputStream } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

/** A stream that remembers, a terminal on request. */
export function memory(isTTY = false): OutputStream & { readonly written: () => Buffer } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(stream, { isTTY, columns: 80, written: () => Buffer.concat(chunks) });
}

/** A folder with these files, until the test is over. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bump-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Setting {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Readable;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  readonly isTTY?: boolean;
  readonly stdout?: OutputStream;
  readonly onInterrupt?: Io['onInterrupt'];
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  /** stdout as the bytes it is. */
  readonly output: Buffer;
  readonly stderr: string;
  readonly read: (path: string) => string;
}

/** Runs the command in this process, in a folder with the given files. */
export const command = (line: string, { files = {}, ...setting }: Setting = {}): Promise<Outcome> =>
  runIn(folderOf(files), line, setting);

/** Runs the command in this process, in a folder that is there. */
export async function runIn(
  cwd: string,
  line: string,
  setting: Omit<Setting, 'files'> = {},
): Promise<Outcome> {
  const { stdin = '', env = {}, isTTY = false } = setting;
  const stdout = memory(isTTY);
  const stderr = memory(isTTY);
  const code = await main({
    argv: line.split(' ').filter(Boolean),
    cwd,
    env,
    stdin: typeof stdin === 'string' ? Readable.from([Buffer.from(stdin)]) : stdin,
    stdout: setting.stdout ?? stdout,
    stderr,
    onInterrupt: setting.onInterrupt ?? (() => () => undefined),
  });
  return {
    code,
    stdout: stdout.written().toString(),
    output: stdout.written(),
    stderr: stderr.written().toString(),
    read: (path) => readFileSync(join(cwd, path), 'utf8'),
  };
}

const opening = 'from starlette.testclient import TestClient\n\nclient = TestClient(app)\n\n\n';

export const legacy = `${opening}def test_redirect():\n    client.get("/", allow_redirects=False)\n`;
export const migrated = legacy.replace('allow_', 'follow_');
/** Nothing can be done here without a person. */
export const unclear = `${opening}def test_post(payload):\n    client.post("/", data=payload)\n`;
export const broken = `${opening}client.get("/", allow_redirects=\n`;
export const clean = 'answer = 42\n';
