import * as nodeModule from 'node:module';
import vm from 'node:vm';
import { HANDED_TO, isOfInterest, withClasses } from './transform.mjs';

/**
 * @typedef {object} Modules
 * @property {import('../places/places.mjs').Places} places
 * @property {import('../writer.mjs').Writer} writer
 * @property {(cls: Function, path: string) => unknown} onClass gives what stands for a class from now on, if it is something else
 */

/**
 * Looks at all code that is compiled from now on, whoever compiles it: Node's loaders, and the runners that do it by `node:vm`.
 * @param {Modules} modules
 */
export function hookModules(modules) {
  const { writer } = modules;
  const take = (path, get, set) => writer.safely(() => taken(modules, path, get, set));
  take.exported = (path, exports) => writer.safely(() => exported(modules, path, exports));
  define(globalThis, take);
  const compiled = (code, name) => writer.safely(() => noted(modules, code, name), code);
  hookVm(compiled, (context) => define(context, take));
  hookCommonJs(compiled);
  hookImports(compiled);
  nodeModule.syncBuiltinESMExports();
}

/** Called by the code of a module that has come to its end. */
function taken({ places, onClass }, path, get, set) {
  if (!get) return places.executed(path);
  const cls = valueOf(get);
  if (typeof cls !== 'function') return;
  const replaced = onClass(cls, path);
  if (replaced && set) set(replaced);
}

/** Nothing where there is no such name at the top level. */
function valueOf(get) {
  try {
    return get();
  } catch {
    return undefined;
  }
}

/** What a module of CommonJS exports: its classes were exported before anything could stand for them. */
function exported({ onClass }, path, exports) {
  const all =
    typeof exports === 'function' ? { exports } : { ...Object.getOwnPropertyDescriptors(Object(exports)) };
  for (const [name, found] of Object.entries(all)) {
    const cls =
      typeof found === 'function' ? found : found.enumerable && (found.value ?? found.get?.call(exports));
    const replaced = typeof cls === 'function' && cls.prototype ? onClass(cls, path) : undefined;
    if (replaced && found.writable) exports[name] = replaced;
  }
}

/** The code to compile in the place of some code. */
function noted({ places }, code, name) {
  if (typeof code !== 'string') return code;
  const path = places.pathOf(name);
  if (path === undefined) return code;
  const isInteresting = isOfInterest(code);
  if (isInteresting || places.own(path) !== undefined) places.executed(path, code);
  return isInteresting ? withClasses(code, path) : code;
}

function define(global, take) {
  if (Object.hasOwn(global, HANDED_TO)) return;
  Object.defineProperty(global, HANDED_TO, { value: take, configurable: true });
}

/** Vitest runs modules by `runInThisContext` or `runInContext`, Jest by `compileFunction`, `Script` and `SourceTextModule`. */
function hookVm(compiled, enter) {
  const { Script, SourceTextModule, compileFunction, runInThisContext, runInContext } = vm;
  const nameOf = (options) => (typeof options === 'string' ? options : options?.filename);
  vm.Script = class extends Script {
    constructor(code, options) {
      super(compiled(code, nameOf(options)), options);
    }

    runInContext(context, options) {
      enter(context);
      return super.runInContext(context, options);
    }
  };
  Object.defineProperty(vm.Script, 'name', { value: 'Script' });
  vm.runInThisContext = function (code, options) {
    return runInThisContext.call(this, compiled(code, nameOf(options)), options);
  };
  vm.runInContext = function (code, context, options) {
    enter(context);
    return runInContext.call(this, compiled(code, nameOf(options)), context, options);
  };
  vm.compileFunction = function (code, params, options) {
    if (options?.parsingContext) enter(options.parsingContext);
    return compileFunction.call(this, compiled(code, options?.filename), params, options);
  };
  if (!SourceTextModule) return;
  vm.SourceTextModule = class extends SourceTextModule {
    constructor(code, options) {
      if (options?.context) enter(options.context);
      super(compiled(code, options?.identifier), options);
    }
  };
  Object.defineProperty(vm.SourceTextModule, 'name', { value: 'SourceTextModule' });
}

function hookCommonJs(compiled) {
  const { prototype } = nodeModule.Module;
  const { _compile } = prototype;
  prototype._compile = function (code, filename, ...rest) {
    return _compile.call(this, compiled(code, filename), filename, ...rest);
  };
}

function hookImports(compiled) {
  if (!nodeModule.registerHooks) return nodeModule.register('./loader.mjs', import.meta.url);
  nodeModule.registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const { format, source } = loaded;
      if (!format?.startsWith('module') || !source) return loaded;
      const code = typeof source === 'string' ? source : Buffer.from(source).toString();
      const changed = compiled(code, url);
      return changed === code ? loaded : { ...loaded, source: changed };
    },
  });
}
