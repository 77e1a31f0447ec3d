import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** The text of the file at `path`, laid out as `npm run lint` wants it. */
export async function formatFile(root: string, path: string, text: string): Promise<string> {
  const filepath = join(root, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
