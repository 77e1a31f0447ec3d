import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const NODE = /^(?:node|nodejs|npm|npx|corepack)$/;

/** A PATH in a new folder below the given one that has the programs of the system, but for Node and what comes with it. */
export function pathWithoutNode(folder: string): string {
  const path = join(folder, 'path');
  mkdirSync(path);
  for (const bin of ['/usr/bin', '/bin'])
    for (const name of readdirSync(bin).filter((one) => !NODE.test(one)))
      if (!existsSync(join(path, name))) link(join(bin, name), join(path, name));
  return path;
}

function link(program: string, to: string): void {
  try {
    symlinkSync(program, to);
  } catch {
    // There is a link already, to something that is not there.
  }
}
