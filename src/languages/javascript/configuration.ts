/**
 * Whether a file tells how modules find each other, or what packages declare. Kept apart from what reads such files, so
 * that nothing of the language is loaded to ask.
 */
export const isConfiguration = (path: string): boolean =>
  /(?:^|\/)(?:[jt]sconfig[\w.-]*|package)\.json$/.test(path) ||
  /(?:^|\/)node_modules\/.*\.d\.[mc]?ts$/.test(path);
