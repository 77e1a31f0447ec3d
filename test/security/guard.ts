/**
 * Preloaded into a process with `--import`. Writes a line of JSON to the file `GUARD_LOG` for each program that is started,
 * thread, each connection, each native module and each text that is compiled. All but programs and threads fail as well.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { argv, env } from 'node:process';
import vm from 'node:vm';
import workers from 'node:worker_threads';

const { isMainThread, getEnvironmentData, setEnvironmentData } = workers;

const inherited = getEnvironmentData('GUARD_LOG');
const LOG = (isMainThread ? env['GUARD_LOG'] : typeof inherited === 'string' ? inherited : undefined) ?? '';
// A thread is guarded as well: it begins with what its process was given.
setEnvironmentData('GUARD_LOG', LOG);
// Programs that are started must not log to it: none of them is to know.
delete env['GUARD_LOG'];

export interface Event {
  readonly what: string;
  /** The program and its arguments, or what the call was given. */
  readonly words: readonly string[];
}

function log(what: string, words: readonly unknown[]): void {
  const event: Event = { what, words: words.map((word) => (typeof word === 'string' ? word : typeof word)) };
  appendFileSync(LOG, `${JSON.stringify(event)}\n`);
}

/** Replaces functions of a module by ones that log and throw. */
function forbid(name: string, owner: object, keys: readonly string[]): void {
  for (const key of keys) {
    const value = function (...args: readonly unknown[]): never {
      log(`${name}.${key}`, args);
      throw new Error(`forbidden: ${name}.${key}`);
    };
    Object.defineProperty(owner, key, { value, writable: true, configurable: true });
  }
}

/** Has functions that take a program, or an object with it, log that first. */
function watch(name: string, owner: object, keys: readonly string[]): void {
  for (const key of keys) {
    const original = Reflect.get(owner, key) as (...args: unknown[]) => unknown;
    const value = function (this: unknown, ...args: unknown[]): unknown {
      log(name, wordsOf(args));
      return original.apply(this, args);
    };
    Object.defineProperty(owner, key, { value, writable: true, configurable: true });
  }
}

/** Has a thread log the module that it begins with. */
function watchThreads(): void {
  class Watched extends workers.Worker {
    constructor(...[module, options]: ConstructorParameters<typeof workers.Worker>) {
      log('worker_threads.Worker', [String(module)]);
      super(module, options);
    }
  }
  Object.defineProperty(workers, 'Worker', { value: Watched, writable: true, configurable: true });
}

/** `ChildProcess.spawn` takes `{ file, args }`, where the arguments begin with the program; the others take them apart. */
function wordsOf([first, second]: readonly unknown[]): readonly unknown[] {
  if (typeof first !== 'object' || first === null) return [first, ...(Array.isArray(second) ? second : [])];
  const { file, args } = first as { readonly file?: unknown; readonly args?: readonly unknown[] };
  return [file, ...(args ?? []).slice(1)];
}

/** The functions of `node:dns` that ask for a name or an address. */
const functionsOf = (owner: object): readonly string[] =>
  Object.entries(owner)
    .filter(([key, value]) => typeof value === 'function' && /^(?:lookup|resolve|reverse)/.test(key))
    .map(([key]) => key);

// What is asynchronous in `child_process` ends in this method.
watch('program', childProcess.ChildProcess.prototype, ['spawn']);
watch('program', childProcess, ['spawnSync', 'execSync', 'execFileSync']);
// HTTP, TLS and `fetch` connect by this method.
forbid('net.Socket', net.Socket.prototype, ['connect']);
forbid('net.Server', net.Server.prototype, ['listen']);
forbid('dgram', dgram, ['createSocket', 'Socket']);
forbid('dns', dns, functionsOf(dns));
forbid('dns.promises', dns.promises, functionsOf(dns.promises));
forbid('inspector', inspector, ['open']);
forbid('vm', vm, ['Script', 'compileFunction', 'runInContext', 'runInNewContext', 'runInThisContext']);
watchThreads();
forbid('process', process, ['dlopen']);
forbid('globalThis', globalThis, ['fetch', 'WebSocket', 'EventSource']);
syncBuiltinESMExports();
log(isMainThread ? 'ready' : 'ready in a thread', isMainThread ? argv.slice(2) : []);
