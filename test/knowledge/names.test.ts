import { expect, test } from 'vitest';
import { isOtherClient } from '../../src/clients/names.ts';

test.each([
  'client',
  'test_client',
  'api_client',
  'async_client',
  'testClient',
  'adminTestClient',
  '_client',
])('%s may be a test client', (name) => {
  expect([isOtherClient(name, 'python'), isOtherClient(name, 'javascript')]).toEqual([false, false]);
});

// Each language once knew services that the other had not heard of.
test.each([
  ...['redis_client', 's3_client', 'my_redis_client', 'redisClient', 'S3Client', 'elasticsearch_client'],
  ...['stripe_client', 'supabase_client', 'graphql_client', 'axios_client', 'pg_client'],
  ...['bq_client', 'boto3_client', 'celery_client', 'memcached_client', 'requests_client', 'bqClient'],
])('%s is a client of another service', (name) => {
  expect([isOtherClient(name, 'python'), isOtherClient(name, 'javascript')]).toEqual([true, true]);
});

test.each([
  'mock_client',
  'fake_test_client',
  'mockClient',
  'fakeTestClient',
  'the_stub_client',
  'mocked_client',
])('%s is a double', (name) => {
  expect([isOtherClient(name, 'python'), isOtherClient(name, 'javascript')]).toEqual([true, true]);
});

test('some names mean another service in one language alone', () => {
  const names = ['http_client', 'httpClient', 'auth_client', 'authClient', 'ws_client'];
  expect(names.filter((name) => isOtherClient(name, 'python'))).toEqual(['http_client', 'httpClient']);
  expect(names.filter((name) => isOtherClient(name, 'javascript'))).toEqual([
    'auth_client',
    'authClient',
    'ws_client',
  ]);
});
