import { readPieces, type Unread } from './read.ts';

/** In bytes. Of a longer line only its beginning is handed out. */
const MAX_LINE = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * Hands out the lines of a file of at most `most` bytes, without their ends; `isCut` for the last one where its end is missing. Answers why it
 * cannot be read, where that is so. Memory does not grow with the file.
 */
export function readLines(
  file: string,
  most: number,
  take: (line: string, isCut: boolean) => void,
): Unread | undefined {
  let begun: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer): void => {
    // The piece is used again for what comes next.
    if (length + part.length <= MAX_LINE) begun.push(Buffer.from(part));
    length += part.length;
  };
  const end = (rest: Buffer, isCut: boolean): void => {
    const line = begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
    [begun, length] = [[], 0];
    take(line.toString('utf8'), isCut);
  };
  const unread = readPieces(file, most, (piece) => {
    let start = 0;
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, start)) {
      end(piece.subarray(start, at), false);
      start = at + 1;
    }
    if (start < piece.length) keep(piece.subarray(start));
  });
  if (!unread && length > 0) end(Buffer.alloc(0), true);
  return unread;
}
