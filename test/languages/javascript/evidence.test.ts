import { runInThisContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { defaultSettings } from '../../../src/core/language.ts';
import { linesOf } from '../../../src/core/lines.ts';
import type { ClientCall } from '../../../src/core/model/calls.ts';
import type { Place, RecordedCall, RecordedFile, RecordedRead } from '../../../src/core/model/recorded.ts';
import type { Site } from '../../../src/core/sites.ts';
import { slice } from '../../../src/core/text.ts';
import { bindModule } from '../../../src/languages/javascript/binding/module.ts';
import { callShapes, readShapes } from '../../../src/languages/javascript/evidence/shapes.ts';
import { javascript } from '../../../src/languages/javascript/index.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';
import { rules } from '../../../src/registry.ts';
import { projectOf } from '../../support/project.ts';
import { valueOf } from '../../support/recorded.ts';
import { ts, type Snippet } from '../../support/snippets.ts';
import { everything } from '../../support/wants.ts';

const PATH = 'tests/it.test.ts';

/** What a run showed at the marks (`¦`) of a source, in their order: a place is where V8 says that something ran. */
interface Ran {
  readonly calls?: readonly CallRan[];
  readonly reads?: readonly ReadRan[];
  /** Without columns. */
  readonly lines?: true;
}

interface CallRan {
  readonly at: number;
  readonly chain?: readonly number[];
  readonly method?: string;
  readonly args?: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
  readonly library?: RecordedCall['library'];
  readonly answer?: RecordedCall['answer'];
  readonly followed?: true;
  readonly times?: number;
}

interface ReadRan {
  readonly at: number;
  readonly name: string;
  readonly of?: RecordedRead['of'];
  readonly times?: number;
}

function recordedOf(marked: string, { calls = [], reads = [], lines }: Ran): RecordedFile {
  const source = marked.replaceAll('¦', '');
  const offsets = marked.split('¦').slice(0, -1);
  const places = offsets.map((_, index): Place => {
    const { line, column } = linesOf(source).at(offsets.slice(0, index + 1).join('').length);
    return { path: PATH, line, ...(!lines && { column: column - 1 }) };
  });
  const rows = calls.map(({ at, chain = [], args = ['text'], options = {}, ...rest }): RecordedCall => ({
    ...{ receiver: 'TestClient', library: 'test-client', method: 'post', answer: '2xx', times: 1 },
    ...rest,
    followed: rest.followed ?? false,
    at: places[at]!,
    chain: chain.map((one) => places[one]!),
    args: args.map(valueOf),
    options: Object.fromEntries(Object.entries(options).map(([name, one]) => [name, valueOf(one)])),
  }));
  return {
    calls: rows,
    through: rows.filter(({ chain }) => chain.length > 0),
    reads: reads.map(({ at, name, of = 'response', times = 1 }) => ({ at: places[at]!, of, name, times })),
  };
}

/** What the run says of each call and read that it says something of: `text | runs | as reading has it | as it was seen`. */
async function toldIn({ text }: Snippet, ran: Ran): Promise<string[]> {
  const source = text.replaceAll('¦', '');
  const recorded = recordedOf(text, ran);
  const held = projectOf({ [PATH]: source });
  const document = await javascript.open(source, PATH, {
    project: { ...held, recorded: (path) => (path === PATH ? recorded : undefined) },
    settings: defaultSettings,
    wanted: everything,
  });
  expect(document.problem).toBeUndefined();
  const sites = document.sites.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return sites.flatMap((site) => told(source, site));
}

function told(source: string, site: Site): string[] {
  if (site.kind === 'read') {
    if (!site.witness) return [];
    const { is, certainty, because } = site.subject;
    return [`${slice(source, site)} | ${site.witness.runs} | ${is} ${certainty} ${because}`];
  }
  if (site.kind !== 'call' || !site.witness) return [];
  const { runs, redirects, conflicts = [] } = site.witness;
  const counts = `${runs}${redirects ? ` (${redirects} redirected)` : ''}`;
  const clashes = conflicts.map(
    ({ what, read, seen }) => `${what} read ${read.join('|')} seen ${seen.join('|')}`,
  );
  const twin = site.seen ? [shapeOf(site.seen)] : [];
  return [[slice(source, site), counts, shapeOf(site), ...twin, ...clashes].join(' | ')];
}

/** `certainty because methods(kinds, option=kinds, **hidden)`. */
function shapeOf({ receiver, callee, method, args, options, hidden }: ClientCall): string {
  const methods =
    callee.via === 'bound'
      ? (callee.methods ?? ['?'])
      : callee.via === 'dynamic'
        ? (callee.name.constants ?? ['?'])
        : [method.name];
  const more =
    hidden.may === 'some'
      ? [`...${hidden.options.map(({ name, kinds }) => `${name}:${kinds.join('/')}`).join()}`]
      : hidden.may === 'anything'
        ? ['...?']
        : [];
  const given = [
    ...args.map(({ kinds }) => kinds.join('/')),
    ...options.map(({ key, value }) => `${key.name}=${value.kinds.join('/')}`),
    ...more,
  ];
  return `${receiver.certainty} ${receiver.because} ${methods.join('/')}(${given.join(', ')})`;
}

type Row = [name: string, source: Snippet, ran: Ran, ...told: string[]];

const runs = (rows: readonly Row[]): void => {
  test.each<Row>(rows)('%s', async (_, source, ran, ...expected) => {
    expect(await toldIn(source, ran)).toEqual(expected);
  });
};

describe('a recorded call answers what reading leaves open', () => {
  runs([
    [
      'the kind of a value',
      ts`client.¦post("/", { data: make() });`,
      { calls: [{ at: 0, options: { data: 'text' }, times: 31 }] },
      'client.post("/", { data: make() }) | 31 | proven constructed post(text, data=unknown) | proven constructed post(text, data=text)',
    ],
    [
      'kinds that differ from run to run',
      ts`client.¦post("/", { data: make() });`,
      {
        calls: [
          { at: 0, options: { data: 'text' } },
          { at: 0, options: { data: 'mapping' } },
        ],
      },
      'client.post("/", { data: make() }) | 2 | proven constructed post(text, data=unknown) | proven constructed post(text, data=text/mapping)',
    ],
    [
      'what the callers of a function passed, where each of them ran',
      ts`
      const send = (data) => client.¦post("/", { data });
      const once = () => ¦send("x");
      const twice = () => ¦send(make());
      `,
      {
        calls: [
          { at: 0, chain: [1], options: { data: 'text' } },
          { at: 0, chain: [2], options: { data: 'text' } },
        ],
      },
      'client.post("/", { data }) | 2 | proven constructed post(text, data=text/unknown) | proven constructed post(text, data=text)',
    ],
    [
      'nothing of what a caller passes that never ran',
      ts`
      const send = (data) => client.¦post("/", { data });
      const once = () => ¦send("x");
      const never = () => send([["a", "1"]]);
      `,
      { calls: [{ at: 0, chain: [1], options: { data: 'text' } }] },
      'client.post("/", { data }) | 1 | proven constructed post(text, data=text/pairs)',
    ],
    [
      'a client of which nothing is known',
      ts`
      import { api } from './elsewhere';
      await api.¦post("/", { data: "x" });
      `,
      { calls: [{ at: 0, options: { data: 'text' } }] },
      'api.post("/", { data: "x" }) | 1 | proven seen post(text, data=text)',
    ],
    [
      'a client that only its name speaks for',
      ts`export const f = (client) => client.¦post("/", { data: "x" });`,
      { calls: [{ at: 0, options: { data: 'text' } }] },
      'client.post("/", { data: "x" }) | 1 | likely named post(text, data=text) | proven seen post(text, data=text)',
    ],
    [
      'a method that is chosen at run time',
      ts`
      for (const method of methods()) await client[method]¦("/", { data: "x" });
      `,
      {
        calls: [
          { at: 0, method: 'delete', options: { data: 'text' } },
          { at: 0, method: 'post', options: { data: 'text' } },
        ],
      },
      'client[method]("/", { data: "x" }) | 2 | proven constructed ?(text, data=text) | proven constructed delete/post(text, data=text)',
    ],
    [
      'options that are spread',
      ts`client.¦post("/", { ...options(), json: 1 });`,
      { calls: [{ at: 0, options: { data: 'text', json: 'number' } }] },
      'client.post("/", { ...options(), json: 1 }) | 1 | proven constructed post(text, json=number, ...?) | proven constructed post(text, json=number, ...data:text)',
    ],
    [
      'options in a name, of which there are none',
      ts`client.¦get("/", options());`,
      { calls: [{ at: 0, method: 'get' }] },
      'client.get("/", options()) | 1 | proven constructed get(text, ...?) | proven constructed get(text)',
    ],
    [
      'a method in a name',
      ts`
      import { send } from './elsewhere';
      ¦send("/", { data: "x" });
      `,
      { calls: [{ at: 0, method: 'delete', options: { data: 'text' } }] },
      'send("/", { data: "x" }) | 1 | proven seen delete(text, data=text)',
    ],
    [
      'redirects that were not followed',
      ts`client.¦post("/orders");`,
      { calls: [{ at: 0, answer: 'redirect', times: 2 }, { at: 0 }] },
      'client.post("/orders") | 3 (2 redirected) | proven constructed post(text)',
    ],
    [
      'each of two calls on a line',
      ts`client.¦post("/", { data: a() }); client.¦post("/", { data: b() });`,
      {
        calls: [
          { at: 0, options: { data: 'text' } },
          { at: 1, options: { data: 'mapping' } },
        ],
      },
      'client.post("/", { data: a() }) | 1 | proven constructed post(text, data=unknown) | proven constructed post(text, data=text)',
      'client.post("/", { data: b() }) | 1 | proven constructed post(text, data=unknown) | proven constructed post(text, data=mapping)',
    ],
    [
      'a call in the arguments of another',
      ts`client.¦post(await client.¦get("/next"), { data: a() });`,
      {
        calls: [
          { at: 0, args: ['unknown'], options: { data: 'text' } },
          { at: 1, method: 'get' },
        ],
      },
      'client.post(await client.get("/next"), { data: a() }) | 1 | proven constructed post(unknown, data=unknown) | proven constructed post(unknown, data=text)',
      'client.get("/next") | 1 | proven constructed get(text)',
    ],
    [
      'a call over several lines',
      ts`
      client
        .¦post(
          "/",
          { data: make() },
        );
      `,
      { calls: [{ at: 0, options: { data: 'bytes' } }] },
      'client\n  .post(\n    "/",\n    { data: make() },\n  ) | 1 | proven constructed post(text, data=unknown) | proven constructed post(text, data=bytes)',
    ],
    [
      'a call that never ran, in a file that did',
      ts`
      client.¦get("/");
      if (never) client.post("/", { data: make() });
      `,
      { calls: [{ at: 0, method: 'get' }] },
      'client.get("/") | 1 | proven constructed get(text)',
      'client.post("/", { data: make() }) | 0 | proven constructed post(text, data=unknown)',
    ],
    [
      'a call by its line, where there are no columns',
      ts`client.¦post("/", { data: make() });`,
      { lines: true, calls: [{ at: 0, options: { data: 'text' } }] },
      'client.post("/", { data: make() }) | 1 | proven constructed post(text, data=unknown) | proven constructed post(text, data=text)',
    ],
  ]);
});

describe('a recorded call contradicts reading', () => {
  runs([
    [
      'in the kind of a value',
      ts`client.¦post("/", { data: "x" });`,
      { calls: [{ at: 0, options: { data: 'mapping' } }] },
      'client.post("/", { data: "x" }) | 1 | proven constructed post(text, data=text) | data read text seen mapping',
    ],
  ]);
});

describe('reading stays as it is', () => {
  runs([
    [
      'without a recording',
      ts`client.post("/", { data: make() });`,
      {},
      'client.post("/", { data: make() }) | 0 | proven constructed post(text, data=unknown)',
    ],
    [
      'where the client is of another kind',
      ts`
        import { api } from './elsewhere';
        api.¦post("/", { data: "x" });
        `,
      { calls: [{ at: 0, library: 'other', options: { data: 'text' } }] },
    ],
    [
      'where the receiver is known to be something else',
      ts`
        class Cache { get(key) { return key; } post(key, value) { return value; } }
        const cache = new Cache();
        cache.¦post("/", { data: "x" });
        `,
      { calls: [{ at: 0, options: { data: 'text' } }] },
    ],
    [
      'where the receiver comes from a package with clients of its own',
      ts`
        import request from 'supertest';
        request(app).¦post("/", { data: "x" });
        `,
      { calls: [{ at: 0, options: { data: 'text' } }] },
    ],
    [
      'where the receiver is a mock',
      ts`
        import { vi } from 'vitest';
        const api = vi.mocked(other);
        api.¦post("/", { data: "x" });
        `,
      { calls: [{ at: 0, options: { data: 'text' } }] },
    ],
    [
      'where another method was called',
      ts`
        import { api } from './elsewhere';
        api.¦post("/", { data: "x" });
        `,
      { calls: [{ at: 0, method: 'put', options: { data: 'text' } }] },
    ],
    [
      'where the client was given more than is written',
      ts`
        import { api } from './elsewhere';
        api.¦post("/", { data: "x" });
        `,
      { calls: [{ at: 0, options: { data: 'text', headers: 'mapping' } }] },
    ],
    [
      'of two calls on a line without columns that are alike',
      ts`client.¦post("/", { data: a() }); client.¦post("/", { data: b() });`,
      {
        lines: true,
        calls: [
          { at: 0, options: { data: 'text' } },
          { at: 1, options: { data: 'mapping' } },
        ],
      },
    ],
    [
      'of a call that another client of the project made requests by',
      ts`
        const order = (client) => client.¦post("/", { data: "x" });
        await ¦order(api);
        `,
      { calls: [{ at: 0, chain: [1], options: { data: 'text' } }] },
      'client.post("/", { data: "x" }) | 1 | likely named post(text, data=text) | proven seen post(text, data=text)',
    ],
    [
      'of a value whose kind is known',
      ts`client.¦post("/", { data: "x" });`,
      { calls: [{ at: 0, options: { data: 'text+json' } }] },
      'client.post("/", { data: "x" }) | 1 | proven constructed post(text, data=text)',
    ],
  ]);
});

describe('a recorded read', () => {
  runs([
    [
      'of what reading does not know is one of a response',
      ts`
      import { answer } from './elsewhere';
      if (!answer.¦ok) fail();
      `,
      { reads: [{ at: 0, name: 'ok', times: 3 }] },
      'answer.ok | 3 | response proven seen',
    ],
    [
      'in a pattern is one of a response',
      ts`
      import { answer } from './elsewhere';
      const { ¦ok, reason: ¦why } = answer;
      `,
      {
        reads: [
          { at: 0, name: 'ok' },
          { at: 1, name: 'reason' },
        ],
      },
      'ok | 1 | response proven seen',
      'reason: why | 1 | response proven seen',
    ],
    [
      'by a key in brackets is one of a response',
      ts`
      import { answer } from './elsewhere';
      answer¦['ok'];
      answer¦?.ok;
      `,
      {
        reads: [
          { at: 0, name: 'ok' },
          { at: 1, name: 'ok' },
        ],
      },
      "answer['ok'] | 1 | response proven seen",
      'answer?.ok | 1 | response proven seen',
    ],
    [
      'tells how often a read of a response ran',
      ts`const r = await client.get("/"); r.¦ok; if (never) r.ok;`,
      { reads: [{ at: 0, name: 'ok', times: 2 }] },
      'client.get("/") | 0 | proven constructed get(text)',
      'r.ok | 2 | response proven constructed',
      'r.ok | 0 | response proven constructed',
    ],
    [
      'of something else than a response is none',
      ts`
      const answer = { ok: true };
      answer.¦ok;
      const response = await fetch('/');
      response.¦ok;
      `,
      {
        reads: [
          { at: 0, name: 'ok' },
          { at: 1, name: 'ok' },
        ],
      },
    ],
    [
      'of another name at the place is none',
      ts`
      import { answer } from './elsewhere';
      answer.¦ok;
      `,
      { reads: [{ at: 0, name: 'reason' }] },
    ],
  ]);
});

test('what a fix makes of a value does not contradict the run', async () => {
  const { text } = ts`
    const form = [['a', '1']];
    client.¦post('/', { data: form, allowRedirects: false });
  `;
  const source = text.replaceAll('¦', '');
  const options = { data: 'pairs', allowRedirects: 'boolean' };
  const recorded = recordedOf(text, { calls: [{ at: 0, options }] });
  const project = { ...projectOf({ [PATH]: source }), recorded: () => recorded };
  const result = await migrate(source, PATH, javascript, { rules, project });
  expect(result).toMatchObject({
    text: source.replace("[['a', '1']]", "{ a: '1' }").replace('allowRedirects', 'followRedirects'),
    findings: [{ fix: 'applied' }, { fix: 'applied' }],
  });
});

/** Where V8 says that `hit` is called from, in a script that is run: the piece of source that is found there. */
function ranIn(source: string, name: string): readonly string[] {
  const found: string[] = [];
  const module = moduleOf(source);
  const hit = (): unknown => {
    const { prepareStackTrace } = Error;
    const holder: { stack?: unknown } = {};
    Error.prepareStackTrace = (_, sites) => sites;
    Error.captureStackTrace(holder, hit);
    const site = (holder.stack as NodeJS.CallSite[]).find((one) => one.getFileName() === PATH);
    Error.prepareStackTrace = prepareStackTrace;
    const place = { path: PATH, line: site!.getLineNumber()!, column: site!.getColumnNumber()! - 1 };
    const shapes = name === 'ok' ? readShapes(module) : callShapes(module);
    const shape = shapes.at(place);
    found.push(shape ? slice(source, shape) : `nothing at ${place.line}:${place.column}`);
    return hit;
  };
  const client = { post: hit, delete: hit };
  const read = {
    get ok(): unknown {
      return hit();
    },
  };
  // A constructor is called, so that it is no arrow.
  function Made(): void {
    hit();
  }
  const run = runInThisContext(`(client, r, call, Made) => {${source}}`, {
    filename: PATH,
    columnOffset: -'(client, r, call, Made) => {'.length,
  }) as (...given: readonly unknown[]) => void;
  run(client, read, hit, Made);
  return found;
}

function moduleOf(source: string) {
  const parsed = parse(PATH, source);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return bindModule(PATH, source, parsed);
}

describe('is found where V8 says that it ran', () => {
  test.each([
    'client.post(1)',
    'client.delete(1)',
    'client?.post(1)',
    'client?.delete?.(1)',
    "client['post'](1)",
    'client.post?.(1)',
    '(client.post)(1)',
    'client\n  .post(\n  1)',
    'client\n  ?.post(1)',
    'call(1)',
    'call?.(1)',
    'client.post.call(client, 1)',
    'Reflect.apply(client.post, client, [])',
    '[1].map(client.post)',
    'client /* a ( b */ .post(1)',
  ])('the call %s', (source) => {
    expect(ranIn(source, 'call')).toEqual([source]);
  });

  test('a call of what a call gives, and those in its arguments', () => {
    expect(ranIn('client.post(call(1))(2)', 'call')).toEqual([
      'call(1)',
      'client.post(call(1))',
      'client.post(call(1))(2)',
    ]);
  });

  test('a construction', () => {
    expect(
      ranIn('class A { constructor() { call() } } new A(); new (class { m() { call(2) } })().m()', 'call'),
    ).toEqual(['call()', 'call(2)']);
  });

  test.each(['r.ok', 'r?.ok', "r['ok']", 'r[ "ok" ]', '(r).ok', 'r\n .ok', 'r.ok.constructor.name'])(
    'the read %s',
    (source) => {
      expect(ranIn(`void ${source}`, 'ok')).toEqual([source.replace('.constructor.name', '')]);
    },
  );

  test('the keys of a pattern', () => {
    const source = 'const { ok } = r; let k; ({ ok: k } = r); const { ok: { name } } = r;';
    expect(ranIn(source, 'ok')).toEqual(['ok', 'ok: k', 'ok: { name }']);
  });
});
