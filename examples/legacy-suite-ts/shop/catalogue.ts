import {
  formOf,
  HttpError,
  json,
  jsonOf,
  redirect,
  text,
  textOf,
  type Incoming,
  type Route,
} from './http.ts';
import type { Store, Tea } from './store.ts';

function teaNamed({ teas }: Store, id: string | undefined): Tea {
  const tea = teas.get(id ?? '');
  if (!tea) throw new HttpError(404, 'no such tea');
  return tea;
}

/** A search says what it looks for in its query, or in its body: `tag:black`. */
function search(request: Incoming, { teas }: Store) {
  const query = request.url.searchParams.get('tag');
  const [, tag] = /^tag:(\w+)$/.exec(textOf(request)) ?? [undefined, query ?? undefined];
  return [...teas.values()].filter(({ tags }) => tag === undefined || tags.includes(tag));
}

export const catalogue = (store: Store): Readonly<Record<string, Route>> => ({
  'GET /teas': (request) => json(search(request, store).map(({ id }) => id)),
  'HEAD /teas': (request) => ({ ...text(''), status: search(request, store).length > 0 ? 200 : 404 }),
  'OPTIONS /teas': (request) => json({ allow: ['GET', 'HEAD', 'POST'], asked: textOf(request) }),
  'POST /teas': (request) => {
    const tea = jsonOf(request) as Tea;
    if (store.teas.has(tea.id)) throw new HttpError(409, 'that is there already');
    store.teas.set(tea.id, tea);
    return json(tea, 201);
  },
  'DELETE /teas': (request) => {
    const { ids } = jsonOf(request) as { readonly ids: readonly string[] };
    return json({ gone: ids.filter((id) => store.teas.delete(id)) });
  },
  'GET /teas/:id': (_request, { id }) => json(teaNamed(store, id)),
  'PATCH /teas/:id': (request, { id }) => {
    const tea = { ...teaNamed(store, id), price: Number(textOf(request)) };
    store.teas.set(tea.id, tea);
    return json(tea);
  },
  'GET /tea/:id': (_request, { id = '' }) => redirect(`/teas/${id}`, 301),
  'POST /teas/:id/reviews': (request, { id }) => {
    const tea = teaNamed(store, id);
    store.reviews.push({ tea: tea.id, text: formOf(request).get('text') ?? '' });
    return redirect(`/teas/${tea.id}/reviews`);
  },
  'PUT /teas/:id/reviews': (request, { id }) => {
    store.reviews.push({ tea: teaNamed(store, id).id, text: textOf(request) });
    return redirect(`/teas/${id ?? ''}/reviews`);
  },
  'GET /teas/:id/reviews': (_request, { id }) =>
    json(store.reviews.filter(({ tea }) => tea === id).map((one) => one.text)),
});
