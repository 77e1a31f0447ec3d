import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CallLine,
  Line,
  PlaceItem,
  ReadLine,
  ReceivedLine,
  TestLine,
} from '../../../src/evidence/format.ts';
import {
  environmentOf,
  recorderConfig,
  type RecorderConfig,
} from '../../../src/runner/record/environment.ts';
import { fill, folder } from '../../runner/support.ts';

/** What became of a command that was recorded. */
export interface Recording {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What is in the evidence file, as it is. */
  readonly text: string;
  readonly lines: readonly Line[];
}

export interface How {
  readonly config?: Partial<RecorderConfig>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The environment of these tests without that of the runner that runs them. */
const PLAIN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:NODE_|VITEST|TEST|FORCE_COLOR)/.test(name)),
);

/** Runs Node with the recorder in a folder. */
export function record(
  root: string,
  args: readonly string[],
  { config = {}, env = {} }: How = {},
): Recording {
  const to = join(root, '.bump-testclient/evidence.jsonl');
  const told = { ...recorderConfig({ to, root, mode: 'record', values: false }), ...config };
  const all = environmentOf(told, { ...PLAIN, ...env });
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: all,
    encoding: 'utf8',
  });
  const text = existsSync(to) ? readFileSync(to, 'utf8') : '';
  return { status, stdout, stderr, text, lines: linesIn(text) };
}

/** As above, without the recorder. */
export function runPlain(
  root: string,
  args: readonly string[],
): Pick<Recording, 'status' | 'stdout' | 'stderr'> {
  return spawnSync(process.execPath, args, { cwd: root, env: PLAIN, encoding: 'utf8' });
}

const linesIn = (text: string): readonly Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** Lines of one kind. */
export const only = <Kind extends Line['is']>(
  lines: readonly Line[],
  kind: Kind,
): readonly Extract<Line, { readonly is: Kind }>[] =>
  lines.filter((line): line is Extract<Line, { readonly is: Kind }> => line.is === kind);

/** `place method(kinds, option=kinds) answer`, of each call. */
export const spelledCall = ({
  at,
  method,
  args,
  options,
  answer,
  followed,
  times,
  chain,
}: CallLine): string => {
  const given = [...args, ...Object.entries(options).map(([name, kinds]) => `${name}=${kinds}`)].join(', ');
  const through = chain.map((place) => ` < ${spelledPlace(place)}`).join('');
  const often = times > 1 ? ` x${times}` : '';
  return `${spelledPlace(at)}${through} ${method}(${given}) ${answer}${followed ? ' followed' : ''}${often}`;
};

export const spelledRead = ({ at, of, name }: ReadLine): string => `${spelledPlace(at)} ${of}.${name}`;

const spelledPlace = ([path, line, column]: PlaceItem): string => `${path}:${line}:${column ?? '?'}`;

export const spelledTest = ({ test, outcome }: TestLine): string => `${test}: ${outcome}`;

/** `test: METHOD status ...` of what the application received while each test ran. */
export const spelledReceived = ({ test, requests }: ReceivedLine): string =>
  `${test}: ${requests.map(({ method, status }) => `${method} ${status ?? 'raised'}`).join(', ')}`;

/** A client of the old kind and an application, as a module of its own. `exported`: what makes its names those of the module. */
const clientModule = (exported: string): string => `
class ClientResponse {
  constructor({ status, body, headers }) { this.status = status; this.body = body; this.headers = headers; }
  get ok() { return this.status < 400; }
  json() { return JSON.parse(this.body); }
}
class TestClient {
  #app;
  constructor(app) { this.#app = app; }
  static create(app) { return new TestClient(app); }
  get(url, options) { return this.request('GET', url, options); }
  post(url, options) { return this.request('POST', url, options); }
  put(url, options) { return this.request('PUT', url, options); }
  delete(url, options) { return this.request('DELETE', url, options); }
  async request(method, url, { data, json, headers = {}, allowRedirects = method === 'GET' } = {}) {
    const body = typeof data === 'string' ? data : JSON.stringify(data ?? json);
    let answer = await this.#app({ method, url, headers, body });
    const { location } = answer.headers;
    if (allowRedirects && location) answer = await this.#app({ method: 'GET', url: location, headers });
    return new ClientResponse(answer);
  }
}
const app = async ({ method, url }) => {
  if (url === '/fails') throw new TypeError('the application fails');
  return url.startsWith('/moved')
    ? { status: 307, headers: { location: '/there' }, body: '' }
    : { status: 200, headers: {}, body: JSON.stringify({ method }) };
};
${exported}
`;

/** A folder with the client as \`client.mjs\` and \`client.cjs\`, and more files. */
export function suite(files: Readonly<Record<string, string>>): string {
  const root = folder({
    'package.json': '{}',
    'client.mjs': clientModule('export { ClientResponse, TestClient, app };'),
    'client.cjs': clientModule('module.exports = { ClientResponse, TestClient, app };'),
  });
  fill(root, files);
  return root;
}
