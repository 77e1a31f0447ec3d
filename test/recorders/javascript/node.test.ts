import { describe, expect, test } from 'vitest';
import {
  only,
  record,
  runPlain,
  spelledCall,
  spelledRead,
  spelledReceived,
  spelledTest,
  suite,
} from './support.ts';

const RECORDER = new URL('../../../src/recorders/javascript/record.mjs', import.meta.url).href;

const BODY = `
const ask = (client, what) => client.post('/x', { data: what });
describe('shop', () => {
  let client;
  beforeEach(async () => {
    client = new TestClient(app);
    await client.get('/setup');
  });
  it('takes what it is given', async () => {
    const response = await ask(client, 'secret-body');
    if (!response.ok || response.json().method !== 'POST') throw new Error('not taken');
  });
  it('moves', async () => {
    const { ok } = await client.get('/moved/1');
    const made = TestClient.create(app);
    const stays = await made.post('/moved/2', { allowRedirects: false, json: { a: null } });
    if (!ok || stays.status !== 307) throw new Error('not moved');
    await client.put('/fails').catch(() => undefined);
  });
  it('fails', () => { throw new Error('planned'); });
  it.skip('is left out', () => {});
});
`;
const NODE = 'describe, it, beforeEach';
const MODULE = `import { ${NODE} } from 'node:test'; import { TestClient, app } from '../client.mjs';${BODY}`;
const COMMON = `const { ${NODE} } = require('node:test'); const { TestClient, app } = require('../client.cjs');${BODY}`;

describe.each([
  ['a module', 'tests/a.test.mjs', MODULE],
  ['CommonJS', 'tests/a.test.cjs', COMMON],
])('node --test, of %s', (_, path, source) => {
  const recorded = () => record(suite({ [path]: source }), ['--test', path]);

  test('tells of calls, of what was read of responses, of what the application received and of tests', () => {
    const { status, lines } = recorded();
    expect(status).toBe(1);
    expect(only(lines, 'call').map(spelledCall).sort()).toEqual([
      `${path}:14:32 get(text) redirect followed`,
      `${path}:16:29 post(text, allowRedirects=boolean+false, json=mapping+none) redirect`,
      `${path}:18:17 put(text) raised`,
      `${path}:2:37 < ${path}:10:27 post(text, data=text) 2xx`,
      `${path}:7:17 get(text) 2xx x3`,
    ]);
    expect(only(lines, 'read').map(spelledRead).sort()).toEqual([
      `${path}:11:18 response.ok`,
      `${path}:11:33 response.json`,
      `${path}:14:12 response.ok`,
    ]);
    expect(only(lines, 'received').map(spelledReceived)).toEqual([
      `${path} > shop > takes what it is given: GET 200, POST 200`,
      `${path} > shop > moves: GET 200, GET 307, GET 200, POST 307, PUT raised`,
      `${path} > shop > fails: GET 200`,
    ]);
    expect(only(lines, 'test').map(spelledTest)).toEqual([
      `${path} > shop > takes what it is given: passed`,
      `${path} > shop > moves: passed`,
      `${path} > shop > fails: failed`,
      `${path} > shop > is left out: skipped`,
    ]);
    expect(
      only(lines, 'file')
        .map((file) => file.path)
        .sort(),
    ).toEqual([`client.${path.slice(-3)}`, path]);
    expect(only(lines, 'end')).toEqual([{ is: 'end', process: only(lines, 'process')[0]?.process }]);
  });

  test('keeps no value', () => {
    expect(recorded().text).not.toMatch(/secret|setup|moved|\/fails/);
  });
});

test('mode `prove` tells of requests and tests alone, once for each salt', () => {
  const root = suite({ 'tests/a.test.mjs': MODULE });
  const salts = ['00ff', 'ff00'];
  const { lines } = record(root, ['--test', 'tests/a.test.mjs'], { config: { mode: 'prove', salts } });
  expect([...new Set(lines.map(({ is }) => is))].sort()).toEqual([
    'end',
    'headers',
    'process',
    'received',
    'test',
  ]);
  expect(only(lines, 'process').map(({ salt }) => salt)).toEqual(salts);
  const pathsOf = (salt: string): readonly string[] => {
    const own = only(lines, 'process').find((one) => one.salt === salt)?.process;
    return only(lines, 'received')
      .filter((line) => line.process === own)
      .flatMap(({ requests }) => requests.map(({ path }) => path));
  };
  const [first, second] = salts.map(pathsOf);
  expect(first).toHaveLength(8);
  expect(second).toHaveLength(8);
  expect(first!.filter((one) => second!.includes(one))).toEqual([]);
  expect(new Set(first).size).toBe(6);
});

test('with values, they stand behind their digests', () => {
  const root = suite({ 'tests/a.test.mjs': MODULE });
  const { lines } = record(root, ['--test', 'tests/a.test.mjs'], { config: { values: true } });
  const [first] = only(lines, 'received');
  expect(first?.requests.map(({ path }) => path.replace(/^[\da-f]{12}/, 'digest'))).toEqual([
    'digest:/setup',
    'digest:/x',
  ]);
  expect(first?.requests[1]?.body).toMatchObject({ is: 'raw', ascii: true });
});

/** Prints what a suite can find out about a client and its responses. */
const OBSERVES = `
import { TestClient, ClientResponse, app } from './client.mjs';
class Own extends TestClient { post(url, options) { return super.post(url, { ...options, headers: { a: 'b' } }); } }
const client = new TestClient(app);
const own = new Own(app);
const response = await client.post('/', { json: {} });
const promise = client.get('/');
const says = (name, value) => console.log(name, value);
says('name', [TestClient.name, TestClient.prototype.get.name, TestClient.prototype.request.length, TestClient.length]);
says('keys', [Object.keys(client), Object.getOwnPropertyNames(TestClient.prototype), Object.getOwnPropertyNames(TestClient)]);
says('kinds', [client instanceof TestClient, own instanceof TestClient, own.constructor === Own, Object.getPrototypeOf(Own) === TestClient]);
says('response', [response instanceof ClientResponse, response.constructor === ClientResponse, Object.keys(response), JSON.stringify(response)]);
says('promise', [promise instanceof Promise, Object.getPrototypeOf(promise) === Promise.prototype, Object.keys(promise)]);
says('method', [typeof TestClient.prototype.get.prototype, 'ok' in response, Object.hasOwn(response, 'ok')]);
try { new TestClient.prototype.get('/'); } catch (error) { says('new', error.constructor.name); }
try { TestClient(); } catch (error) { says('call', error.message); }
says('own', (await own.post('/', {})).json());
await client.get('/fails').catch((error) => says('error', [error.constructor.name, error.message, /observes\\.mjs:\\d+/.test(error.stack)]));
process.on('unhandledRejection', (error) => says('unhandled', error.message));
void client.get('/fails');
`;

test('nothing that a suite can see is another thing', () => {
  const root = suite({ 'observes.mjs': OBSERVES });
  const { stdout, lines } = record(root, ['observes.mjs']);
  const plain = runPlain(root, ['observes.mjs']);
  expect(stdout).toBe(plain.stdout);
  expect(stdout).toContain('unhandled the application fails');
  expect(only(lines, 'call').map(spelledCall)).toContainEqual(
    expect.stringMatching(/^observes\.mjs:3:\d+ < observes\.mjs:17:\d+ post\(text, headers=mapping\) 2xx$/),
  );
});

describe('a process', () => {
  const told =
    'console.log(typeof globalThis.__bumpTestclientRecorder, process.env.NODE_OPTIONS !== undefined)';

  test('without the configuration is left alone', () => {
    const { stdout, stderr, lines } = record(suite({}), ['-e', told]);
    expect([stdout.trim(), stderr, lines]).toEqual(['function true', '', []]);
    const off = suite({ 'off.mjs': told });
    expect(runPlain(off, [`--import=${RECORDER}`, 'off.mjs'])).toMatchObject({
      status: 0,
      stdout: 'undefined false\n',
      stderr: '',
    });
  });

  test('that asks nothing of a client writes nothing', () => {
    const root = suite({ 'idle.cjs': '' });
    expect(record(root, ['-e', '0']).text).toBe('');
  });

  test('says in one line that it cannot read its configuration, and goes on', () => {
    const root = suite({
      'start.mjs': `
        import { spawnSync } from 'node:child_process';
        const env = { ...process.env, BUMP_TESTCLIENT_RECORD: '{' };
        const { stdout, stderr } = spawnSync(process.execPath, ['--import=${RECORDER}', '-e', 'console.log(1)'], { env, encoding: 'utf8' });
        console.log(JSON.stringify([stdout, stderr]));`,
    });
    expect(JSON.parse(runPlain(root, ['start.mjs']).stdout)).toEqual([
      '1\n',
      'bump-testclient: nothing is recorded: BUMP_TESTCLIENT_RECORD is not JSON\n',
    ]);
  });

  test('goes on where the file cannot be written', () => {
    const root = suite({ 'tests/a.test.mjs': MODULE, taken: '' });
    const to = `${root}/taken/evidence.jsonl`;
    const { status, stdout } = record(root, ['--test', '--test-reporter=tap', 'tests/a.test.mjs'], {
      config: { to },
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^# pass 2$/m);
  });
});

test('requests that reach a server of this process are told of, with their bodies', () => {
  const root = suite({
    'server.test.mjs': `
      import http from 'node:http';
      import { test } from 'node:test';
      class Client {
        constructor(base) { this.base = base; }
        get(url, options) { return this.request('GET', url, options); }
        post(url, options) { return this.request('POST', url, options); }
        put(url, options) { return this.request('PUT', url, options); }
        delete(url, options) { return this.request('DELETE', url, options); }
        request(method, url, { data, allowRedirects = true } = {}) {
          return fetch(this.base + url, { method, body: data, redirect: allowRedirects ? 'follow' : 'manual' });
        }
      }
      test('is served', async () => {
        const server = http.createServer((request, response) => {
          if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end();
          else request.on('data', () => {}).on('end', () => response.end('{}'));
        });
        await new Promise((done) => server.listen(0, done));
        const client = new Client('http://localhost:' + server.address().port);
        await client.post('/form', { data: new URLSearchParams({ a: '1' }) });
        const response = await client.get('/moved');
        if (!response.ok) throw new Error('not ok');
        server.close();
        server.closeAllConnections();
      });`,
  });
  const { status, lines } = record(root, ['--test', 'server.test.mjs']);
  expect(status).toBe(0);
  expect(only(lines, 'call').map(spelledCall).sort()).toEqual([
    'server.test.mjs:21:21 post(text, data=mapping) 2xx',
    'server.test.mjs:22:38 get(text) redirect followed',
  ]);
  expect(only(lines, 'read').map(spelledRead)).toEqual(['server.test.mjs:23:22 response.ok']);
  const [received] = only(lines, 'received');
  expect(received && spelledReceived(received)).toBe(
    'server.test.mjs > is served: POST 200, GET 302, GET 200',
  );
  expect(received?.requests[0]).toMatchObject({
    length: 'bytes',
    body: { is: 'form', fields: [[expect.any(String), expect.any(String)]] },
  });
});
