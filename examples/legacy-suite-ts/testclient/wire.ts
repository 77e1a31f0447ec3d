/** What both versions of the client share: how a request is sent, and what comes back. */
import type { Application, Incoming, Outgoing } from '../shop/http.ts';

export type { Application };

export type Params = Readonly<Record<string, string | number | readonly (string | number)[]>>;
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
export type Field = string | number | boolean;
export type Fields = Readonly<Record<string, Field | readonly Field[]>>;
export type Raw = string | Uint8Array;
/** A file of a form: its name, what it holds, and its type. */
export type FilePart = readonly [name: string, content: Raw, type?: string];

export interface Body {
  readonly type?: string;
  readonly bytes: Uint8Array;
}

export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | undefined;
  readonly follow: boolean;
  /** Cookies of this request and of those that it is redirected to, and of no others. */
  readonly cookies?: Readonly<Record<string, string>>;
}

/** What the application answered, and to which URL in the end. */
export interface Answer {
  readonly url: URL;
  readonly outgoing: Outgoing;
}

/** What the responses of both versions have. */
export class AnyResponse<T = unknown> {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;

  constructor({ url, outgoing: { status, headers, body } }: Answer) {
    this.url = url.pathname + url.search;
    this.status = status;
    this.headers = headers;
    this.bytes = body;
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  json(): T {
    return JSON.parse(this.text) as T;
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export const rawBody = (raw: Raw): Body => ({ bytes: typeof raw === 'string' ? encode(raw) : raw });

export const jsonBody = (value: unknown): Body => ({
  type: 'application/json',
  bytes: encode(JSON.stringify(value)),
});

export const formBody = (pairs: readonly (readonly [string, Field])[]): Body => ({
  type: 'application/x-www-form-urlencoded',
  bytes: encode(String(new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])))),
});

export const pairsOf = (fields: Fields): readonly (readonly [string, Field])[] =>
  Object.entries(fields).flatMap(([key, value]) =>
    [value].flat().map((one): readonly [string, Field] => [key, one as Field]),
  );

const BOUNDARY = 'teahouse-boundary';

export function multipartBody(
  pairs: readonly (readonly [string, Field])[],
  files: Readonly<Record<string, FilePart>>,
): Body {
  const parts = [
    ...pairs.map(([key, value]) => part(`name="${key}"`, undefined, String(value))),
    ...Object.entries(files).map(([key, [name, content, type]]) =>
      part(`name="${key}"; filename="${name}"`, type ?? 'application/octet-stream', content),
    ),
    encode(`--${BOUNDARY}--\r\n`),
  ];
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, bytes: Buffer.concat(parts) };
}

function part(disposition: string, type: string | undefined, content: Raw): Uint8Array {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  const bytes = typeof content === 'string' ? encode(content) : content;
  return Buffer.concat([
    encode(`${head}${type ? `Content-Type: ${type}\r\n` : ''}\r\n`),
    bytes,
    encode('\r\n'),
  ]);
}

export function withParams(base: string, path: string, params: Params): URL {
  const url = new URL(path, base);
  for (const [key, value] of Object.entries(params)) {
    for (const one of [value].flat()) url.searchParams.append(key, String(one));
  }
  return url;
}

const MAX_REDIRECTS = 20;

/** A new place of something that was made (201) is none that a request is sent on to. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Sends requests to an application, remembers its cookies, and follows its redirects. */
export class Wire {
  readonly #application: Application;
  readonly cookies = new Map<string, string>();

  constructor(application: Application) {
    this.#application = application;
  }

  async send(sent: Sent): Promise<Answer> {
    let request = sent;
    for (let count = 0; count <= MAX_REDIRECTS; count++) {
      const outgoing = await this.#once(request);
      const to = outgoing.headers.get('location');
      if (!sent.follow || to === null || !REDIRECTS.has(outgoing.status))
        return { url: request.url, outgoing };
      request = redirected(request, outgoing.status, to);
    }
    throw new Error('too many redirects');
  }

  async #once({ method, url, headers: given, body, cookies: own = {} }: Sent): Promise<Outgoing> {
    const headers = new Headers({ ...(body?.type !== undefined && { 'content-type': body.type }), ...given });
    const cookies = Object.entries({ ...Object.fromEntries(this.cookies), ...own }).map(([name, value]) => `${name}=${value}`);
    if (cookies.length > 0)
      headers.set('cookie', [headers.get('cookie'), ...cookies].filter(Boolean).join('; '));
    const request: Incoming = { method, url, headers, body: body?.bytes ?? new Uint8Array() };
    const response = await this.#application(request);
    for (const cookie of response.headers.getSetCookie()) this.#remember(cookie);
    return response;
  }

  #remember(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function redirected(request: Sent, status: number, to: string): Sent {
  const url = new URL(to, request.url);
  const becomesGet = status === 303 || (status < 303 && request.method === 'POST');
  return becomesGet && request.method !== 'HEAD'
    ? { ...request, url, method: 'GET', body: undefined }
    : { ...request, url };
}
