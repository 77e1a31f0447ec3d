// Given to the command with `node --import`, after it was made JavaScript: see faults.ts. Not imported by the harness.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import type { Fault, Hit } from './faults.ts';

type Anything = (...args: unknown[]) => unknown;

const fault = JSON.parse(process.env['TORTURE_FAULT'] ?? 'null') as Fault | null;
const write = fs.writeFileSync;
const counts: Record<string, number> = {};
/** The paths of open files below the folder. */
const descriptors = new Map<number, string>();
let hits = 0;

if (fault) {
  wrapAll(fs, '', ({ root }) => root, fault);
  wrapAll(fs.promises, 'promises.', ({ root }) => root, fault);
  syncBuiltinESMExports();
  if (fault.kind === 'record') process.on('exit', () => write(fault.log, JSON.stringify(counts)));
}

function wrapAll(
  module: Record<string, unknown>,
  prefix: string,
  rootOf: (fault: Fault) => string,
  fault: Fault,
): void {
  for (const [name, original] of Object.entries(module)) {
    const isWanted = prefix === '' ? name.endsWith('Sync') && name !== 'existsSync' : true;
    if (typeof original !== 'function' || !isWanted) continue;
    const wrapped = wrap(prefix + name, original as Anything, rootOf(fault), fault, prefix !== '');
    // `realpathSync.native` is a function of its own.
    const native = (original as { native?: Anything }).native;
    if (native)
      Object.assign(wrapped, { native: wrap(`${name}.native`, native, rootOf(fault), fault, false) });
    module[name] = wrapped;
  }
}

function wrap(name: string, original: Anything, root: string, fault: Fault, isAsync: boolean): Anything {
  return function (this: unknown, ...args: unknown[]): unknown {
    const path = pathOf(args, root);
    if (path === undefined) return remember(name, original.apply(this, args), args, root);
    const nth = (counts[name] = (counts[name] ?? 0) + 1);
    if (fault.kind === 'record' || fault.call !== name || nth < fault.nth)
      return remember(name, original.apply(this, args), args, root);
    if (nth > fault.nth + (fault.kind === 'error' ? (fault.times ?? 1) : 1) - 1)
      return remember(name, original.apply(this, args), args, root);
    if (hits++ === 0) write(fault.log, JSON.stringify({ call: name, path } satisfies Hit));
    const real = (...changed: unknown[]): unknown =>
      remember(name, original.apply(this, changed), changed, root);
    if (fault.kind === 'kill') return killAround(fault, () => real(...args));
    if (fault.error === 'SHORT') return real(...shortened(args));
    if (isAsync) return Promise.reject(failure(fault.error, name, path));
    return fail(fault.error, name, path, args, real);
  };
}

function killAround({ signals, when }: Extract<Fault, { kind: 'kill' }>, call: () => unknown): unknown {
  if (when === 'after') {
    const value = call();
    for (const signal of signals) process.kill(process.pid, signal);
    return value;
  }
  for (const signal of signals) process.kill(process.pid, signal);
  return call();
}

/** Fails as the system does: what was open is closed, and a part of what was to be written is written. */
function fail(code: string, name: string, path: string, args: unknown[], real: Anything): unknown {
  if (name === 'closeSync') real(...args);
  if (name === 'writeFileSync') real(args[0], half(args[1]), ...args.slice(2));
  const options = args[1];
  const isQuiet =
    typeof options === 'object' &&
    options !== null &&
    'throwIfNoEntry' in options &&
    options.throwIfNoEntry === false;
  if (code === 'ENOENT' && isQuiet) return undefined;
  throw failure(code, name, path);
}

const half = (data: unknown): unknown =>
  typeof data === 'string' || data instanceof Uint8Array ? data.slice(0, data.length >> 1) : data;

/** Writes fewer bytes than were given, as a call may. */
function shortened(args: unknown[]): unknown[] {
  const [descriptor, data, offset, length, ...rest] = args;
  if (!(data instanceof Uint8Array)) return args;
  const from = typeof offset === 'number' ? offset : 0;
  const all = typeof length === 'number' ? length : data.length - from;
  return [descriptor, data, from, Math.max(1, all >> 1), ...rest];
}

const WORDS: Readonly<Record<string, string>> = {
  EIO: 'i/o error',
  ENOSPC: 'no space left on device',
  EACCES: 'permission denied',
  EROFS: 'read-only file system',
  EMFILE: 'too many open files',
  EXDEV: 'cross-device link not permitted',
  ETXTBSY: 'text file is busy',
  ENOENT: 'no such file or directory',
  EPERM: 'operation not permitted',
  EBUSY: 'resource busy or locked',
};

function failure(code: string, name: string, path: string): Error {
  const syscall = name.replace(/^promises\.|Sync|\.native$/g, '');
  return Object.assign(new Error(`${code}: ${WORDS[code] ?? 'failed'}, ${syscall} '${path}'`), {
    code,
    errno: -1,
    syscall,
    path,
  });
}

/** The path that a call is about, if it is below the folder. */
function pathOf(args: readonly unknown[], root: string): string | undefined {
  const [first] = args;
  if (typeof first === 'number') return descriptors.get(first);
  if (typeof first !== 'string' && !(first instanceof URL) && !Buffer.isBuffer(first)) return undefined;
  const text = first instanceof URL ? first.pathname : String(first);
  const held = /^\/proc\/self\/fd\/(\d+)(.*)$/s.exec(text);
  const path = held ? `${descriptors.get(Number(held[1])) ?? ''}${held[2]}` : resolve(text);
  return path === root || path.startsWith(root + sep) ? path : undefined;
}

function remember(name: string, value: unknown, args: readonly unknown[], root: string): unknown {
  if (name === 'openSync' && typeof value === 'number') {
    const path = pathOf(args, root);
    if (path === undefined) descriptors.delete(value);
    else descriptors.set(value, path);
  }
  return value;
}
