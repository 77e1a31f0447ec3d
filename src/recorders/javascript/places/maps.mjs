import { readFileSync } from 'node:fs';
import { findSourceMap, SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMENT = /\/\/[#@] ?sourceMappingURL=(\S+)[ \t]*$/gm;
const INLINE = /^data:application\/json(?:;charset=[^;,]+)?;base64,/;

/** Where code that a runner made of a source has its places in that source. */
export class Maps {
  /** Code as it was compiled, by the name that its frames have. A map is only read where a place is asked for. */
  #code = new Map();
  #maps = new Map();

  /**
   * @param {string} path absolute
   * @param {string} code
   */
  remember(path, code) {
    this.#code.set(path, code);
    this.#maps.delete(path);
  }

  /** @param {string} path */
  codeOf(path) {
    return this.#code.get(path);
  }

  /** The path of the code that has a text in it. */
  pathWith(text) {
    for (const [path, code] of this.#code) if (code.includes(text)) return path;
    return undefined;
  }

  /**
   * @param {string} path of the code, absolute
   * @param {number} line 1-based
   * @param {number} column 0-based
   * @returns {{ path: string, line: number, column: number } | undefined} as they came where there is no map; nothing where the map has no such place
   */
  sourceOf(path, line, column) {
    const map = this.#mapOf(path);
    if (!map) return { path, line, column };
    const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column);
    if (originalLine === undefined) return undefined;
    return { path: locate(path, originalSource), line: originalLine + 1, column: originalColumn };
  }

  #mapOf(path) {
    if (!this.#maps.has(path)) this.#maps.set(path, read(path, this.#code.get(path)));
    return this.#maps.get(path);
  }
}

/** @returns {SourceMap | undefined} */
function read(path, code) {
  const url = code === undefined ? undefined : [...code.matchAll(COMMENT)].at(-1)?.[1];
  if (url === undefined) return findSourceMap(path);
  try {
    const text = INLINE.test(url)
      ? Buffer.from(url.replace(INLINE, ''), 'base64').toString()
      : readFileSync(resolve(dirname(path), decodeURIComponent(url)), 'utf8');
    return new SourceMap(JSON.parse(text));
  } catch {
    return findSourceMap(path);
  }
}

/** Sources are named in relation to the code, by a URL, or not at all where there is only one. */
function locate(path, source) {
  if (!source) return path;
  if (source.startsWith('file:')) return fileURLToPath(source);
  return resolve(dirname(path), decodeURIComponent(source));
}
