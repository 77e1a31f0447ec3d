/** The second version: raw bodies are `content`, `data` is an object of form fields, only some methods take a body, and all follow redirects. */
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
  type Fields,
  type FilePart,
  type Json,
  type Params,
  type Raw,
} from './wire.ts';

/** A response: `ok` has made way for its opposite, and the reason has another name. */
export class ClientResponse<T = unknown> extends AnyResponse<T> {
  get isError(): boolean {
    return this.status >= 400;
  }

  get reasonPhrase(): string {
    return STATUS_CODES[this.status] ?? '';
  }
}

export interface BodylessOptions {
  readonly params?: Params;
  readonly headers?: Readonly<Record<string, string>>;
  readonly followRedirects?: boolean;
}

export interface RequestOptions extends BodylessOptions {
  /** A raw body. */
  readonly content?: Raw;
  /** The fields of a form. */
  readonly data?: Fields | URLSearchParams;
  readonly json?: Json;
  readonly files?: Readonly<Record<string, FilePart>>;
}

const BODYLESS: readonly string[] = ['params', 'headers', 'followRedirects'];
const WITH_BODY: readonly string[] = [...BODYLESS, 'content', 'data', 'json', 'files'];

export interface ClientOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with every request. */
  readonly cookies?: Readonly<Record<string, string>>;
}

export class TestClient {
  readonly #wire: Wire;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(application: Application, { headers = {}, cookies = {} }: ClientOptions = {}) {
    this.#wire = new Wire(application);
    for (const [name, value] of Object.entries(cookies)) this.#wire.cookies.set(name, value);
    this.#headers = headers;
  }

  static create(application: Application): TestClient {
    return new TestClient(application);
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#wire.cookies;
  }

  get<T = unknown>(url: string, options?: BodylessOptions): Promise<ClientResponse<T>> {
    return this.#send<T>('get', url, options, BODYLESS);
  }

  head(url: string, options?: BodylessOptions): Promise<ClientResponse> {
    return this.#send('head', url, options, BODYLESS);
  }

  options<T = unknown>(url: string, options?: BodylessOptions): Promise<ClientResponse<T>> {
    return this.#send<T>('options', url, options, BODYLESS);
  }

  delete<T = unknown>(url: string, options?: BodylessOptions): Promise<ClientResponse<T>> {
    return this.#send<T>('delete', url, options, BODYLESS);
  }

  post<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.#send<T>('post', url, options, WITH_BODY);
  }

  put<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.#send<T>('put', url, options, WITH_BODY);
  }

  patch<T = unknown>(url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.#send<T>('patch', url, options, WITH_BODY);
  }

  request<T = unknown>(method: string, url: string, options?: RequestOptions): Promise<ClientResponse<T>> {
    return this.#send<T>(method, url, options, WITH_BODY);
  }

  async #send<T>(
    method: string,
    path: string,
    options: RequestOptions = {},
    known: readonly string[],
  ): Promise<ClientResponse<T>> {
    const unknown = Object.keys(options).find((name) => !known.includes(name));
    if (unknown !== undefined) throw new TypeError(`${method}() got an unexpected option '${unknown}'`);
    const { params = {}, headers = {}, followRedirects: follow = true } = options;
    const url = withParams('http://testserver', path, params);
    const answer = await this.#wire.send({
      method: method.toUpperCase(),
      url,
      headers: { ...this.#headers, ...headers },
      body: bodyOf(options),
      follow,
    });
    return new ClientResponse<T>(answer);
  }
}

export const createTestClient = (application: Application): TestClient => new TestClient(application);

function bodyOf({ content, data, json, files }: RequestOptions): Body | undefined {
  if (content !== undefined) return rawBody(content);
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data) || data instanceof Uint8Array))
    throw new TypeError('data takes an object of form fields; a raw body is content');
  const pairs = data instanceof URLSearchParams ? [...data] : pairsOf(data ?? {});
  if (files) return multipartBody(pairs, files);
  if (pairs.length > 0) return formBody(pairs);
  return json === undefined ? undefined : jsonBody(json);
}
