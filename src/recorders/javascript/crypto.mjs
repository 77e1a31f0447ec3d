import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Takes its time to load, and most processes need none. */
export const crypto = () => require('node:crypto');
