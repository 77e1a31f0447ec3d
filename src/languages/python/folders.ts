/** The folder of a file, with a slash behind it; of a folder written so, itself. The root is an empty text. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The folder around another; the root has none. */
export const folderAbove = (folder: string): string | undefined =>
  folder === '' ? undefined : folderOf(folder.slice(0, -1));

/**
 * What the folder of a file, or the nearest above it, has. What is found holds for all folders on the way, so that files in nested
 * folders share it.
 */
export function nearest<Found>(
  find: (folder: string) => Found | undefined,
): (path: string) => Found | undefined {
  const known = new Map<string, Found | undefined>();
  return (path) => {
    const passed: string[] = [];
    let found: Found | undefined;
    for (let at: string | undefined = folderOf(path); at !== undefined; at = folderAbove(at)) {
      if (known.has(at)) {
        found = known.get(at);
        break;
      }
      passed.push(at);
      found = find(at);
      if (found !== undefined) break;
    }
    for (const folder of passed) known.set(folder, found);
    return found;
  };
}

/** What the folder of a file and all folders above it have, the nearest first. Folders that have nothing share the list of the one above. */
export function allAbove<Found>(
  find: (folder: string) => readonly Found[],
): (path: string) => readonly Found[] {
  const known = new Map<string, readonly Found[]>();
  return (path) => {
    const passed: string[] = [];
    let all: readonly Found[] = [];
    for (let at: string | undefined = folderOf(path); at !== undefined; at = folderAbove(at)) {
      const list = known.get(at);
      if (list) {
        all = list;
        break;
      }
      passed.push(at);
    }
    for (const folder of passed.toReversed()) {
      const own = find(folder);
      if (own.length > 0) all = [...own, ...all];
      known.set(folder, all);
    }
    return all;
  };
}
