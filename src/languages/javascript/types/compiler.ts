import type * as TsMorph from 'ts-morph';
import type { Node as TypeScriptNode, Project as Compiler, SourceFile, Type as CompilerType } from 'ts-morph';
import type { Project } from '../../../core/language.ts';
import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import { configFor } from '../binding/aliases.ts';
import { hostFor, toHost } from './host.ts';

type Library = (typeof TsMorph)['default'];

/** Reads the type of what stands at a span of a file; `undefined` where nothing does. */
export type Ask = <Found>(
  path: string,
  source: string,
  span: Span,
  read: (type: CompilerType) => Found,
) => Found | undefined;

let library: Promise<Library> | undefined;

/** The package is in CommonJS: in a bundle all that it exports is the default, without names of its own. */
const load = async (): Promise<Library> => (await import('ts-morph')).default;

const compilersOf = oncePer((_: Project) => new Map<string, Compiler>());

/** Files whose questions lead to code that is too deep for the compiler. */
const unansweredIn = oncePer((_: Project) => new Set<string>());

/** The compiler for the files of a project. Loaded once, when the first file leaves a question. */
export async function loadCompiler(project: Project): Promise<Ask> {
  const loaded = await (library ??= load());
  const known = compilersOf(project);
  const compilerOf = (config: string | undefined): Compiler => {
    const found = known.get(config ?? '') ?? create(loaded, project, config);
    known.set(config ?? '', found);
    return found;
  };
  const unanswered = unansweredIn(project);
  return (path, source, span, read) => {
    if (unanswered.has(path)) return undefined;
    const config = configFor(project, path);
    try {
      const type = nodeAt(opened(compilerOf(config), path, source), span)?.getType();
      return type && read(type);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // It was interrupted in the midst of its own accounts: the other files get a new one.
      known.delete(config ?? '');
      unanswered.add(path);
      return undefined;
    }
  };
}

/** The file that was asked about last, by the compiler that knows it. */
const latestOf = new WeakMap<Compiler, SourceFile>();

/**
 * Each file is asked about by itself, with what it imports: a compiler that knew all files asked about before would read them
 * all anew for each further one, and take what they declare for all files, or an edit in them, for part of the project.
 */
function opened(compiler: Compiler, path: string, source: string): SourceFile {
  const latest = latestOf.get(compiler);
  const file = compiler.getSourceFile(toHost(path));
  if (file && file === latest && file.getFullText() === source) return file;
  if (latest) compiler.removeSourceFile(latest);
  const fresh = compiler.createSourceFile(toHost(path), source, { overwrite: true });
  latestOf.set(compiler, fresh);
  return fresh;
}

function create(
  { Project: Constructor, ts }: Library,
  project: Project,
  config: string | undefined,
): Compiler {
  const hasNode = project.has('node_modules/@types/node/package.json');
  const overrides = {
    allowJs: true,
    checkJs: false,
    noEmit: true,
    composite: false,
    incremental: false,
    strict: true,
    skipLibCheck: true,
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

/** The outermost expression that a span is that of. */
function nodeAt(file: SourceFile, { start, end }: Span): TypeScriptNode | undefined {
  let node: TypeScriptNode | undefined = file.getDescendantAtPos(start);
  while (node && (node.getStart() > start || node.getEnd() < end)) node = node.getParent();
  return node?.getStart() === start && node.getEnd() === end ? node : undefined;
}
