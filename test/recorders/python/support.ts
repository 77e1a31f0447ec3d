import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { CallLine, EndLine, FileLine, ProcessLine, ReadLine } from '../../../src/evidence/format.ts';
import { parseLine, type Parsed } from '../../../src/evidence/parse.ts';

/** The folder that Python finds the recorder in. */
export const RECORDER = resolve('src/recorders/python');

/** `PYTHON=python3.8 npx vitest run test/recorders/python` runs these tests on another Python. */
const PYTHON = process.env['PYTHON'] ?? 'python3';

/** `3.11`; undefined where there is no Python 3.7 or later, and then there is nothing to test. */
export const VERSION = versionOf(PYTHON);

/** Whether Python tells columns. */
export const HAS_COLUMNS = VERSION !== undefined && Number(VERSION.slice(2)) >= 11;

function versionOf(python: string): string | undefined {
  const script = 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 7))';
  const { status, stdout } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

export interface Recorded {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the file holds; empty where there is none. */
  readonly text: string;
  readonly processes: readonly ProcessLine[];
  readonly files: readonly FileLine[];
  readonly calls: readonly CallLine[];
  readonly reads: readonly ReadLine[];
  readonly ends: readonly EndLine[];
}

export interface How {
  /** Options of Python. */
  readonly options?: readonly string[];
  readonly mode?: 'record' | 'prove';
  /** In place of the settings that can be read; null: without any. */
  readonly settings?: string | null;
  /** Folders of `PYTHONPATH` behind that of the recorder. */
  readonly path?: readonly string[];
  /** Without the recorder's folder in `PYTHONPATH`. */
  readonly alone?: boolean;
}

/** Runs `main.py` of a project of these files, by path, under the recorder. */
export function record(files: Readonly<Record<string, string>>, how: How = {}): Recorded {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'recorder-')));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const to = join(root, 'evidence.jsonl');
    const settings = { to, root, run: 'aa', salt: '0a', mode: how.mode ?? 'record', salts: ['0a', '0b'] };
    const { PYTHONPATH: _, ...rest } = process.env;
    const path = [
      ...(how.alone === true ? [] : [RECORDER]),
      ...(how.path ?? []).map((one) => join(root, one)),
    ];
    const { status, stdout, stderr } = spawnSync(PYTHON, [...(how.options ?? []), 'main.py'], {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        ...rest,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONPATH: path.join(process.platform === 'win32' ? ';' : ':'),
        ...(how.settings !== null && { BUMP_TESTCLIENT_RECORD: how.settings ?? JSON.stringify(settings) }),
      },
    });
    const text = existsSync(to) ? readFileSync(to, 'utf8') : '';
    return { status, stdout, stderr, text, ...linesOf(text) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

type Line = Exclude<Parsed, string>;

function linesOf(text: string): Pick<Recorded, 'processes' | 'files' | 'calls' | 'reads' | 'ends'> {
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const parsed = parseLine(line);
      if (typeof parsed === 'string') throw new Error(`${parsed}: ${line}`);
      return parsed;
    });
  const those = <Is extends Line['is']>(is: Is): Extract<Line, { is: Is }>[] =>
    lines.filter((line): line is Extract<Line, { is: Is }> => line.is === is);
  return {
    processes: those('process'),
    files: those('file'),
    calls: those('call'),
    reads: those('read'),
    ends: those('end'),
  };
}

/**
 * A module of small classes, which the recorder is told to watch as it watches those of the clients: `Session` and `Client` for classes of requests and of
 * Starlette, with the methods that are noted. `calls` and `reads` are the recorder's own.
 */
const CLIENTS = `
import contextlib, sys, types, warnings


class Bag:
    def items(self): return []

class Response:
    def __init__(self, status=200, headers=None, history=()):
        self.status_code, self.headers, self.history = status, headers or {}, list(history)
        self.cookies, self.url, self.request = Bag(), "http://testserver/", Bag()
    @property
    def text(self): return "text"
    def json(self): return {}
    def __bool__(self): return self.status_code < 400
    def __iter__(self): return iter([b""])

class Session:
    answer = Response()
    def __init__(self): self.headers, self.cookies = Bag(), Bag()
    def get(self, url, **kwargs):
        """Sends a request."""
        return self.request("GET", url, **kwargs)
    def post(self, url, data=None, json=None, **kwargs): return self.request("POST", url, data=data, json=json, **kwargs)
    def request(self, method, url, timeout=None, **kwargs):
        if timeout: warnings.warn("no timeout", DeprecationWarning, stacklevel=2)
        if url == "/raises": raise KeyError(url)
        return self.send(url)
    def send(self, request): return Response(200) if self.answer is None else self.answer
    def websocket_connect(self, url): return object()
    @contextlib.contextmanager
    def stream(self, method, url): yield self.send(url)

class Client(Session):
    def request(self, method, url, **kwargs): return super().request(method, url, **kwargs)

class Async:
    async def get(self, url): return await self.send(url)
    async def send(self, request): return Response()
    @contextlib.asynccontextmanager
    async def stream(self, method, url): yield await self.send(url)

recorder = sys.meta_path[0]
if hasattr(recorder, "functions"):
    calls = recorder.functions["httpx"][0].__self__
    reads = calls.reads
    reads.LIBRARIES += (__name__,)
    calls.responses += (Response,)
    calls.test_client = Client
    for one in (Session, Client, Async): calls.watch(one)
    reads.watch(Response)
    reads.watch_special(Response)
    reads.watch(Client, "client")
`;

/** A project whose `main.py` has this text and uses those classes, which are installed beside it. */
const withClients = (main: string, files: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  'site-packages/fakeclients.py': CLIENTS,
  'main.py': main,
  ...files,
});

/** Records such a project. */
export const recordClients = (
  main: string,
  files: Readonly<Record<string, string>> = {},
  how: How = {},
): Recorded => record(withClients(main, files), { path: ['site-packages'], ...how });
