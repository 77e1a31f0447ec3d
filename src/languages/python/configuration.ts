/** Files of other kinds that are read: they tell the plugins of pytest, and the packages that are required. */
export const isConfiguration = (path: string): boolean =>
  /(?:^|\/)(?:pyproject\.toml|setup\.cfg|pytest\.ini|tox\.ini|Pipfile)$/.test(path) ||
  // The name is looked at first: of a long path each part would be tried.
  (path.endsWith('.txt') && /(?:^|\/)(?:[\w-]*requirements[\w-]*|requirements\/[\w-]+)\.txt$/.test(path));
