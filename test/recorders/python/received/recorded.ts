import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Line, ReceivedLine, ReceivedRequest } from '../../../../src/evidence/format.ts';

const RECORDER = fileURLToPath(new URL('../../../../src/recorders/python', import.meta.url));
const FAKE = fileURLToPath(new URL('.', import.meta.url));

/** Whether there is a Python at all. */
export const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

const SALT = '00ff17';

export interface Recorded {
  /** The text of the evidence file. */
  readonly text: string;
  readonly lines: readonly Line[];
  readonly requests: readonly ReceivedRequest[];
  readonly stdout: string;
  readonly stderr: string;
}

interface Asked {
  readonly mode?: 'record' | 'prove';
  readonly values?: boolean;
  readonly salts?: readonly string[];
  /** Without it, nothing is recorded. */
  readonly recorder?: boolean;
}

/** Runs a program of Python beside a transport like that of Starlette, and returns what was recorded of it. */
export function record(
  program: string,
  { mode = 'record', values = false, salts = [], recorder = true }: Asked = {},
): Recorded {
  const root = mkdtempSync(join(tmpdir(), 'received-'));
  try {
    const [file, to] = [join(root, 'program.py'), join(root, 'evidence.jsonl')];
    writeFileSync(file, program);
    const settings = { to, root, run: '1', salt: SALT, mode, values, salts };
    const env = {
      ...process.env,
      PYTHONPATH: recorder ? `${RECORDER}:${FAKE}` : FAKE,
      PYTHONDONTWRITEBYTECODE: '1',
      BUMP_TESTCLIENT_RECORD: JSON.stringify(settings),
    };
    const { stdout, stderr } = spawnSync('python3', [file], { cwd: root, env, encoding: 'utf8' });
    const text = existsSync(to) ? readFileSync(to, 'utf8') : '';
    const lines = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
    const requests = lines
      .filter((line): line is ReceivedLine => line.is === 'received')
      .flatMap((line) => line.requests);
    return { text, lines, requests, stdout, stderr };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The digest of a text. */
export const digest = (text: string, salt = SALT): string =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(text).digest('hex').slice(0, 12);
