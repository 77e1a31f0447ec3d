import type { SubjectKind } from '../core/model/subjects.ts';
import { methodNamed } from './methods.ts';

/**
 * What reading an attribute or calling a method of a subject gives, when that is a subject too. `as`: a list of them
 * (`response.history`), or a context manager that gives one (`client.stream(...)`).
 */
export interface Given {
  readonly is: Exclude<SubjectKind, 'client'>;
  readonly as?: 'list' | 'context';
}

type Members = Readonly<Partial<Record<SubjectKind, Readonly<Record<string, Given>>>>>;

/**
 * By canonical name. Both clients have most of these; an attribute that only one of them has (`next` of requests, `nextRequest`
 * of httpx) is read in code for that one alone.
 * Source: `Session` and `Response` in sessions.py and models.py of requests 2.28, `Client` and `Response` in _client.py and
 * _models.py of httpx 0.28.
 */
const ATTRIBUTES: Members = {
  client: { cookies: { is: 'cookies' }, headers: { is: 'headers' }, baseUrl: { is: 'url' } },
  response: {
    cookies: { is: 'cookies' },
    headers: { is: 'headers' },
    url: { is: 'url' },
    request: { is: 'request' },
    next: { is: 'request' },
    nextRequest: { is: 'request' },
    history: { is: 'response', as: 'list' },
  },
  request: { headers: { is: 'headers' }, url: { is: 'url' } },
};

/** As above, of the methods that are not requests. */
const METHODS: Members = {
  client: { stream: { is: 'response', as: 'context' }, buildRequest: { is: 'request' } },
  // Since httpx 0.25; requests returned None, which nobody used.
  response: { raiseForStatus: { is: 'response' } },
  headers: { copy: { is: 'headers' } },
};

/** What an attribute of a subject is; `undefined` where that is no subject. Names are canonical. */
export const readFrom = (kind: SubjectKind, attribute: string): Given | undefined =>
  memberOf(ATTRIBUTES, kind, attribute);

/** What calling a method of a subject gives; `undefined` where that is no subject. Names are canonical. */
export function calledOn(kind: SubjectKind, method: string): Given | undefined {
  const isRequest = kind === 'client' && methodNamed(method)?.gives === 'response';
  return isRequest ? { is: 'response' } : memberOf(METHODS, kind, method);
}

function memberOf(members: Members, kind: SubjectKind, name: string): Given | undefined {
  const own = members[kind];
  return own && Object.hasOwn(own, name) ? own[name] : undefined;
}
