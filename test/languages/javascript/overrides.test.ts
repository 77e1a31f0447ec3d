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

findings(dataToContent, [
  [
    'a call on `this` where a derived class overrides the method, near and far',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        create() { return this.post("/", { data: "raw" }); }
        change(verb: "put" | "post") { return this[verb]("/", { data: "raw" }); }
        later() { const self = this; return () => self.post("/", { data: "raw" }); }
      }
      class Plain extends Api {}
      class Signed extends Plain {
        post(url: string, { data, ...rest }: any) { return super.post(url, { ...rest, json: sign(data) }); }
      }
    `,
    ['data', 'rename the option', '`Signed` derives from this class and overrides `post` (tests/it.test.ts:'],
    ['data', 'rename the option', '`Signed` derives from this class'],
    ['data', 'rename the option', '`Signed` derives from this class'],
    ['post', 'cannot see every argument'],
  ],
  [
    'a call of `request` on `this` where a derived class overrides it',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        create() { return this.request("POST", "/", { data: "raw" }); }
      }
      class Signed extends Api {
        ${REQUEST} { return super.request(method, url, { json: options.data }); }
      }
    `,
    ['data', 'rename the option', '`Signed` derives from this class and overrides `request`'],
  ],
  [
    'a call on `this` or `super` that goes through the `request` of a derived class',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        create() { return this.post("/", { data: "raw" }); }
        post(url: string, options: any) { return super.post(url, { data: "raw" }); }
        change() { return this.put("/", { data: "raw" }); }
      }
      class Signed extends Api {
        ${REQUEST} { return super.request(method, url, { json: options.data }); }
      }
    `,
    ['data', 'the override of `request` (tests/it.test.ts:', 'looks at that'],
    ['data', 'the override of `request` (tests/it.test.ts:', 'looks at that'],
  ],
  [
    'a method that a derived class assigns to itself',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        create() { return this.post("/", { data: "raw" }); }
      }
      class Signed extends Api {
        constructor(app: App) { super(app); this.post = signed(super.post); }
      }
    `,
    [
      'data',
      'rename the option',
      "`Signed` puts its own `post` in the place of the client's (tests/it.test.ts:",
    ],
  ],
  [
    'a method that the class of the client assigns to itself',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        constructor(app: App) { super(app); this.post = signed(super.post); }
        create() { return this.post("/", { data: "raw" }); }
      }
      new Api(app).post("/", { data: "raw" });
    `,
    [
      'data',
      'rename the option',
      "`Api` puts its own `post` in the place of the client's (tests/it.test.ts:",
    ],
    [
      'data',
      'rename the option',
      "`Api` puts its own `post` in the place of the client's (tests/it.test.ts:",
    ],
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
  ...[
    ['overrides another method', 'class Other extends Api { put(url: string) { return super.get(url); } }'],
    ['has a static method of the name', 'class Other extends Api { static post(url: string) {} }'],
    [
      'does not derive from it',
      'class Other extends TestClient { post(url: string) { return super.get(url); } }',
    ],
    [
      'binds the method',
      'class Other extends Api { constructor() { super(app); this.post = this.post.bind(this); } }',
    ],
    ['only reads the method', 'class Other extends Api { send = this.post; }'],
  ].map(([what = '', other = '']) => {
    const of = (option: string) => ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {
        create() { return this.post("/", { ${option}: "raw" }); }
      }
      ${other}
    `;
    return [`a call on \`this\` where another class ${what}`, of('data'), of('content')] as const;
  }),
  [
    'a call on an object of the class itself',
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {}
      class Signed extends Api { post(url: string) { return super.get(url); } }
      new Api(app).post("/", { data: "raw" });
    `,
    ts`
      import { TestClient } from "../src/testing";
      class Api extends TestClient {}
      class Signed extends Api { post(url: string) { return super.get(url); } }
      new Api(app).post("/", { content: "raw" });
    `,
  ],
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
