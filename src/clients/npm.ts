/** What is known of npm packages that hold clients. Tables only: a class, a factory or a package is one more word here. */

/** Classes of test clients, by the names under which a module exports them. */
export const CLIENT_CLASSES: readonly string[] = ['TestClient', 'AsyncClient'];

/** Functions and static methods that return such a client. */
export const CLIENT_FACTORIES: readonly string[] = [
  'createTestClient',
  'TestClient.create',
  'AsyncClient.create',
];

/** Types of what such a client returns, by the names under which the module of the client exports them. */
export const RESPONSE_TYPES: readonly string[] = ['Response', 'TestResponse', 'ClientResponse'];

/** Packages with clients of their own, and packages whose class of such a name sends no HTTP requests. */
const OTHER_PACKAGES: ReadonlySet<string> = new Set(
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

/** The package that a module specifier belongs to: `@scope/name`, `name`. */
const packageOf = (from: string): string => {
  const [scope = '', name = ''] = from.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
};

/** Whether a package exports no test client, whatever its exports are called. */
export const isOtherPackage = (from: string): boolean =>
  OTHER_PACKAGES.has(packageOf(from)) || OTHER_SCOPES.test(from) || from.startsWith('node:');
