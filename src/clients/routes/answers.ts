import type { Line } from '../../core/lines.ts';
import type { Answer, Given, Making, Reached, RouteTrace, Storing } from '../../core/routes.ts';
import type { Known } from '../../core/trace.ts';
import { codesOf, isNamed, isRedirect } from '../redirects/statuses.ts';

/**
 * What the routes of a call tell of its answer. `redirect`: one of them may answer with a redirect. `none`: none of them does.
 * `untold`: no route is found, or it cannot be seen what answers.
 */
export type Answered =
  | { readonly is: 'redirect'; readonly at: Line; readonly because: string }
  | { readonly is: 'none' | 'untold' };

/** Whether a call may be answered with a redirect, as far as its routes tell. */
export function answerOf({ reached }: RouteTrace): Answered {
  const found = reached.flatMap((one) => redirectIn(one) ?? []);
  const [first] = found.length > 0 ? found : reached.flatMap((one) => unseenIn(one) ?? []);
  if (first) return { is: 'redirect', ...first };
  const isSeen = reached.length > 0 && !reached.some(isOutOfSight);
  return { is: isSeen ? 'none' : 'untold' };
}

interface Found {
  readonly at: Line;
  /** For a person: how it redirects. */
  readonly because: string;
}

function redirectIn({ by, at, answers }: Reached): Found | undefined {
  if (by === 'slash' && !answers.some(keepsSlashes))
    return {
      at,
      because: 'the path differs from that of the route by a slash at its end, so the router redirects',
    };
  const isOther = answers.some(declaresOtherStatus);
  for (const answer of answers) {
    const because = answer.is === 'making' ? redirectMade(answer) : redirectStored(answer, isOther);
    if (because !== undefined) return { at: answer.at, because };
  }
  return undefined;
}

const lastName = (name: string): string => /(\w+)\W*$/.exec(name)?.[1] ?? name;

const given = ({ options }: Making, ...names: readonly string[]): Given | undefined =>
  options.find(({ name }) => names.includes(name))?.given;

/** Source: `Router.__init__` of Starlette. */
const keepsSlashes = (answer: Answer): boolean =>
  answer.role === 'router' &&
  (answer.is === 'storing'
    ? answer.name === 'redirect_slashes' && isFalse(answer.given)
    : isFalse(given(answer, 'redirect_slashes')));

const isFalse = (value: Given | undefined): boolean => value?.values?.every((one) => one === false) ?? false;

/** Whether a status is declared that is no redirect: a `Location` beside it leads nowhere. */
function declaresOtherStatus(answer: Answer): boolean {
  if (answer.is === 'storing') return isStatus(answer.name) && isOtherStatus(answer.given);
  return answer.role === 'registration' && isOtherStatus(given(answer, 'status_code'));
}

const isStatus = (name: string): boolean => name === 'status_code' || name === 'status';

function isOtherStatus(value: Given | undefined): boolean {
  const codes = codesIn(value);
  return codes.length > 0 && !codes.some(isRedirect);
}

const codesIn = (value: Given | undefined): readonly number[] =>
  (value?.values && codesOf(value.values)) ?? [];

const redirectCode = (value: Given | undefined): number | undefined => codesIn(value).find(isRedirect);

function redirectMade(making: Making): string | undefined {
  switch (making.role) {
    case 'router':
      return responseClass(given(making, 'default_response_class'));
    case 'registration': {
      const code = redirectCode(given(making, 'status_code'));
      return code === undefined ? responseClass(given(making, 'response_class')) : `a status ${code}`;
    }
    case 'middleware':
      if (/Redirect\w*Middleware$/.test(making.name))
        return making.conditional ? undefined : `\`${lastName(making.name)}\``;
      return redirectAnswered(making);
    case 'handler':
    case 'dependency':
    case 'exception-handler':
      return redirectAnswered(making);
    default:
      return making.role satisfies never;
  }
}

const responseClass = (value: Given | undefined): string | undefined => {
  const found = value?.values?.find(isRedirectClass);
  return found === undefined ? undefined : '`RedirectResponse`';
};

const isRedirectClass = (known: Known): boolean =>
  isNamed(known) && REDIRECT_CLASS.test(known.path ?? known.name);

/** `RedirectResponse` of Starlette, `Redirect` of others. */
const REDIRECT_CLASS = /(?:^|\.)(?:\w*RedirectResponse|Redirect)$/;

/** What makes a response, or is raised to make one. */
const RESPONSE = /(?:Response|Exception|Error|HTTP\w*|abort)$/;

function redirectAnswered(making: Making): string | undefined {
  const { args, returned } = making;
  const name = lastName(making.name);
  const status = given(making, 'status_code', 'status') ?? args[name.endsWith('Response') ? 1 : 0];
  if (REDIRECT_CLASS.test(making.name)) return isOtherStatus(status) ? undefined : `\`${name}\``;
  if (RESPONSE.test(name)) {
    const code = redirectCode(status);
    if (code !== undefined) return `a status ${code}`;
    const isOpen = status !== undefined && codesIn(status).length === 0;
    return isOpen && hasLocation(given(making, 'headers')) ? 'a `Location` header' : undefined;
  }
  if (name === 'send') {
    const code = redirectCode(args[0]?.items?.find((item) => item.name === 'status')?.given);
    return code === undefined ? undefined : `a status ${code}`;
  }
  if (name === 'requires') return given(making, 'redirect') && '`requires` with `redirect`';
  const isMaker = /redirect/i.test(name) && !/ur[il]/i.test(name);
  return returned && isMaker ? `\`${name}\`` : undefined;
}

const isLocation = (name: string): boolean => name.toLowerCase() === 'location';

const hasLocation = (headers: Given | undefined): boolean =>
  headers?.items?.some(({ name }) => isLocation(name)) ?? false;

function redirectStored({ role, name, given: value }: Storing, isOther: boolean): string | undefined {
  if (role === 'router') return undefined;
  const code = isStatus(name) ? redirectCode(value) : undefined;
  if (code !== undefined) return `a status ${code}`;
  return isLocation(name) && !isOther ? 'a `Location` header' : undefined;
}

/** A function outside the project whose result is the answer, where nothing says that this is data. */
function unseenIn({ answers }: Reached): Found | undefined {
  if (answers.some(declaresData)) return undefined;
  const found = answers.find(
    (answer) => answer.is === 'making' && answer.role === 'handler' && isUnseen(answer),
  );
  if (found?.is !== 'making') return undefined;
  return {
    at: found.at,
    because: `the answer is what \`${lastName(found.name)}\` returns, which is not in the project`,
  };
}

const declaresData = (answer: Answer): boolean =>
  answer.is === 'making' &&
  answer.role === 'registration' &&
  answer.options.some(({ name }) => ['response_model', 'response_class', 'status_code'].includes(name));

const isUnseen = ({ returned, path, called }: Making): boolean =>
  returned && called && path !== undefined && !DATA.test(path) && /^[a-z](?!\w*ur[il])/.test(lastName(path));

/** Packages whose functions return no response. */
const DATA =
  /^(?:builtins|json|orjson|ujson|fastapi\.encoders|dataclasses|attrs?|pydantic|sqlalchemy|sqlmodel|copy|uuid|datetime|asyncio|anyio|random|secrets|time|os|pathlib|numpy|pandas|typing|functools|itertools|collections|base64|hashlib|re|math|starlette\.concurrency|fastapi\.concurrency)(?:\.|$)/;

/** An application or a handler that is not in the project. */
const isOutOfSight = ({ by, answers }: Reached): boolean =>
  by === 'handler' &&
  answers.some((answer) => answer.is === 'making' && answer.role === 'handler' && !answer.called);
