import { methodNamed, REQUESTS, urlIndex } from '../../../clients/methods.ts';
import { CLIENT_CLASSES, CLIENT_FACTORIES } from '../../../clients/npm.ts';
import type { Settings } from '../../../core/language.ts';

/** What makes clients, by the names under which a module exports it. */
export interface ClientNames {
  readonly classes: ReadonlySet<string>;
  /** Functions (`createTestClient`) and static methods (`TestClient.create`). */
  readonly factories: ReadonlySet<string>;
  /** Those that the user names, and the packages whose clients the user says are old ones. */
  readonly configured: ReadonlySet<string>;
}

/** The names known by default, and what the user adds: `ApiClient` is a class, `makeClient()` a function, `@acme/testing` a package. */
export function clientNames({ clients }: Settings): ClientNames {
  const bare = clients.map((name) => name.replace(/\s+|^new\b/g, ''));
  const called = bare.filter((name) => name.endsWith('()')).map((name) => name.slice(0, -2));
  const classes = bare.filter((name) => /^[A-Z][\w$]*$/.test(name));
  return {
    classes: new Set([...CLIENT_CLASSES, ...classes]),
    factories: new Set([...CLIENT_FACTORIES, ...called, ...classes.map((name) => `${name}.create`)]),
    configured: new Set([...bare, ...called]),
  };
}

const REQUEST_METHODS: ReadonlySet<string> = new Set(REQUESTS);

/** Whether a client has a method of this name that sends a request. */
export const isClientMethod = (name: string): boolean => REQUEST_METHODS.has(name);

/** The index of the argument that holds the options: the one after the URL. A method chosen at run time takes a URL first. */
export function optionsIndex(name: string): number {
  const method = isClientMethod(name) ? methodNamed(name) : undefined;
  return method ? urlIndex(method) + 1 : 1;
}
