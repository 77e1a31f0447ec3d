import { rule as bodyToRequest } from '../../../transforms/body-to-request.ts';
import { rule as dataToContent } from '../../../transforms/data-to-content.ts';
import { rule as followRedirects } from '../../../transforms/follow-redirects.ts';
import { cases, findings } from '../../support/rules.ts';
import { ts } from '../../support/snippets.ts';

const REQUEST = 'request(method: string, url: string, options: any = {})';

findings(dataToContent, [
  [
    'an override of `request` that written calls give text alone: other methods call it too',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        ${REQUEST} { return super.request(method, url, { data: options.data, ...options }); }
      }
      new Api(app).request("PUT", "/", { data: "raw" });
    `,
    ['options.data', 'if it is text or bytes', '`request` is overridden here, and called from elsewhere too'],
  ],
  [
    'an override in a property',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        post = (url: string, options: any) => super.request("POST", url, { data: options.data });
      }
      new Api(app).post("/", { data: "raw" });
    `,
    ['options.data', 'if it is text or bytes', '`post` is overridden here'],
  ],
  [
    'a call that an override of `request` passes on by names',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        ${REQUEST} { return super.request(method, url, { json: options.json }); }
      }
      new Api(app).post("/", { data: "raw" });
    `,
    ['data', 'once the override of `request` (tests/it.test.ts:', 'passes on all of its options'],
  ],
  [
    'a call of a method that is held or computed, which goes through the override too',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        ${REQUEST} { return super.request(method, url, { json: options.json }); }
      }
      const { post } = new Api(app);
      post("/", { data: "raw" });
      for (const verb of ["post", "put"] as const) new Api(app)[verb]("/", { data: "raw" });
    `,
    ['data', 'passes on all of its options'],
    ['data', 'passes on all of its options'],
  ],
  [
    'a call that an override of `request` looks into',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        request(method: string, url: string, { data, ...rest }: any = {}) {
          return super.request(method, url, data ? { ...rest, headers: sign(String(data)) } : rest);
        }
      }
      new Api(app).post("/", { data: "raw" });
    `,
    ['request', 'cannot see every argument'],
    ['data', 'looks at that as it looks at `data`'],
  ],
]);

findings(followRedirects, [
  [
    'a redirect option that an override of `request` leaves out',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        request(method: string, url: string, { allowRedirects = true, ...rest }: any = {}) {
          return super.request(method, url, rest);
        }
      }
      new Api(app).get("/", { allowRedirects: false });
    `,
    ['request', 'cannot see every argument'],
    ['allowRedirects', 'rename it', 'has to pass on `followRedirects` first'],
  ],
]);

cases(dataToContent, [
  [
    'a call that an override of `request` passes on as it is',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        ${REQUEST} { return super.request(method, url, { ...options, headers: {} }); }
      }
      new Api(app).post("/", { data: "raw" });
    `,
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        ${REQUEST} { return super.request(method, url, { ...options, headers: {} }); }
      }
      new Api(app).post("/", { content: "raw" });
    `,
  ],
]);

cases(followRedirects, [
  [
    'an option that an override gives itself',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        ${REQUEST} { return super.request(method, url, { allowRedirects: false, ...options }); }
      }
    `,
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        ${REQUEST} { return super.request(method, url, { followRedirects: false, ...options }); }
      }
    `,
  ],
]);

cases(bodyToRequest, [
  [
    'a method of `super`, which calls `request` of the object',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        list() { return super.get<string>("/", { json: {} }); }
      }
    `,
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        list() { return this.request<string>("GET", "/", { json: {} }); }
      }
    `,
  ],
]);
