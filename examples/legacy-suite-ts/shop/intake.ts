import { formOf, HttpError, json, jsonOf, text, textOf, type Route } from './http.ts';
import type { Store } from './store.ts';

/** The first eight bytes of every picture in PNG. */
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export const intake = ({ deliveries }: Store): Readonly<Record<string, Route>> => ({
  'POST /hook': (request) => {
    const type = request.headers.get('content-type') ?? '';
    if (type.startsWith('application/json'))
      return json({ event: (jsonOf(request) as { event: string }).event });
    return text(textOf(request) === 'ping' ? 'pong' : `heard ${textOf(request)}`);
  },
  'PUT /deliveries/:name': (request, { name = '' }) => {
    deliveries.set(name, request.body);
    return json({ lines: textOf(request).trim().split('\n').length }, 201);
  },
  'GET /deliveries/:name': (_request, { name = '' }) => {
    const delivery = deliveries.get(name);
    if (!delivery) throw new HttpError(404, 'no such delivery');
    return { ...text(''), body: delivery };
  },
  'POST /pictures': (request) => {
    const isPng = PNG.every((byte, index) => request.body[index] === byte);
    if (!isPng) throw new HttpError(415, 'that is no picture');
    return json({ bytes: request.body.length }, 201);
  },
  'POST /newsletter': (request) => json(Object.fromEntries(formOf(request))),
  'POST /upload': (request) => text(textOf(request)),
});
