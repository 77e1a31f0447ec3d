import type { ReceivedBody, ReceivedPart, ReceivedRequest } from '../evidence/format.ts';
import type { Field } from './request.ts';

/** Takes values off digests, so that recordings with and without them can be compared. */
export interface Digests {
  readonly field: (field: Field) => Field;
  readonly request: (request: ReceivedRequest) => ReceivedRequest;
}

/** Whatever has a value loses it to `values`, by its digest. */
export function digestsInto(values: Map<string, string>): Digests {
  const bare = (text: string): string => {
    const end = text.indexOf(':');
    if (end < 0) return text;
    const digest = text.slice(0, end);
    values.set(digest, text.slice(end + 1));
    return digest;
  };
  const field = ([name, value]: Field): Field => [name, bare(value)];
  const part = ({ name, filename, type, rest, content }: ReceivedPart): ReceivedPart => ({
    name: bare(name),
    ...(filename !== undefined && { filename: bare(filename) }),
    ...(type !== undefined && { type: bare(type) }),
    ...(rest !== undefined && { rest: bare(rest) }),
    content: bare(content),
  });
  const body = (one: ReceivedBody): ReceivedBody => {
    switch (one.is) {
      case 'raw':
        return { ...one, all: bare(one.all) };
      case 'json':
        return { ...one, all: bare(one.all), value: bare(one.value) };
      case 'form':
        return {
          ...one,
          all: bare(one.all),
          fields: one.fields.map(([name, value]) => [bare(name), bare(value)]),
        };
      case 'parts':
        return { ...one, parts: one.parts.map(part) };
      case 'unread':
        return one;
    }
  };
  const request = (one: ReceivedRequest): ReceivedRequest => ({
    ...one,
    path: bare(one.path),
    ...(one.rawPath !== undefined && { rawPath: bare(one.rawPath) }),
    ...(one.query !== undefined && { query: bare(one.query) }),
    ...(one.base !== undefined && { base: bare(one.base) }),
    ...(one.bareQuery !== undefined && { bareQuery: bare(one.bareQuery) }),
    ...(one.queryShape !== undefined && { queryShape: bare(one.queryShape) }),
    ...(one.cookies && { cookies: one.cookies.map(field) }),
    ...(one.body && { body: body(one.body) }),
  });
  return { field, request };
}
