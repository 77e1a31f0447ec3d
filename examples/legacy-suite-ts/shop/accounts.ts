import {
  cookieOf,
  empty,
  formOf,
  HttpError,
  json,
  redirect,
  text,
  type Incoming,
  type Route,
} from './http.ts';
import type { Store } from './store.ts';

const PASSWORDS: Readonly<Record<string, string>> = { ada: 'bergamot', grace: 'jasmine' };

/** Who is logged in. */
export function userOf(request: Incoming, { sessions }: Store): string {
  const user = sessions.get(cookieOf(request, 'session') ?? '');
  if (user === undefined) throw new HttpError(401, 'log in first');
  return user;
}

export const accounts = (store: Store): Readonly<Record<string, Route>> => ({
  'GET /login': () => text('who are you?'),
  'POST /login': (request) => {
    const form = formOf(request);
    const user = form.get('user') ?? '';
    if (PASSWORDS[user] === undefined || PASSWORDS[user] !== form.get('password'))
      return redirect('/login', 302);
    const session = `s-${user}`;
    store.sessions.set(session, user);
    return redirect(form.get('next') ?? '/account', 303, { 'set-cookie': `session=${session}; Path=/` });
  },
  'POST /logout': (request) => {
    store.sessions.delete(cookieOf(request, 'session') ?? '');
    return redirect('/login', 303, { 'set-cookie': 'session=; Path=/; Max-Age=0' });
  },
  'GET /account': (request) => json({ user: userOf(request, store) }),
  'DELETE /account': (request) => {
    const user = userOf(request, store);
    if (new TextDecoder().decode(request.body) !== `close ${user}`) throw new HttpError(409, 'say so');
    store.sessions.clear();
    return empty();
  },
  'GET /profile': () => redirect('/account', 307),
});
