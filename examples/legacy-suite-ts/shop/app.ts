import { accounts } from './accounts.ts';
import { catalogue } from './catalogue.ts';
import { router, type Application } from './http.ts';
import { intake } from './intake.ts';
import { journalled } from './journal.ts';
import { orders } from './orders.ts';
import { newStore } from './store.ts';

/** The Teahouse, with shelves of its own. */
export function createApp(): Application {
  const store = newStore();
  return journalled(router({ ...accounts(store), ...catalogue(store), ...orders(store), ...intake(store) }));
}
