import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Unavailable, type Check } from '../../src/dev/package/checks.ts';
import type { Part } from './parts.ts';

const run = promisify(execFile);

/** `FLEET=100` makes so many repositories. */
const COUNT = Number(process.env['FLEET'] ?? 20);

const SCRIPTS = resolve('examples/fleet');
const COMMAND = `${process.execPath} ${resolve('dist/bin/bump-testclient.js')}`;

const HEAD = 'from fastapi.testclient import TestClient\n\nclient = TestClient(app)\n';

/** What the repositories hold, and what is to be said of each. */
const KINDS = [
  { status: 'review', text: `${HEAD}client.get("/", allow_redirects=False)\n` },
  { status: 'person', text: `${HEAD}client.get("/", allow_redirects=False)\nclient.get("/", proxies=f())\n` },
  { status: 'done', text: `${HEAD}client.get("/", follow_redirects=False)\n` },
  { status: 'done', text: undefined },
  { status: 'review', text: `${HEAD}client.post("/", data=b"raw")\n` },
] as const;

/** One of them does not parse. */
const BROKEN = { status: 'failed', text: `${HEAD}client.get("/", allow_redirects=False)\ndef (:\n` } as const;

type Kind = (typeof KINDS)[number] | typeof BROKEN;

interface Fleet {
  readonly folder: string;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly env: NodeJS.ProcessEnv;
}

const nameAt = (index: number): string => `service-${String(index).padStart(3, '0')}`;

const kindAt = (index: number): Kind => (index === COUNT - 2 ? BROKEN : KINDS[index % KINDS.length]!);

/** The repository in the middle that refuses what is pushed at first; it is one with changes. */
const refusing = (): number => {
  const middle = Math.floor(COUNT / 2);
  return middle - (middle % KINDS.length);
};

async function makeFleet(folder: string): Promise<Fleet> {
  const kinds = new Map<string, Kind>();
  for (let index = 0; index < COUNT; index++) {
    const name = nameAt(index);
    const kind = kindAt(index);
    kinds.set(`acme/${name}`, kind);
    const work = join(folder, 'made', name);
    mkdirSync(work, { recursive: true });
    writeFileSync(join(work, 'README.md'), `# ${name}\n`);
    if (kind.text !== undefined) writeFileSync(join(work, 'test_api.py'), kind.text);
    await git(work, 'init', '-q', '-b', 'main');
    await git(work, 'add', '-A');
    await git(work, 'commit', '-q', '-m', 'state');
    await git(folder, 'clone', '-q', '--bare', work, join(folder, 'forge', 'acme', `${name}.git`));
  }
  const reports = join(folder, 'reports');
  // A user of the tests may have a configuration of git that asks for a signature.
  const config = join(folder, 'gitconfig');
  writeFileSync(config, '[user]\nname = t\nemail = t@example.org\n');
  return {
    ...{ folder, kinds },
    env: {
      ...process.env,
      BUMP_TESTCLIENT: COMMAND,
      BUMP_REPORTS: reports,
      GIT_CONFIG_GLOBAL: config,
      TOKEN: 'none',
    },
  };
}

const git = (cwd: string, ...args: readonly string[]): Promise<unknown> =>
  run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args], {
    cwd,
  });

/** Installs all-repos into an environment of its own. Returns the folder of its commands. */
async function install(folder: string): Promise<string> {
  const environment = join(folder, 'environment');
  try {
    await run('python3', ['-m', 'venv', environment]);
    await run(join(environment, 'bin', 'pip'), ['install', '--quiet', 'all-repos==1.33.0']);
  } catch (error) {
    throw new Unavailable(`all-repos cannot be installed: ${String(error).split('\n')[0]}`);
  }
  return join(environment, 'bin');
}

/** A forge's API as far as all-repos uses it: it makes pull requests. */
async function forge(): Promise<{ readonly url: string; readonly asked: string[]; readonly server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name =
      /([\w-]+\/[\w-]+)(?:\.git)?\/pulls$/.exec(request.url ?? '')?.[1] ?? `no pull request: ${request.url}`;
    asked.push(name);
    request.resume().on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ html_url: `https://forge.example/${name}/pulls/1` }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

function configure({ folder, kinds }: Fleet, url: string): string {
  const file = join(folder, 'all-repos.json');
  const list = join(folder, 'repositories.json');
  writeFileSync(
    list,
    JSON.stringify(
      Object.fromEntries(
        [...kinds.keys()].map((name) => [name, `file://${join(folder, 'forge', name)}.git`]),
      ),
    ),
  );
  writeFileSync(
    file,
    JSON.stringify({
      output_dir: join(folder, 'clones'),
      source: 'all_repos.source.json_file',
      source_settings: { filename: list },
      push: 'all_repos.push.github_pull_request',
      push_settings: { username: 'bot', base_url: url, api_key_env: 'TOKEN' },
    }),
  );
  // The configuration may hold a key, so all-repos wants it closed to others.
  chmodSync(file, 0o600);
  return file;
}

interface FleetJson {
  readonly summary: { readonly statuses: Readonly<Record<string, number>> };
  readonly repositories: readonly { readonly name: string; readonly status: string }[];
}

async function merged({ folder, kinds }: Fleet): Promise<FleetJson> {
  const list = join(folder, 'expected.txt');
  writeFileSync(list, [...kinds.keys()].join('\n'));
  const args = [
    ...[
      'merge-reports',
      '--fleet',
      '--repositories',
      list,
      '--output-file',
      `json=${join(folder, 'fleet.json')}`,
    ],
    ...[
      '--output-file',
      `html=${join(folder, 'fleet.html')}`,
      '--output-file',
      `markdown=${join(folder, 'fleet.md')}`,
    ],
  ];
  const code = await run(process.execPath, [
    resolve('dist/bin/bump-testclient.js'),
    ...args,
    join(folder, 'reports'),
  ]).then(
    () => 0,
    (error: unknown) => codeOf(error),
  );
  // One file is broken.
  expectEqual('the exit code', code, 2);
  return JSON.parse(readFileSync(join(folder, 'fleet.json'), 'utf8')) as FleetJson;
}

function expectEqual(what: string, found: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one}, not ${other}`);
}

/** The exit code that a program ended with. */
const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;

const namesOf = ({ kinds }: Fleet, isOne: (kind: Kind) => boolean): readonly string[] =>
  [...kinds].filter(([, kind]) => isOne(kind)).map(([name]) => name);

/** Runs a script in each clone, two at a time. Answers the exit codes by name. */
async function inEach(fleet: Fleet, script: string): Promise<Readonly<Record<string, number>>> {
  const codes: Record<string, number> = {};
  const waiting = [...fleet.kinds.keys()];
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const cwd = join(fleet.folder, 'clones', name);
      codes[name] = await run(script, [], { cwd, env: fleet.env }).then(
        () => 0,
        (error: unknown) => codeOf(error) ?? -1,
      );
    }
  };
  await Promise.all([worker(), worker()]);
  return codes;
}

export const fleet: Part = {
  name: 'fleet',
  checks: (folder): readonly Check[] => {
    let made: Fleet;
    let bin = '';
    let api: Awaited<ReturnType<typeof forge>>;
    let config = '';
    const migrate = async (): Promise<string> => {
      const args = [
        join(SCRIPTS, 'all-repos', 'migrate.py'),
        '--config-filename',
        config,
        '--jobs',
        '2',
        '--color=never',
      ];
      const { stdout, stderr } = await run(join(bin, 'python'), args, {
        env: made.env,
        maxBuffer: 1 << 26,
        cwd: folder,
      });
      return stdout + stderr;
    };
    return [
      {
        name: `all-repos clones ${COUNT} repositories, and a survey changes none`,
        run: async () => {
          bin = await install(folder);
          made = await makeFleet(folder);
          api = await forge();
          api.server.unref();
          config = configure(made, api.url);
          await run(join(bin, 'all-repos-clone'), ['--config-filename', config], {
            env: made.env,
            maxBuffer: 1 << 26,
          });
          const codes = await inEach(made, join(SCRIPTS, 'survey.sh'));
          expectEqual(
            'failed surveys',
            Object.keys(codes)
              .filter((name) => codes[name] !== 0)
              .sort(),
            namesOf(made, ({ status }) => status === 'failed'),
          );
          for (const name of made.kinds.keys()) {
            const { stdout } = await run('git', ['status', '--porcelain'], {
              cwd: join(folder, 'clones', name),
            });
            expectEqual(`changes in ${name}`, stdout, '');
          }
          const { repositories } = await merged(made);
          expectEqual(
            'what the fleet report says',
            repositories.map(({ name, status }) => [name, status]),
            [...made.kinds].map(([name, { status }]) => [name, status]),
          );
          return `${repositories.length} in the report`;
        },
      },
      {
        name: 'one repository fails in the middle, and the others get their pull requests',
        run: async () => {
          if (bin === '') throw new Unavailable('all-repos is not installed');
          rmSync(join(folder, 'reports'), { recursive: true });
          const hook = join(folder, 'forge', 'acme', `${nameAt(refusing())}.git`, 'hooks', 'pre-receive');
          writeFileSync(hook, '#!/bin/sh\necho "closed for maintenance" >&2\nexit 1\n', { mode: 0o755 });
          const told = await migrate();
          expectEqual('errors', told.split('***Errored').length - 1, 2);
          const refused = `acme/${nameAt(refusing())}`;
          expectEqual(
            'pull requests',
            [...api.asked].sort(),
            namesOf(made, (kind) => kind.status === 'review' || kind.status === 'person').filter(
              (name) => name !== refused,
            ),
          );
          expectEqual('reports', readdirSync(join(folder, 'reports')).length, COUNT);
          rmSync(hook);
          return `${api.asked.length} pull requests`;
        },
      },
      {
        name: 'a second run does only what is left',
        run: async () => {
          if (bin === '') throw new Unavailable('all-repos is not installed');
          const before = api.asked.length;
          await migrate();
          expectEqual('pull requests of the second run', api.asked.slice(before), [
            `acme/${nameAt(refusing())}`,
          ]);
          const third = api.asked.length;
          await migrate();
          expectEqual('pull requests of the third run', api.asked.slice(third), []);
          const { summary } = await merged(made);
          expectEqual('what failed', summary.statuses['failed'], 1);
          for (const name of namesOf(made, ({ status }) => status === 'review')) {
            const { stdout } = await run('git', ['show', 'all-repos_autofix_httpx-testclient:test_api.py'], {
              cwd: join(folder, 'forge', `${name}.git`),
            });
            if (/allow_redirects|data=b/.test(stdout)) throw new Error(`${name} is not migrated:\n${stdout}`);
          }
          api.server.close();
          return undefined;
        },
      },
    ];
  },
};
