import { createHash, type Hash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadManifests } from '../../languages/index.ts';
import type { FileSettings } from '../config/settings.ts';
import { listFolder } from '../files/listing.ts';
import { foldersBetween, namesIn } from '../files/manifests.ts';
import { realPath, shown } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';
import { groupsOf } from '../migrate/files.ts';
import type { Pass } from '../options.ts';
import { version } from '../version.ts';
import { digestOf } from './digest.ts';

/** Increased with every change of what an entry is, or of what it depends on. */
const FORMAT = 1;

/**
 * Names all that the migration of files depends on but what is read besides the listed files: this build, the settings of each file, and
 * the name and content of every file that their projects list. Paths count relative to the working directory.
 */
export async function keyOf(files: readonly SourceFile[], pass: Pass): Promise<string> {
  const hash = createHash('sha256');
  const put = putting(hash);
  const { mode, target, share, noIgnore } = pass;
  put([FORMAT, version(), build(), mode === 'write', target ?? null, share?.shard ?? null, noIgnore]);
  for (const members of groupsOf(files)) await putGroup(members, pass, put);
  return hash.digest('hex');
}

type Put = (parts: readonly unknown[]) => void;

/** JSON keeps the parts apart, whatever is in them. The newest version is an infinite number, which JSON has none of. */
const putting =
  (hash: Hash): Put =>
  (parts) =>
    void hash.update(
      `${JSON.stringify(parts, (_, value: unknown) => (value === Infinity ? 'Infinity' : value))}\n`,
    );

async function putGroup(
  members: readonly [SourceFile, ...SourceFile[]],
  pass: Pass,
  put: Put,
): Promise<void> {
  const [{ language, root }] = members;
  const base = realPath(pass.cwd);
  put([language.name, shown(base, root.folder)]);
  const real = new Map<string, string>();
  for (const file of members) {
    put([file.path, file.projectPath, file.isNamed === true, settingsEntry(await pass.settings.of(file))]);
    real.set(file.file, file.real);
  }
  const { extensions } = language;
  const listing = await listFolder(root.folder, root, pass.roots, { extensions, noIgnore: pass.noIgnore });
  for (const one of listing.files) if (one.root.folder === root.folder) real.set(one.file, one.real);
  for (const [index, file] of [...real.keys()].sort().entries()) {
    if (index % 64 === 0) await setImmediate();
    put([shown(base, file), shown(base, real.get(file) ?? file), contentOf(file)]);
  }
  if (language.name !== 'python') return;
  // They tell what the suite is to run on.
  const { isManifest } = await loadManifests();
  for (const folder of foldersAbove(members))
    for (const name of namesIn(folder).filter(isManifest))
      put([shown(base, folder), name, contentOf(`${folder}/${name}`)]);
}

/** The folders of files and those above them, up to the root. */
function foldersAbove(files: readonly SourceFile[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { real, root } of files)
    for (const folder of foldersBetween(dirname(real), root.folder)) {
      // What is above it is known as well.
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  return folders;
}

function contentOf(file: string): string {
  const read = readBytes(file);
  return 'bytes' in read ? digestOf(read.bytes) : `${read.reason}: ${read.problem}`;
}

const settingsEntry = ({ rules, ...settings }: FileSettings): unknown => ({
  ...settings,
  rules: rules.map(({ name }) => name),
});

/** Tells builds of one version apart: the modules of a build are named by what they hold. */
const build = (): string =>
  readdirSync(fileURLToPath(new URL('.', import.meta.url)))
    .sort()
    .join();
