/** Files of other kinds that are read: they tell the plugins of pytest, and the packages that are required. */
export const isConfiguration = (path: string): boolean =>
  /(?:^|\/)(?:pyproject\.toml|setup\.cfg|pytest\.ini|tox\.ini|Pipfile)$/.test(path) ||
  /(?:^|\/)(?:[\w-]*requirements[\w-]*|requirements\/[\w-]+)\.txt$/.test(path);
