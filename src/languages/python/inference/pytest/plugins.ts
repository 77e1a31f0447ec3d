import type { Project } from '../../../../core/language.ts';
import { oncePer } from '../../../kernel/once.ts';

/** Modules the project registers with pytest for every test: entry points of its own package, and `-p` options. */
export const pluginsOfProject = oncePer((project: Project): readonly string[] =>
  FILES.flatMap((path) => pluginsIn(project.read(path) ?? '')),
);

const FILES = ['pyproject.toml', 'setup.cfg', 'setup.py', 'pytest.ini', 'tox.ini'] as const;

/** `[project.entry-points.pytest11]` and its older spellings differ too much for one parser; the names are alike in all. */
function pluginsIn(text: string): string[] {
  const section = /pytest11["'\]]*\s*[=:]?\s*[{[(]?\s*([^\][})]*)/.exec(text)?.[1] ?? '';
  const entries = [...section.matchAll(/=\s*["']?([\w.]+)/g)].map(([, module]) => module ?? '');
  const options = [...text.matchAll(/(?:^|[\s"'])-p[ =]?(?!no:)([\w.]+)/g)].map(([, module]) => module ?? '');
  return [...entries, ...options].filter(Boolean);
}
