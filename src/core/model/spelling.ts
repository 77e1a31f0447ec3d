/** The canonical camelCase of a name in snake case; underscores at its ends stay, and so does a name in camelCase. */
export const canonical = (name: string): string =>
  // Most names are one word, and every argument of a call is asked about.
  name.includes('_')
    ? name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    : name;
