import type * as TsMorph from 'ts-morph';
import type { Project as Configured, ts } from 'ts-morph';
import type { Project } from '../../../core/language.ts';
import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import { configFor } from '../binding/aliases.ts';
import { hostFor, toHost } from './host.ts';
import { forgetLibraries } from './libraries.ts';
import { openerFor, type Opened } from './programs.ts';

type Package = (typeof TsMorph)['default'];

/** What a type is read with. */
export interface Compiler {
  readonly ts: typeof ts;
  readonly checker: ts.TypeChecker;
}

/** Reads the type of what stands at a span of a file; `undefined` where nothing does. */
export type Ask = <Found>(
  path: string,
  source: string,
  span: Span,
  read: (compiler: Compiler, type: ts.Type) => Found,
) => Found | undefined;

let loading: Promise<Package> | undefined;

/** The package is in CommonJS: in a bundle all that it exports is the default, without names of its own. */
const load = async (): Promise<Package> => (await import('ts-morph')).default;

/** What the compiler knows of the files of a project. */
interface State {
  /** By the path of the configuration. */
  readonly openers: Map<string | undefined, (path: string, source: string) => Opened>;
  /** The file that was asked about last. */
  latest?: Opened & { readonly path: string };
  /** Files whose questions lead to code that is too deep for the compiler. */
  readonly unanswered: Set<string>;
}

const stateOf = oncePer((_: Project): State => ({ openers: new Map(), unanswered: new Set() }));

/** The compiler for the files of a project. Loaded once, when the first file leaves a question. */
export async function loadCompiler(project: Project): Promise<Ask> {
  const loaded = await (loading ??= load());
  const state = stateOf(project);
  return (path, source, span, read) => {
    if (state.unanswered.has(path)) return undefined;
    try {
      const { file, checker } = opened(loaded, project, path, source);
      const node = nodeAt(file, span);
      return node && read({ ts: loaded.ts, checker }, checker.getTypeAtLocation(node));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // It was interrupted in the midst of its own accounts: the other files get a new one.
      state.openers.clear();
      delete state.latest;
      forgetLibraries();
      state.unanswered.add(path);
      return undefined;
    }
  };
}

/**
 * Each file is asked about by itself, with what it imports: a compiler that knew all files asked about before would read them
 * all anew for each further one, and take what they declare for all files, or an edit in them, for part of the project.
 */
function opened(loaded: Package, project: Project, path: string, source: string): Opened {
  const state = stateOf(project);
  const { latest } = state;
  if (latest?.path === path && latest.file.text === source) return latest;
  const config = configFor(project, path);
  let open = state.openers.get(config);
  if (!open) {
    open = openerFor(loaded.ts, configured(loaded, project, config));
    state.openers.set(config, open);
  }
  const fresh = { path, ...open(toHost(path), source) };
  state.latest = fresh;
  return fresh;
}

function configured(
  { Project: Constructor, ts }: Package,
  project: Project,
  config: string | undefined,
): Configured {
  const hasNode = project.has('node_modules/@types/node/package.json');
  const overrides = {
    allowJs: true,
    checkJs: false,
    noEmit: true,
    composite: false,
    incremental: false,
    strict: true,
    skipLibCheck: true,
    // The libraries are those of the compiler, the same for every project.
    libReplacement: false,
    types: hasNode ? ['node'] : [],
  };
  const shared = {
    fileSystem: hostFor(project),
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
  };
  if (config !== undefined) {
    try {
      return new Constructor({ ...shared, tsConfigFilePath: toHost(config), compilerOptions: overrides });
    } catch {
      // A configuration that cannot be read, or whose base is not here, decides nothing.
    }
  }
  const { ScriptTarget, ModuleKind, ModuleResolutionKind } = ts;
  const defaults = {
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Bundler,
  };
  return new Constructor({ ...shared, compilerOptions: { ...defaults, ...overrides } });
}

/** The innermost node that a span is in, if it is that of the node. */
function nodeAt(file: ts.SourceFile, { start, end }: Span): ts.Node | undefined {
  const isAround = (node: ts.Node): boolean =>
    node.pos <= start && node.end >= end && node.getStart(file) <= start;
  let found: ts.Node = file;
  for (let inner: ts.Node | undefined = file; inner;) {
    found = inner;
    inner = found.forEachChild((child) => (isAround(child) ? child : undefined));
  }
  return found.getStart(file) === start && found.end === end ? found : undefined;
}
