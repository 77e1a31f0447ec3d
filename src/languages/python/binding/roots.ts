import type { Project } from '../../../core/language.ts';
import { oncePer } from '../../kernel/once.ts';
import { allAbove } from '../folders.ts';

/**
 * Folders that the tests of a project put on `sys.path`, beyond those that pytest puts there itself: in a `conftest.py` above a file
 * (`sys.path.insert(0, str(Path(__file__).parent / "stubs"))`), and by the setting `pythonpath` of pytest.
 */
export function rootsFor(project: Project, path: string): readonly string[] {
  const { ofConftests, ofSettings } = rootsOf(project);
  return [...ofConftests(path), ...ofSettings];
}

const rootsOf = oncePer((project: Project) => ({
  ofConftests: allAbove((folder) => insertedBy(project, folder)),
  ofSettings: SETTINGS.flatMap((path) => settingsIn(project.read(path) ?? '')).map(asFolder),
}));

/** A folder as `folderOf` writes it. */
const asFolder = (path: string): string =>
  path
    .split('/')
    .filter(Boolean)
    .map((part) => `${part}/`)
    .join('');

const SETTINGS = ['pyproject.toml', 'pytest.ini', 'setup.cfg', 'tox.ini'] as const;

function settingsIn(text: string): readonly string[] {
  const value = /^[ \t]*pythonpath[ \t]*=[ \t]*(\[[^\]]*\]|.*)/m.exec(text)?.[1] ?? '';
  return value.split(/[\s,"'[\]]+/).filter((path) => path !== '' && path !== '.');
}

function insertedBy(project: Project, folder: string): readonly string[] {
  const text = project.read(`${folder}conftest.py`) ?? '';
  if (!text.includes('sys.path')) return [];
  return [...text.matchAll(/\bsys\.path\.(?:insert|append|extend)\((.*)/g)].flatMap(
    ([, argument = '']) => placeIn(folder, withNames(argument, text)) ?? [],
  );
}

/** What the names in an expression are assigned, in their place. */
const withNames = (argument: string, text: string): string =>
  argument.replace(/\b[A-Za-z_]\w*\b/g, (name) => {
    const assigned = new RegExp(String.raw`^\s*${name}\s*=\s*(.+)$`, 'm').exec(text)?.[1];
    return assigned ?? name;
  });

/** The folder that an expression names: the literals in it, below the file's own folder or one that `.parent` leads to. */
function placeIn(folder: string, expression: string): string | undefined {
  const literals = [...expression.matchAll(/["']([^"'\n]+)["']/g)].map(([, text = '']) => text);
  const ups = (expression.match(/\.parent\b|\bdirname\(/g) ?? []).length;
  const parts = folder.split('/').slice(0, -1);
  const base = parts.slice(0, parts.length - Math.max(0, ups - 1));
  if (literals.some((text) => text.startsWith('/'))) return undefined;
  for (const part of literals.join('/').split('/')) {
    if (part === '..') base.pop();
    else if (part !== '' && part !== '.') base.push(part);
  }
  return asFolder(base.join('/'));
}
