import type { CodeLanguage } from '../core/rule.ts';

/** What is known of the names that clients go by. */

/** What stands before `client` in the name of another service's client. Parts of regular expressions. */
const SERVICES: readonly string[] = [
  // Databases, caches and search.
  ...[
    'redis',
    'es',
    'elastic\\w*',
    'opensearch',
    'mongo\\w*',
    'db',
    'database',
    'sql\\w*',
    'pg',
    'dynamo\\w*',
  ],
  ...[
    'influx\\w*',
    'memcached?',
    'cache',
    'prisma',
    'supabase',
    'bq',
    'etcd',
    'zk',
    'consul',
    'vault',
    'ldap',
  ],
  // Queues, storage and machines.
  ...[
    'kafka',
    'sqs',
    'sns',
    'rabbit\\w*',
    'mqtt',
    'celery',
    's3',
    'gcs',
    'storage',
    'aws',
    'boto\\w*',
    'docker',
  ],
  ...['k8s', 'kube\\w*', 'smtp', 'ftp', 'sftp', 'ssh'],
  // What sends real requests, and what asks in another way.
  ...[
    'requests',
    'aiohttp',
    'axios',
    'grpc',
    'trpc',
    'apollo',
    'graphql',
    'gql',
    'query',
    'stripe',
    'oauth',
    'oidc',
  ],
];

/**
 * Words that mean another service in one language alone. `http_client` sends real requests in Python; test clients of
 * JavaScript are called `httpClient`. An `auth_client` of Python is a test client that has logged in.
 */
const OWN: Readonly<Record<CodeLanguage, readonly string[]>> = {
  python: ['http2?'],
  javascript: ['auth', 'socket', 'ws'],
};

const ofService = (language: CodeLanguage): RegExp =>
  new RegExp(`(?:${[...SERVICES, ...OWN[language]].join('|')})_?client$`, 'i');

const OTHER_SERVICES: Readonly<Record<CodeLanguage, RegExp>> = {
  python: ofService('python'),
  javascript: ofService('javascript'),
};

const DOUBLES = /(?:^|_)(?:mock|fake|stub|dummy|spy)/i;

/** Whether a name is that of a client of another service, or of a test double: no test client is called so. */
export const isOtherClient = (name: string, language: CodeLanguage): boolean =>
  OTHER_SERVICES[language].test(name) || DOUBLES.test(name);
