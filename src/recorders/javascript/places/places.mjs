import { readFileSync, realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crypto } from '../crypto.mjs';
import { Maps } from './maps.mjs';
import { sitesAbove } from './stack.mjs';

/** Frames of the project above a call that are kept. */
const CHAIN = 8;
const DEPTH = 60;
/** Of a read only who reads is of interest. */
const DEPTH_OF_READS = 4;

const RECORDER = fileURLToPath(new URL('..', import.meta.url));
const NOT_OWN = /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.?venv|\.tox|\.nox|\.yarn|\.pnpm)\//;

/** @typedef {readonly [path: string, line: number, column: number | null]} PlaceItem */

/** The places of the user's own code that frames stand for. */
export class Places {
  /** The folder as it was given, and by its real path, which is what loaders name. */
  #roots;
  #writer;
  #maps = new Maps();
  /** By the name of a file in frames: its path, where it is one of the project. */
  #files = new Map();
  #hashed = new Set();
  /** By file: first and last lines of classes that are clients or responses themselves. */
  #insides = new Map();
  #items = new Map();

  /**
   * @param {string} root
   * @param {import('../writer.mjs').Writer} writer
   */
  constructor(root, writer) {
    this.#roots = [...new Set([root, writer.safely(() => realpathSync.native(root), root)])];
    this.#writer = writer;
  }

  /**
   * The absolute path of what a frame or a loader names.
   * @param {string | null | undefined} name
   */
  pathOf(name) {
    if (!name || name.startsWith('node:')) return undefined;
    const plain = name.replace(/\?[^?]*$/, '');
    if (plain.startsWith('file:')) return fileURLToPath(plain);
    return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(plain) ? plain : undefined;
  }

  /**
   * The path in the project, with `/`; nothing for a file that is not the user's own.
   * @param {string} path absolute
   */
  own(path) {
    if (path.startsWith(RECORDER)) return undefined;
    return this.#roots
      .map((root) => inside(root, path))
      .find((one) => one !== undefined && !NOT_OWN.test(one));
  }

  /**
   * Takes note of a file that is executed.
   * @param {string} path absolute
   * @param {string} [code] as it is compiled, where that is known
   */
  executed(path, code) {
    if (code !== undefined) this.#maps.remember(path, code);
    const own = this.own(path);
    if (own !== undefined) this.#hash(own, path);
  }

  /**
   * Takes note of a class whose code is not the user's use of it.
   * @param {Function} cls
   * @param {string} path absolute
   */
  inside(cls, path) {
    const text = Function.prototype.toString.call(cls);
    const code = this.#maps.codeOf(path) ?? readFileSync(path, 'utf8');
    const start = code.indexOf(text);
    // Another hook compiled it, so that its lines are not known.
    const first = start < 0 ? 1 : lineAt(code, start);
    const last = start < 0 ? Infinity : first + text.split('\n').length - 1;
    this.#insides.set(path, [...(this.#insides.get(path) ?? []), [first, last]]);
  }

  /** The same of a class of which only the code is known. */
  insideAnywhere(cls) {
    const text = Function.prototype.toString.call(cls);
    const path = this.#maps.pathWith(text);
    if (path !== undefined) this.inside(cls, path);
  }

  /**
   * Where a call comes from that a function of the recorder was called for: the frames of the project, innermost first.
   * @param {Function} below that function
   * @returns {readonly PlaceItem[] | undefined} nothing where it came from within the client, or from within another recorded call
   */
  callers(below) {
    const found = [];
    for (const site of sitesAbove(below, DEPTH)) {
      const name = site.getFileName();
      if (name?.includes('/recorders/javascript/') && this.pathOf(name)?.startsWith(RECORDER)) {
        if (found.length === 0) return undefined;
        continue;
      }
      const frame = this.#frame(site, name);
      if (frame === 'inside') {
        if (found.length === 0) return undefined;
      } else if (frame) found.push(frame);
      if (found.length > CHAIN) break;
    }
    return found.length > 0 ? found : undefined;
  }

  /**
   * Who reads something, if that is code of the project.
   * @param {Function} below
   * @returns {PlaceItem | undefined}
   */
  reader(below) {
    const [site] = sitesAbove(below, DEPTH_OF_READS);
    const frame = site && this.#frame(site, site.getFileName());
    return frame === 'inside' ? undefined : frame;
  }

  /** @returns {PlaceItem | 'inside' | undefined} */
  #frame(site, name) {
    if (!this.#files.has(name)) this.#files.set(name, this.#fileOf(name));
    const path = this.#files.get(name);
    if (path === undefined) return undefined;
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
    if (line === null || column === null) return undefined;
    if (this.#insides.get(path)?.some(([first, last]) => line >= first && line <= last)) return 'inside';
    const key = `${line}:${column}:${path}`;
    if (!this.#items.has(key)) this.#items.set(key, this.#itemOf(path, line, column - 1));
    return this.#items.get(key);
  }

  /** The absolute path of a file of which frames are looked at. */
  #fileOf(name) {
    const path = this.pathOf(name);
    return path !== undefined && this.own(path) !== undefined ? path : undefined;
  }

  #itemOf(path, line, column) {
    const source = this.#maps.sourceOf(path, line, column);
    const own = source && this.own(source.path);
    if (own === undefined) return undefined;
    this.#hash(own, source.path);
    return [own, source.line, source.column];
  }

  #hash(own, path) {
    if (this.#hashed.has(own)) return;
    this.#hashed.add(own);
    this.#writer.safely(() => {
      const hash = crypto().createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
      this.#writer.file(own, hash);
    });
  }
}

/** @returns {number} 1-based */
const lineAt = (code, offset) => code.slice(0, offset).split('\n').length;

/** The path below a folder, with `/`; nothing for one that is elsewhere. */
function inside(root, path) {
  const below = relative(root, path).split(sep).join('/');
  const isElsewhere = below === '' || below.startsWith('../') || /^(?:\/|[A-Za-z]:)/.test(below);
  return isElsewhere ? undefined : below;
}
