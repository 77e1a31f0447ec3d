import { test as base } from 'vitest';
import { TestClient } from 'testclient';
import { createApp } from '../shop/app.ts';
import { login } from './helpers.ts';

interface Fixtures {
  client: TestClient;
  member: TestClient;
}

/** Tests that are given a client, and one that is logged in. */
export const test = base.extend<Fixtures>({
  client: async ({}, use) => {
    await use(new TestClient(createApp()));
  },
  member: async ({}, use) => {
    const member = TestClient.create(createApp());
    await login(member);
    await use(member);
  },
});
