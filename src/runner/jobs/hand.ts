import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { codeOf, messageOf } from '../errors.ts';
import { upwards } from '../version.ts';
import type { Seated, Told } from './told.ts';

/** How a thread ended before it was through. */
export interface Loss {
  readonly reason: 'crashed' | 'too-large';
  readonly why: string;
  readonly isStarted: boolean;
}

/** A thread that migrates files. */
export interface Hand {
  /** Resolves once the thread is gone; to how, if it was not through. Rejects with what `tell` throws. */
  readonly gone: Promise<Loss | undefined>;
  /** Ends the thread, whatever it is at. Resolves once it is gone. */
  readonly end: () => Promise<void>;
}

/** In megabytes. What is nested too deeply is found out by the stack, which is to be that of the main thread: V8's 984 KB and Node's reserve of 192 KB. */
const STACK = (984 + 192) / 1024;

/** Starts a thread. `tell` is called with all that it tells, in this thread. */
export function startHand(seated: Seated, tell: (told: Told) => void, entry = entryOf()): Hand {
  let worker: Worker;
  try {
    if (!entry) throw new Error('the module of the worker is missing');
    worker = new Worker(entry, {
      ...optionsFor(entry),
      workerData: seated,
      name: 'bump-testclient',
      resourceLimits: { stackSizeMb: STACK },
    });
  } catch (error) {
    // Node may be forbidden to start threads, and the system may have no room for one.
    const loss = { reason: 'crashed', why: messageOf(error), isStarted: false } as const;
    return { gone: Promise.resolve(loss), end: () => Promise.resolve() };
  }
  const gone = watch(worker, tell);
  // Whoever waits for it hears of it. Until then nobody may wait.
  gone.catch(() => undefined);
  return {
    gone,
    end: async () => {
      await worker.terminate();
    },
  };
}

const watch = (worker: Worker, tell: (told: Told) => void): Promise<Loss | undefined> =>
  new Promise((resolve, reject) => {
    let isStarted = false;
    let isThrough = false;
    let loss: Pick<Loss, 'reason' | 'why'> | undefined;
    worker.on('online', () => (isStarted = true));
    // It tells nothing else, and what a message holds is not checked at a border inside of a program.
    worker.on('message', (told: Told) => {
      isThrough ||= told.is === 'through';
      try {
        tell(told);
      } catch (error) {
        // As it is: it is that of the caller.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(error);
      }
    });
    worker.on('messageerror', (error) => (loss = lossBy(error)));
    worker.on('error', (error) => (loss = lossBy(error)));
    worker.on('exit', (code) => {
      const { reason = 'crashed', why = `its thread ended with ${code}` } = loss ?? {};
      resolve(isThrough ? undefined : { reason, why, isStarted });
    });
  });

const lossBy = (error: unknown): Pick<Loss, 'reason' | 'why'> =>
  codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { reason: 'too-large', why: OUT_OF_MEMORY }
    : { reason: 'crashed', why: messageOf(error) };

const OUT_OF_MEMORY =
  'it takes more memory than a thread of Node may have; NODE_OPTIONS=--max-old-space-size=<MB> gives more';

const ENTRY = 'src/runner/jobs/worker';

/** The first module of a thread: of the build, or the source. `undefined` where this is part of somebody else's bundle. */
const entryOf = (): URL | undefined =>
  upwards((folder) =>
    [`${ENTRY}.js`, `${ENTRY}.ts`].map((path) => new URL(path, folder)).find((url) => existsSync(url)),
  );

/** Sources have to be compiled first, in each thread. */
const optionsFor = ({ pathname }: URL): WorkerOptions =>
  pathname.endsWith('.ts')
    ? { execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] }
    : {};
