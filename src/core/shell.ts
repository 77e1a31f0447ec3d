/** A word as a POSIX shell takes it, in the fewest quotes that keep it as it is. */
export function shellWord(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  if (!word.includes("'")) return `'${word}'`;
  return /[$`\\!"]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}
