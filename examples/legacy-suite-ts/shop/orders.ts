import { userOf } from './accounts.ts';
import { empty, formOf, HttpError, json, jsonOf, redirect, textOf, type Route } from './http.ts';
import type { Store } from './store.ts';

export const orders = (store: Store): Readonly<Record<string, Route>> => ({
  'GET /orders': (request) => {
    userOf(request, store);
    return json([...store.orders.values()]);
  },
  'POST /orders': (request) => {
    userOf(request, store);
    const form = formOf(request);
    const items = form.getAll('item');
    if (items.some((item) => !store.teas.has(item))) throw new HttpError(422, 'no such tea');
    const order = { id: store.nextOrder++, items, note: form.get('note') ?? '' };
    store.orders.set(order.id, order);
    return redirect(`/orders/${order.id}`);
  },
  'GET /orders/:id': (_request, { id }) => {
    const order = store.orders.get(Number(id));
    if (!order) throw new HttpError(404, 'no such order');
    return json(order);
  },
  'PUT /orders/:id': (request, { id }) => {
    const order = store.orders.get(Number(id));
    if (!order) throw new HttpError(404, 'no such order');
    const changed = { ...order, note: textOf(request) };
    store.orders.set(order.id, changed);
    return json(changed);
  },
  'DELETE /orders': (request) => {
    const ids = jsonOf(request) as readonly number[];
    for (const id of ids) store.orders.delete(id);
    return empty();
  },
  'DELETE /orders/:id': (request, { id }) => {
    if (textOf(request) === '') throw new HttpError(422, 'say why');
    return store.orders.delete(Number(id)) ? empty() : empty(404);
  },
});
