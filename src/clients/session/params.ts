import {
  call,
  mapping,
  member,
  quote,
  safe,
  text as literal,
  type Expr,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import type { Read } from '../../core/sites.ts';
import type { Assigned, Called } from '../../core/model/surroundings.ts';
import { effectOf } from '../changes/changes.ts';

/** `client.params.update({...})`, `client.params["a"] = "b"`, `del client.params["a"]`: the client's query is changed in place, which httpx does not allow. */
export function paramsRead({ around: { use }, ...site }: Read, cx: RuleContext): Finding | undefined {
  const own = cx.text(site);
  const found = { at: site, ...effectOf('paramsChanged', cx) };
  const assign = (statement: { readonly start: number; readonly end: number }, value: Expr) =>
    safe({ do: 'replace-statement', statement, targets: [quote(site)], value });
  if (use?.is === 'item') {
    if (use.deleted) {
      const { key, statement } = use.deleted;
      const text = `${own}.remove(${cx.text(key)})`;
      const write = `the query of a client cannot be changed in place: write \`${own} = ${text}\``;
      const message = statement ? write : `${write}, by itself: a key that is missing is no KeyError then`;
      if (!statement) return { ...found, message };
      return { ...found, message, fix: assign(statement, call(member(quote(site), 'remove'), [quote(key)])) };
    }
    if (!use.assigned) return undefined;
    const { text, expr } = itemSet(site, use.assigned, cx);
    const message = `the query of a client cannot be changed in place: write \`${own} = ${text}\``;
    return { ...found, message, fix: assign(use.assigned.statement, expr) };
  }
  if (use?.is !== 'member' || !CHANGING.includes(use.attribute.name)) return undefined;
  const value = use.called && changed(site, use.attribute.name, use.called, cx);
  if (!value) {
    const message = `the query of a client cannot be changed in place: write \`${own} = ${own}.merge({...})\``;
    return { ...found, message };
  }
  const message = `the query of a client cannot be changed in place: write \`${own} = ${value.text}\``;
  return { ...found, message, ...(use.statement && { fix: assign(use.statement, value.expr) }) };
}

/** `client.params["a"] = value`: requests sent no key for None, and each item of a list; `merge` does so, and `set` does not. */
function itemSet(site: Pick<Read, 'start' | 'end'>, { key, value }: Assigned, cx: RuleContext): Changed {
  const [own, name, given] = [site, key, value].map((one) => cx.text(one));
  const method = (to: string, ...args: readonly Expr[]): Expr => call(member(quote(site), to), args);
  if (given === 'None') return { text: `${own}.remove(${name})`, expr: method('remove', quote(key)) };
  if (given === 'True' || given === 'False')
    return { text: `${own}.set(${name}, "${given}")`, expr: method('set', quote(key), literal(given)) };
  if (/^(?:["'\d]|f["'])/.test(given ?? ''))
    return { text: `${own}.set(${name}, ${given})`, expr: method('set', quote(key), quote(value)) };
  const expr = method('merge', mapping([[quote(key), quote(value)]]));
  return { text: `${own}.merge({${name}: ${given}})`, expr };
}

/** Methods of a dictionary that change it. */
const CHANGING: readonly string[] = ['update', 'setdefault', 'pop', 'popitem', 'clear'];

interface Changed {
  readonly text: string;
  readonly expr: Expr;
}

/** What the query is after a method was called: `httpx.QueryParams` gives a new one. */
function changed(
  site: Pick<Read, 'start' | 'end'>,
  method: string,
  { args, options, opaque }: Called,
  cx: RuleContext,
): Changed | undefined {
  const [first, ...more] = args;
  const own = cx.text(site);
  if (opaque || more.length > 1) return undefined;
  if (method === 'clear') return { text: '{}', expr: mapping([]) };
  if (method === 'pop' && first)
    return {
      text: `${own}.remove(${cx.text(first)})`,
      expr: call(member(quote(site), 'remove'), [quote(first)]),
    };
  if (method !== 'update' || more.length > 0) return undefined;
  if (first && options.length === 0)
    return {
      text: `${own}.merge(${cx.text(first)})`,
      expr: call(member(quote(site), 'merge'), [quote(first)]),
    };
  if (first || options.length === 0) return undefined;
  const entries = options.map(({ key, value }) => [literal(cx.text(key)), quote(value)] as const);
  const written = options.map(({ key, value }) => `"${cx.text(key)}": ${cx.text(value)}`).join(', ');
  return { text: `${own}.merge({${written}})`, expr: call(member(quote(site), 'merge'), [mapping(entries)]) };
}
