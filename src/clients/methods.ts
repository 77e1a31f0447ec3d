/** What is known of one method of the clients. Names of methods and options are canonical: `websocketConnect`. */
export interface Method {
  /**
   * The parameters that the old client took by position, in order; the first are the URL and what comes before it.
   * Source: `Session` in sessions.py of requests 2.28 to 2.34, `TestClient` in testclient.py of Starlette 0.20.4.
   */
  readonly positional: readonly string[];
  /** Whether the new client's method takes a body. Source: `TestClient` in testclient.py of Starlette 0.21. */
  readonly takesBody: boolean;
  /** Whether the old client's method followed redirects by default. Source: `TestClient.request` of Starlette 0.20.4. */
  readonly followed: boolean;
  /** What a call gives. */
  readonly gives: 'response' | 'session';
}

const verb = (followed: boolean, ...more: readonly string[]): Method => ({
  positional: ['url', ...more],
  takesBody: false,
  followed,
  gives: 'response',
});

const METHODS: Readonly<Record<string, Method>> = {
  // `params` by position: requests 2.34.
  get: verb(true, 'params'),
  options: verb(true),
  head: verb(false),
  delete: verb(false),
  post: { ...verb(false, 'data', 'json'), takesBody: true },
  put: { ...verb(false, 'data'), takesBody: true },
  patch: { ...verb(false, 'data'), takesBody: true },
  request: {
    positional: [
      'method',
      'url',
      'params',
      'data',
      'headers',
      'cookies',
      'files',
      'auth',
      'timeout',
      'allowRedirects',
      'proxies',
      'hooks',
      'stream',
      'verify',
      'cert',
      'json',
    ],
    takesBody: true,
    followed: false,
    gives: 'response',
  },
  // Takes a prepared request, so no option that a rule looks for but `allowRedirects`.
  send: { positional: ['request'], takesBody: false, followed: true, gives: 'response' },
  websocketConnect: {
    positional: ['url', 'subprotocols'],
    takesBody: false,
    followed: true,
    gives: 'session',
  },
};

export const methodNamed = (name: string): Method | undefined =>
  Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;

/** Every method of a client that sends a request or opens a session. */
export const METHOD_NAMES: readonly string[] = Object.keys(METHODS);

/** Methods that send one request of their own making, by the name of its HTTP method or as `request`. */
export const REQUESTS: readonly string[] = METHOD_NAMES.filter(
  (name) => !['send', 'websocketConnect'].includes(name),
);

/** Methods that took a body and take none now. */
export const BODYLESS: readonly string[] = REQUESTS.filter((name) => !METHODS[name]!.takesBody);

/** Methods that take a body. */
export const WITH_BODY: readonly string[] = REQUESTS.filter((name) => METHODS[name]!.takesBody);

/** Methods that did not follow redirects and do now. */
export const STAYED: readonly string[] = REQUESTS.filter((name) => !METHODS[name]!.followed);

/** The index of the URL among the positional arguments of a method. */
export const urlIndex = ({ positional }: Method): number => positional.indexOf('url');
