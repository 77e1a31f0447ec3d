import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carriedBy } from './carried.ts';
import { NOTICES, noticesOf } from './notices.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const carried = await carriedBy(ROOT);
writeFileSync(join(ROOT, NOTICES), noticesOf(ROOT, carried));
console.log(`${NOTICES} has the licences of ${carried.length} packages`);
