/** What is known of the Python packages that hold clients. Tables only: a framework or a factory is one more line here. */

/** Test clients that were built on requests and are on httpx now, by every dotted name they are imported under. */
const CLIENTS: ReadonlySet<string> = new Set([
  'starlette.testclient.TestClient',
  'fastapi.testclient.TestClient',
  'starlite.TestClient',
  'starlite.testing.TestClient',
  'starlite.testing.test_client.TestClient',
  'esmerald.testclient.EsmeraldTestClient',
  'xpresso.testclient.TestClient',
]);

/** Functions that return such a client, used in a `with` as often as not. */
const FACTORIES: ReadonlySet<string> = new Set([
  'starlite.create_test_client',
  'starlite.testing.create_test_client',
  'starlite.testing.test_client.create_test_client',
  'esmerald.testclient.create_client',
]);

/** httpx's own clients are test clients when they are given an application. */
const SHORTCUTS: ReadonlySet<string> = new Set([
  'httpx.AsyncClient',
  'httpx.Client',
  'httpx2.AsyncClient',
  'httpx2.Client',
]);

/** Whether a package is httpx, under its old name or its new one. */
export const isHttpx = (path: string): boolean => path === 'httpx' || path === 'httpx2';

/** Classes of responses: of requests, which the old test client returned, and of httpx. */
const RESPONSES: ReadonlyMap<string, 'test-client' | 'httpx'> = new Map([
  ['requests.Response', 'test-client'],
  ['requests.models.Response', 'test-client'],
  ['httpx.Response', 'httpx'],
  ['httpx2.Response', 'httpx'],
]);

/** Dotted names of all classes of responses. */
export const RESPONSE_PATHS: readonly string[] = [...RESPONSES.keys()];

/** Dotted names of all clients, and of what makes them. */
export const CLIENT_PATHS: readonly string[] = [...CLIENTS, ...FACTORIES, ...SHORTCUTS];

/** Words of which one stands in every project that has a client. */
export const CLIENT_PACKAGES: readonly string[] = [
  'TestClient',
  ...new Set(CLIENT_PATHS.map((path) => path.split('.')[0] ?? path)),
];

export type ClientKind = 'client' | 'factory' | 'shortcut';

/** What kind of client calling `path` returns; `undefined` when none is known. */
export function clientKind(path: string): ClientKind | undefined {
  if (CLIENTS.has(path)) return 'client';
  if (FACTORIES.has(path)) return 'factory';
  return SHORTCUTS.has(path) ? 'shortcut' : undefined;
}

/** The modules that define the clients of frameworks. One of the project's own by that name is asked what it defines. */
export const isClientModule = (path: string): boolean =>
  path === 'starlette.testclient' || path === 'fastapi.testclient';

/** The library whose clients return instances of a class of responses; `undefined` for any other class. */
export const responseLibrary = (path: string): 'test-client' | 'httpx' | undefined => RESPONSES.get(path);

/** The class that test clients were derived from as long as they were built on requests. */
export const isOldBase = (path: string): boolean =>
  path === 'requests.Session' || path === 'requests.sessions.Session';

/**
 * Packages with clients of their own; a file or class built on one of them has no client of ours under that name. The backport
 * `starlette_testclient` is among them: it is the old client, on requests with every Starlette (0.4.1 with Starlette 0.20 to 1.10).
 */
const OTHER_FRAMEWORKS: ReadonlySet<string> = new Set(
  // Frameworks, and what sends requests to them in tests.
  (
    'aiohttp apistar asgi_tools async_asgi_testclient blacksheep bottle cherrypy chalice django django_webtest emmett falcon ' +
    'flask flask_testing litestar locust molten morepath muffin ninja pyramid quart rest_framework robyn sanic sanic_testing ' +
    'starlette_testclient tornado webtest werkzeug zeep ' +
    // What sends real requests, drives browsers, or calls procedures.
    'asks grpc gql playwright pycurl requests_html selenium treq urllib3 uplink websockets xmlrpc ' +
    // Databases, caches, search and queues.
    'aerospike aiobotocore aiocache aiokafka aiomcache aioredis asyncpg cassandra celery chromadb clickhouse_connect ' +
    'clickhouse_driver confluent_kafka consul couchbase elasticsearch elastic_transport etcd3 fakeredis hvac influxdb ' +
    'influxdb_client kafka kazoo ldap3 memcache meilisearch milvus motor mqtt nats neo4j opensearchpy paho pika pinecone ' +
    'psycopg pulsar pymemcache pymilvus pymongo qdrant_client redis rediscluster tiled typesense valkey weaviate ' +
    // Machines, storage and services.
    'azure boto boto3 botocore dask distributed docker dropbox firebase_admin ftplib github gitlab google hdfs jenkins jira ' +
    'kubernetes kubernetes_asyncio libcloud minio mlflow moto novaclient openai anthropic openstack paramiko podman prefect ' +
    's3fs sentry_sdk slack_sdk smtplib stripe supabase telethon twilio zmq'
  ).split(' '),
);

export const isOtherFramework = (path: string): boolean => OTHER_FRAMEWORKS.has(path.split('.')[0] ?? '');

/** Whether something that no table knows is named like a test client or like what makes one. */
export const soundsLikeClient = (path: string): boolean =>
  !isOtherFramework(path) &&
  /(^|[._])(Async|Api)?TestClient$|test_client$/.test(path) &&
  !/app(lication)?\.test_client$/.test(path);
