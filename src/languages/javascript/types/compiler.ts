import type * as TsMorph from 'ts-morph';
import type { Node as TypeScriptNode, Project as Compiler, SourceFile, Type as CompilerType } from 'ts-morph';
import type { Project } from '../../../core/language.ts';
import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import { configFor } from '../binding/aliases.ts';
import { hostFor, toHost } from './host.ts';

type Library = typeof TsMorph;

/** Gives the type of what stands at a span of a file; `undefined` where nothing does. */
export type Ask = (path: string, source: string, span: Span) => CompilerType | undefined;

let library: Promise<Library> | undefined;

const compilersOf = oncePer((_: Project) => new Map<string, Compiler>());

/** The compiler for the files of a project. Loaded once, when the first file leaves a question. */
export async function loadCompiler(project: Project): Promise<Ask> {
  const loaded = await (library ??= import('ts-morph'));
  const known = compilersOf(project);
  const compilerOf = (config: string | undefined): Compiler => {
    const found = known.get(config ?? '') ?? create(loaded, project, config);
    known.set(config ?? '', found);
    return found;
  };
  return (path, source, span) => {
    const compiler = compilerOf(configFor(project, path));
    const opened = compiler.getSourceFile(toHost(path));
    const file =
      opened?.getFullText() === source
        ? opened
        : compiler.createSourceFile(toHost(path), source, { overwrite: true });
    return nodeAt(file, span)?.getType();
  };
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
