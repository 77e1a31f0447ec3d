import type { Random } from '../random.ts';

const NOUNS = ['order', 'invoice', 'parcel', 'customer', 'voucher', 'supplier', 'shelf', 'refund'] as const;
const VERBS = ['load', 'merge', 'price', 'archive', 'allocate', 'notify', 'validate', 'schedule'] as const;

/** Blocks of a module that look like client calls to a text search, and are none. */
const BLOCKS: readonly ((noun: string, verb: string, size: number, index: number) => string)[] = [
  (noun, verb, size, index) => `
export function ${verb}${capital(noun)}${index}(record: Map<string, unknown>, limit = ${size}): ${capital(noun)} | undefined {
  const state = record.get('state') ?? 'open';
  const retries = Number(record.get('retries') ?? 0);
  if (retries > limit) {
    logger.warn(\`${noun} \${String(record.get('id'))} was retried too often\`);
    record.delete('id');
    return undefined;
  }
  return { id: String(record.get('id')), state: String(state), total: Number(record.get('total')) * ${size} };
}
`,
  (noun, verb, size, index) => `
export class ${capital(noun)}${capital(verb)}Repository${index} {
  constructor(
    private readonly cache: Cache,
    private readonly redisClient: Redis,
  ) {}

  async ${verb}(key: string): Promise<${capital(noun)} | undefined> {
    const cached = this.cache.get(\`${noun}:\${key}\`);
    if (cached !== undefined) return JSON.parse(cached) as ${capital(noun)};
    const found = await this.redisClient.get(\`${noun}:\${key}\`);
    if (found === null) return undefined;
    this.cache.set(\`${noun}:\${key}\`, found, ${size});
    return JSON.parse(found) as ${capital(noun)};
  }

  async delete(key: string): Promise<boolean> {
    this.cache.delete(\`${noun}:\${key}\`);
    return (await this.redisClient.del(\`${noun}:\${key}\`)) > 0;
  }
}
`,
  (noun, verb, size) => `
router.get('/${noun}s/:key/${verb}${size}', async (request, response) => {
  const rows = (await fetchAll('${noun}s', { size: ${size} })).filter((row) => row.key === request.params.key);
  if (rows.length === 0) {
    response.status(404).json({ detail: \`no ${noun} \${request.params.key}\` });
    return;
  }
  response.set('X-Total-Count', String(rows.length)).json({ items: rows, next: Number(request.query.page) + 1 });
});
`,
  (noun, verb, size, index) => `
export async function ${verb}${capital(noun)}sUpstream${index}(baseUrl: string, rows: readonly ${capital(noun)}[]): Promise<number[]> {
  const codes: number[] = [];
  for (const [place, row] of rows.entries()) {
    if (place > 0 && place % ${size} === 0) await pause(100);
    const answer = await axios.post(\`\${baseUrl}/${noun}s\`, JSON.stringify(row), { maxRedirects: 0 });
    codes.push(answer.status);
  }
  return codes;
}
`,
];

const HEAD = `import axios from 'axios';
import type { Redis } from 'ioredis';
import { router } from '../router.js';
import { fetchAll, pause } from '../database.js';
import type { Cache } from '../cache.js';
import { logger } from '../logger.js';
import type { Customer, Invoice, Order, Parcel, Refund, Shelf, Supplier, Voucher } from '../models.js';
`;

/** A module of application code of at least `size` characters. */
export function applicationModule(random: Random, size: number): string {
  let text = HEAD;
  for (let index = 1; text.length < size; index++) {
    text += random.pick(BLOCKS)(random.pick(NOUNS), random.pick(VERBS), 2 + random.below(98), index);
  }
  return text;
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
