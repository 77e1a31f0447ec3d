/** A request as it reaches the application. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface Outgoing {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export type Application = (request: Incoming) => Outgoing | Promise<Outgoing>;

/** What a route is given: the request, and what stands for the names in its path. */
export type Route = (
  request: Incoming,
  names: Readonly<Record<string, string>>,
) => Outgoing | Promise<Outgoing>;

export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const textOf = ({ body }: Incoming): string => new TextDecoder().decode(body);

export function jsonOf(request: Incoming): unknown {
  try {
    return JSON.parse(textOf(request));
  } catch {
    throw new HttpError(400, 'that is no JSON');
  }
}

export function formOf(request: Incoming): URLSearchParams {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new HttpError(415, 'send a form');
  return new URLSearchParams(textOf(request));
}

export function text(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Outgoing {
  return {
    status,
    headers: new Headers({ 'content-type': 'text/plain; charset=utf-8', ...headers }),
    body: new TextEncoder().encode(body),
  };
}

export const json = (value: unknown, status = 200): Outgoing => ({
  ...text(JSON.stringify(value), status),
  headers: new Headers({ 'content-type': 'application/json' }),
});

export const empty = (status = 204): Outgoing => ({ status, headers: new Headers(), body: new Uint8Array() });

export const redirect = (
  to: string,
  status = 303,
  headers: Readonly<Record<string, string>> = {},
): Outgoing => ({
  ...empty(status),
  headers: new Headers({ location: to, ...headers }),
});

/** The value of a cookie. */
export const cookieOf = ({ headers }: Incoming, name: string): string | undefined =>
  (headers.get('cookie') ?? '')
    .split('; ')
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** An application made of routes: `"POST /orders/:id"`. */
export function router(routes: Readonly<Record<string, Route>>): Application {
  const patterns = Object.entries(routes).map(([key, route]) => {
    const [method = '', path = ''] = key.split(' ');
    return { method, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`), route };
  });
  return async (request) => {
    const found = patterns.flatMap(({ method, pattern, route }) => {
      const match = pattern.exec(request.url.pathname);
      return match ? [{ method, route, names: match.groups ?? {} }] : [];
    });
    const chosen = found.find(({ method }) => method === request.method);
    if (!chosen) return text(found.length > 0 ? 'not this way' : 'not here', found.length > 0 ? 405 : 404);
    try {
      return await chosen.route(request, chosen.names);
    } catch (error) {
      if (error instanceof HttpError) return text(error.message, error.status);
      throw error;
    }
  };
}
