import { build, gather, indent, number, numbered, type Needs, type Piece } from './piece.ts';
import type { CallPlan, TestPlan, Valued } from './plan.ts';
import type { Receiver } from './receivers.ts';
import { OF_LOGIN, OF_REDIRECT } from './redirect-uses.ts';
import type { Use } from './use.ts';
import { OF_ANSWER, using } from './uses.ts';
import type { Argument } from './call.ts';

/** A call as it is written into a test. */
export interface RenderedCall {
  readonly id: string;
  /** What stands in the test, in front of the call and with it. */
  readonly text: string;
  readonly needs: Required<Needs>;
}

export interface RenderedTest {
  readonly id: string;
  /** The name that a run reports it by. */
  readonly name: string;
  readonly plan: TestPlan;
  readonly calls: readonly RenderedCall[];
}

/** Carries a value step by step; each step has names of its own. */
function render({ atom, carriers }: Valued, receiver: Receiver): Piece {
  const usable = carriers.filter(({ plain }) => plain || !receiver.unittest);
  return usable.reduce<Piece>(
    (inner, carrier, index) => carrier.carry(numbered(inner, `§${'abc'[index]}`)),
    atom,
  );
}

/** Whether the old client follows a redirect of this call: `get` and `options` do by themselves, all others never. */
const follows = ({ verb, way, redirect }: CallPlan): boolean =>
  redirect ? redirect.follows : !way.request && (verb === 'get' || verb === 'options');

/** requests had nothing left of a generator for the second of two requests, where httpx has kept it. */
const isSentTwice = (plan: CallPlan, { atom }: Valued): boolean =>
  atom.kind === 'stream' && plan.route.status > 303 && follows(plan);

function argumentsOf(plan: CallPlan, receiver: Receiver): readonly Argument[] {
  const { body, extras, redirect, verb, way } = plan;
  const slot = (name: string, value: Valued): Argument => ({
    name,
    value: numbered(render(value, receiver), `§${name[0]}`),
  });
  const { data, json, files } = body;
  const named = [
    ...(data && !isSentTwice(plan, data) ? [slot('data', data)] : []),
    ...(json ? [slot('json', json)] : []),
    ...(files ? [slot('files', files)] : []),
    ...extras
      // JSON is known to be that by its type alone, and is not written as it was.
      .filter(({ code }) => !json || !code.includes('text/plain'))
      .map(({ name, code }) => ({ name, value: { code } })),
    ...(redirect
      ? [
          {
            name: 'allow_redirects',
            value: { code: redirect.code, ...(redirect.local && { local: [redirect.local] }) },
          },
        ]
      : []),
  ];
  const mayBePositional = !way.request && ['post', 'put', 'patch'].includes(verb);
  return body.positional && mayBePositional ? byPosition(named, verb === 'post') : named;
}

/** `data`, and for `post` also `json`, without their names. */
function byPosition(named: readonly Argument[], alsoJson: boolean): readonly Argument[] {
  const data = named.find(({ name }) => name === 'data');
  const json = alsoJson ? named.find(({ name }) => name === 'json') : undefined;
  if (!data && !json) return named;
  const first = { value: data?.value ?? { code: 'None' } };
  const rest = named.filter((argument) => argument !== data && argument !== json);
  return [first, ...(json ? [{ value: json.value }] : []), ...rest];
}

function useOf(plan: CallPlan, receiver: Receiver): Use {
  const isFinal = plan.route.status === 200 || follows(plan);
  const all = isFinal ? OF_ANSWER : plan.route.setsCookie ? OF_LOGIN : OF_REDIRECT;
  const fitting = all.filter(
    (use) =>
      (receiver.unittest ? !use.pytest : !use.unittest) &&
      !(plan.verb === 'head' && /json|text|content/.test(use.name)),
  );
  return fitting[plan.use % fitting.length]!;
}

function renderCall(plan: CallPlan, receiver: Receiver, id: string): RenderedCall {
  const url = plan.url.write(plan.route.path);
  const way = plan.way.plain || !receiver.unittest ? plan.way : undefined;
  const argument: Argument = plan.url.keyword ? { name: 'url', value: url } : { value: url };
  const rest = argumentsOf(plan, receiver);
  // Behind `url=` nothing can be passed by position.
  const isKeyword = plan.url.keyword === true && rest.every(({ name }) => name);
  const wanted = {
    client: number(receiver.code, id.replace(/_\d+$/, '')),
    verb: plan.verb,
    url: isKeyword ? argument : { value: url },
    rest,
    layout: plan.layout,
  };
  const call = (way ?? DIRECT).write(wanted);
  const used = using(useOf(plan, receiver), call, { status: plan.route.status, client: wanted.client });
  const statement = numbered(used, id);
  const needs = gather(statement, plan.block.includes('nullcontext') ? NULL_CONTEXT : {});
  const block = number(plan.block, id).replace(/^( *)HERE/m, (_, margin: string) =>
    indent(statement.code, margin),
  );
  return { id, text: [...needs.local, block].join('\n'), needs };
}

const NULL_CONTEXT: Needs = { imports: ['from contextlib import nullcontext'] };
const DIRECT = {
  write: ({ client, verb, url, rest, layout }: Parameters<CallPlan['way']['write']>[0]): Piece =>
    build(
      layout.write(
        `${client}.${verb}`,
        [url, ...rest].map(({ name, value }) => (name ? `${name}=${value.code}` : value.code)),
      ),
      [url, ...rest].map(({ value }) => value),
    ),
};

export function renderTest(plan: TestPlan, id: string): RenderedTest {
  const name = plan.receiver.holder ? `TestCase_${id}::test_${id}` : `test_${id}`;
  return {
    id,
    name,
    plan,
    calls: plan.calls.map((call, index) => renderCall(call, plan.receiver, `${id}_${index}`)),
  };
}
