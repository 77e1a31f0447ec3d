import { linesOf as placesOf } from '../../core/lines.ts';
import type { WarningFilters } from '../../core/sites.ts';
import { filtersOfOptions, hasSection, valuesInIni } from './ini.ts';
import { nameOf, type Listed } from './listed.ts';

/** The files that pytest reads its settings from, the first that has any counts. Source: `locate_config` in findpaths.py of pytest 8. */
const SECTIONS: Readonly<Record<string, string>> = {
  'pytest.ini': 'pytest',
  '.pytest.ini': 'pytest',
  'pyproject.toml': '',
  'tox.ini': 'pytest',
  'setup.cfg': 'tool:pytest',
};

/** Whether a file holds settings of pytest and nothing else. */
export const isOfPytest = (path: string): boolean => /(?:^|\/)\.?pytest\.ini$/.test(path);

/** What pytest does about warnings, by the settings of the nearest folder; `files` begin with those of that folder. */
export async function filtersIn(files: readonly Listed[]): Promise<WarningFilters | undefined> {
  const folders = [...new Set(files.map(({ path }) => folderOf(path)))];
  for (const folder of folders)
    for (const [name, section] of Object.entries(SECTIONS)) {
      const file = files.find(({ path }) => nameOf(path) === name && folderOf(path) === folder);
      const found = file && (await settingsIn(file, section));
      if (found) return found;
    }
  return undefined;
}

const folderOf = (path: string): string => path.slice(0, -nameOf(path).length);

async function settingsIn({ path, text }: Listed, section: string): Promise<WarningFilters | undefined> {
  if (section === '') {
    const { pytestInToml } = await import('./toml.ts');
    const found = pytestInToml(text);
    return found && { filters: found.filters, where: { path, line: placesOf(text).at(found.start).line } };
  }
  if (!isOfPytest(path) && !hasSection(text, section)) return undefined;
  const lines = valuesInIni(text).filter((one) => one.section === section);
  const filters = lines.filter(({ key, text: value }) => key === 'filterwarnings' && value.trim() !== '');
  const options = lines.filter(({ key }) => key === 'addopts');
  const [first] = [...filters, ...options];
  return {
    filters: [
      ...filters.map(({ text: value }) => value.trim()),
      ...options.flatMap(({ text: value }) => filtersOfOptions(value)),
    ],
    where: { path, line: placesOf(text).at(first?.start ?? 0).line },
  };
}
