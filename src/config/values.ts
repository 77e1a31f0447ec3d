/** A name to be taken for a test client: `api`, `self.http`, `make_client()`, or a package of npm, whose clients are meant. */
export const CLIENT =
  '^(?:[\\p{ID_Start}_$][\\p{ID_Continue}$]*(?:\\.#?[\\p{ID_Start}_$][\\p{ID_Continue}$]*)*(?:\\(\\))?|@[\\w.\\-]+\\/[\\w.\\/\\-]+)$';

const isOneClient = new RegExp(CLIENT, 'u');

export const isClientName = (name: string): boolean => isOneClient.test(name);

/** A word of a target. */
export const TARGET = '^(?:httpx2?|latest|(?:starlette|fastapi|httpx2?)==?\\d+(?:\\.\\d+)*(?:\\.\\*)?)$';

/** A glob that may match something below a folder: neither empty, nor absolute, nor one that leads out of it. */
export const GLOB = '^(?!(?:\\.?[\\\\\\/])*$)(?!\\.\\.(?:[\\\\\\/]|$))(?![\\\\\\/])';

/** Two words of a target of which one contradicts the other, so that the last one would win. */
export function contradiction(words: readonly string[]): readonly [string, string] | undefined {
  for (const [index, word] of words.entries()) {
    const other = words.slice(0, index).find((one) => about(one) === about(word) && one !== word);
    if (other !== undefined) return [other, word];
  }
  return undefined;
}

function about(word: string): string {
  const name = /^[^=]*/.exec(word.toLowerCase())?.[0] ?? word;
  return word.includes('=') || name === 'latest' ? name : 'the client';
}
