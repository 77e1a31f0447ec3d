import { createTestClient, TestClient } from 'testclient';
import { createApp } from '../shop/app.ts';

/** A client of a shop that nobody has used. */
export const freshClient = () => createTestClient(createApp());

/** One shop for the tests that only look. */
export const window = new TestClient(createApp());

/** Says who it is with every request. */
export class PartnerClient extends TestClient {
  constructor(name: string) {
    super(createApp(), { headers: { 'x-partner': name } });
  }
}
