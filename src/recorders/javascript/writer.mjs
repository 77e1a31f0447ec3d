import { mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** So much is appended in one write, so that lines of several processes do not mix. In characters. */
const CHUNK = 48_000;
/** So many different calls and reads are counted before they are written. */
const COUNTED = 4000;
const SECONDS = 3;

/** Unlike that of any other process and thread. */
const UNIQUE = [process.pid, process.hrtime.bigint(), Math.floor(Math.random() * 2 ** 32)]
  .map((part) => part.toString(36))
  .join('-');

/** Tests may replace these by fakes. */
const every = setInterval;

/** Writes the lines of this process, or of this worker thread. `src/evidence/format.ts` says what they are. */
export class Writer {
  #config;
  /** Lines that are counted, by what they are but for `times`. */
  #counts = new Map();
  #lines = [];
  #problems = new Set();
  #file;
  /** The process of each salt: in mode `prove` there is one for each. */
  #processes;
  #isBegun = false;
  #isEnded = false;
  /** @type {(() => void) | undefined} */
  #beforeEnd;

  /** @param {import('./config.mjs').Config} config */
  constructor(config) {
    this.#config = config;
    this.#processes = config.salts.map((salt, index) => ({ salt, process: `${UNIQUE}-${index}` }));
    process.once('exit', () => this.end());
    every(() => this.flush(), SECONDS * 1000).unref();
  }

  /** Salts, by the number under which `write` takes them. */
  get salts() {
    return this.#config.salts;
  }

  /**
   * Writes a line at the next opportunity.
   * @param {object} line without its process
   * @param {number} [salt] the number of the salt that it is written for
   */
  write(line, salt = 0) {
    const { is, ...rest } = line;
    this.#lines.push(JSON.stringify({ is, process: this.#processes[salt].process, ...rest }));
  }

  /** Writes a line for every salt. */
  writeForAll(line) {
    this.salts.forEach((_, salt) => this.write(line, salt));
  }

  /** Counts a line of what is only recorded, and not compared. */
  count(line) {
    if (this.#config.mode === 'prove') return;
    const key = JSON.stringify(line);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size >= COUNTED) this.flush();
  }

  /** The file of a source that was executed. */
  file(path, hash) {
    if (this.#config.mode === 'record') this.write({ is: 'file', path, hash });
  }

  /**
   * Remembers, once, what could not be recorded. Its message is not kept, as it may quote a value.
   * @param {unknown} error
   */
  problem(error) {
    const { name, stack } = error instanceof Error ? error : new Error('unknown');
    const [, where = 'elsewhere'] = /recorders\/javascript\/([\w./-]+:\d+)/.exec(stack ?? '') ?? [];
    if (this.#problems.size < 20) this.#problems.add(`${name} at ${where}`);
  }

  /** Runs something of the recorder that must never disturb what it records. */
  safely(work, otherwise) {
    try {
      return work();
    } catch (error) {
      this.problem(error);
      return otherwise;
    }
  }

  /** Writes all there is, what is counted too. */
  flush() {
    for (const [key, times] of this.#counts) this.write({ ...JSON.parse(key), times });
    this.#counts.clear();
    this.flushLines();
  }

  /** Writes the lines that are not counted. */
  flushLines() {
    try {
      if (this.#lines.length === 0) return;
      const lines = this.#isBegun ? this.#lines : [...this.#begin(), ...this.#lines];
      this.#lines = [];
      this.#append(lines);
    } catch (error) {
      // The disk may be full, or the folder gone: there is nowhere to say so.
      this.#lines = [];
      this.problem(error);
    }
  }

  /** What each process begins with. Processes that have nothing to say write nothing. */
  #begin() {
    this.#isBegun = true;
    const { run } = this.#config;
    const versions = { node: process.versions.node };
    return this.#processes.map(({ salt, process: name }) =>
      JSON.stringify({
        is: 'process',
        format: 1,
        process: name,
        run,
        language: 'javascript',
        versions,
        salt,
      }),
    );
  }

  #append(lines) {
    if (this.#file === undefined) {
      mkdirSync(dirname(this.#config.to), { recursive: true });
      this.#file = openSync(this.#config.to, 'a');
    }
    let chunk = '';
    for (const line of lines) {
      if (chunk.length > 0 && chunk.length + line.length > CHUNK) {
        writeSync(this.#file, chunk);
        chunk = '';
      }
      chunk += `${line}\n`;
    }
    writeSync(this.#file, chunk);
  }

  /** Sets what is done before the last line. */
  beforeEnd(work) {
    this.#beforeEnd = work;
  }

  /** Writes what is left, and that nothing is missing. There may be more all the same. */
  end() {
    this.#beforeEnd?.();
    this.flush();
    const problems = [...this.#problems];
    if (!this.#isBegun || (this.#isEnded && problems.length === 0)) return;
    this.#isEnded = true;
    this.#problems.clear();
    this.writeForAll({ is: 'end', ...(problems.length > 0 && { problems }) });
    this.flush();
  }
}
