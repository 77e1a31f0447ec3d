import type { Settings } from '../../../core/language.ts';

/** What makes clients, by the names under which a module hands it out. */
export interface ClientNames {
  readonly classes: ReadonlySet<string>;
  /** Functions (`createTestClient`) and static methods (`TestClient.create`). */
  readonly factories: ReadonlySet<string>;
}

const CLASSES = ['TestClient', 'AsyncClient'];
const FACTORIES = ['createTestClient', 'TestClient.create', 'AsyncClient.create'];

/** The names known by default, and what the user adds: `ApiClient` is a class, `makeClient()` a function. */
export function clientNames({ clients }: Settings): ClientNames {
  const bare = clients.map((name) => name.replace(/\s+|^new\b/g, ''));
  const called = bare.filter((name) => name.endsWith('()')).map((name) => name.slice(0, -2));
  const classes = bare.filter((name) => /^[A-Z][\w$]*$/.test(name));
  return {
    classes: new Set([...CLASSES, ...classes]),
    factories: new Set([...FACTORIES, ...called, ...classes.map((name) => `${name}.create`)]),
  };
}

/** Methods of the client, by the index of the argument that its options are. */
const METHODS: ReadonlyMap<string, number> = new Map([
  ...['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((name): [string, number] => [name, 1]),
  ['request', 2],
]);

export const isClientMethod = (name: string): boolean => METHODS.has(name);

/** The index of the argument that holds the options; a method chosen at run time takes them where the verbs do. */
export const optionsIndex = (method: string): number => METHODS.get(method) ?? 1;

/** Packages with clients of their own, and packages whose class of such a name speaks no HTTP. */
const OTHERS: ReadonlySet<string> = new Set(
  (
    'axios got ky supertest superagent superagent-use undici light-my-request hono request request-promise ' +
    'request-promise-native needle node-fetch cross-fetch ofetch wretch fastify inject chai-http frisby pactum nock msw ' +
    'playwright playwright-core cypress puppeteer webdriverio testcafe nightwatch ' +
    'redis ioredis memcached keyv lru-cache node-cache cache-manager mongodb mongoose pg mysql mysql2 typeorm knex ' +
    'sequelize mikro-orm objection drizzle-orm prisma kysely graphql-request urql async-mqtt mqtt elasticsearch minio ' +
    'aws-sdk firebase firebase-admin stripe openai kafkajs amqplib nats ldapjs'
  ).split(' '),
);

const OTHER_SCOPES =
  /^@(?:playwright|apollo|aws-sdk|google-cloud|azure|elastic|opensearch-project|prisma|redis|mikro-orm|hapi|urql|supabase|octokit|trpc|grpc|keyv|angular|nestjs\/axios|fastify|hono)(?:\/|$)/;

/** The package a module specifier leads into: `@scope/name`, `name`. */
const packageOf = (from: string): string => {
  const [scope = '', name = ''] = from.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
};

/** Whether a package has no client of ours, whatever it calls what it exports. */
export const isOtherPackage = (from: string): boolean =>
  OTHERS.has(packageOf(from)) || OTHER_SCOPES.test(from) || from.startsWith('node:');
