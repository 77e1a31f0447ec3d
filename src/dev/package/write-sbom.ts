import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carriedBy } from './carried.ts';
import { sbomOf } from './sbom.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** git ignores it: it is made for a release, whose commit is not known before. */
const FILE = 'sbom.cdx.json';

const sbom = sbomOf(ROOT, await carriedBy(ROOT));
writeFileSync(join(ROOT, FILE), `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${FILE} lists ${sbom.components.length} components`);
