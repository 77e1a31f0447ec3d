/** The first version of the client: one `data` for every body, with every method; only `get` and `options` follow redirects. */
import { STATUS_CODES } from 'node:http';
import {
  AnyResponse,
  formBody,
  jsonBody,
  multipartBody,
  pairsOf,
  rawBody,
  Wire,
  withParams,
  type Application,
  type Body,
  type Field,
  type Fields,
  type FilePart,
  type Json,
  type Params,
  type Raw,
} from './wire.ts';

/** A response: whether all went well, and the reason. */
export class ClientResponse<T = unknown> extends AnyResponse<T> {
  get ok(): boolean {
    return this.status < 400;
  }

  get reason(): string {
    return STATUS_CODES[this.status] ?? '';
  }
}

export interface RequestOptions {
  readonly params?: Params;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with this request alone. */
  readonly cookies?: Readonly<Record<string, string>>;
  /** A raw body, or the fields of a form: an object, or an array of pairs. */
  readonly data?: Raw | Fields | readonly (readonly [string, Field])[] | URLSearchParams;
  readonly json?: Json;
  readonly files?: Readonly<Record<string, FilePart>>;
  readonly allowRedirects?: boolean;
  /** In milliseconds. Nothing is waited for, and nothing is encrypted: neither of these has an effect. */
  readonly timeout?: number;
  readonly verify?: boolean;
}

const OPTIONS: ReadonlySet<string> = new Set([
  'params',
  'headers',
  'cookies',
  'data',
  'json',
  'files',
  'allowRedirects',
  'timeout',
  'verify',
]);

export class TestClient {
  readonly #wire: Wire;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    application: Application,
    { headers = {} }: { readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    this.#wire = new Wire(application);
    this.#headers = headers;
  }

  static create(application: Application): TestClient {
    return new TestClient(application);
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#wire.cookies;
  }

  get<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.request<T>('GET', url, following(options));
  }

  head(url: string, options?: RequestOptions): Promise<ClientResponse> {
    return this.request('HEAD', url, options);
  }

  options<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.request<T>('OPTIONS', url, following(options));
  }

  delete<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.request<T>('DELETE', url, options);
  }

  post<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.request<T>('POST', url, options);
  }

  put<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.request<T>('PUT', url, options);
  }

  patch<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.request<T>('PATCH', url, options);
  }

  async request<T = unknown>(
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<ClientResponse<T>> {
    const unknown = Object.keys(options).find((name) => !OPTIONS.has(name));
    if (unknown !== undefined) throw new TypeError(`request() got an unexpected option '${unknown}'`);
    const { params = {}, headers = {}, cookies = {}, allowRedirects: follow = false } = options;
    const url = withParams('http://testserver', path, params);
    const answer = await this.#wire.send({
      method,
      url,
      headers: { ...this.#headers, ...headers },
      body: bodyOf(options),
      follow,
      cookies,
    });
    return new ClientResponse<T>(answer);
  }
}

export const createTestClient = (application: Application): TestClient => new TestClient(application);

/** What `get` and `options` do unless they are told otherwise; the other methods stay where the answer is. */
const following = ({ allowRedirects = true, ...options }: RequestOptions = {}): RequestOptions => ({
  ...options,
  allowRedirects,
});

function bodyOf({ data, json, files }: RequestOptions): Body | undefined {
  if (typeof data === 'string' || data instanceof Uint8Array) {
    if (data.length > 0 && files) throw new TypeError('a raw body and files exclude each other');
    if (data.length > 0) return rawBody(data);
  }
  const pairs = pairsIn(data);
  if (files) return multipartBody(pairs, files);
  if (pairs.length > 0) return formBody(pairs);
  return json === undefined ? undefined : jsonBody(json);
}

function pairsIn(data: RequestOptions['data']): readonly (readonly [string, Field])[] {
  if (data === undefined || typeof data === 'string' || data instanceof Uint8Array) return [];
  if (data instanceof URLSearchParams) return [...data];
  return isPairs(data) ? data : pairsOf(data);
}

const isPairs = (
  data: Fields | readonly (readonly [string, Field])[],
): data is readonly (readonly [string, Field])[] => Array.isArray(data);
