import { isConstant, isOnly, type Value } from '../../core/model/values.ts';
import {
  call,
  member,
  name,
  quote,
  safe,
  type Expr,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import type { Read } from '../../core/sites.ts';
import type { Called } from '../../core/model/surroundings.ts';
import { effectOf } from '../changes/changes.ts';

/**
 * Methods that the jar of requests had and `httpx.Cookies` has not, but the `http.cookiejar.CookieJar` in it.
 * Source: `RequestsCookieJar(cookielib.CookieJar, ...)` in cookies.py of requests 2.28, `Cookies.jar` in _models.py of httpx 0.23.
 */
const OF_JAR: readonly string[] = [
  ...['clearSessionCookies', 'clearExpiredCookies', 'setCookie', 'setCookieIfOk', 'setPolicy'],
  ...['addCookieHeader', 'makeCookies', 'extractCookies', 'clear'],
];

const RENAMED: Readonly<Record<string, string>> = {
  iteritems: 'items',
  iterkeys: 'keys',
  itervalues: 'values',
};

/** What to write for the jar `of` instead of methods that no fix is made for. */
const WRITTEN: Readonly<Record<string, (of: string) => string>> = {
  listDomains: (of) => `list(dict.fromkeys(cookie.domain for cookie in ${of}.jar))`,
  listPaths: (of) => `list(dict.fromkeys(cookie.path for cookie in ${of}.jar))`,
  multipleDomains: (of) => `len({cookie.domain for cookie in ${of}.jar}) < len(${of}.jar)`,
  copy: (of) => `httpx.Cookies(${of})`,
};

/** Methods of a jar that are gone, or take something else. */
export const METHODS_OF_JAR: readonly string[] = [
  ...OF_JAR,
  ...Object.keys(RENAMED),
  ...Object.keys(WRITTEN),
  ...['getDict', 'set'],
];

/** `client.cookies.get_dict()`: a method of the jar of requests. */
export function methodRead(site: Read, cx: RuleContext): Finding | undefined {
  const { attribute, subject, called } = site;
  const key = attribute.name;
  const found = { at: attribute, ...effectOf('jarMethod', cx) };
  const spelled = cx.spell(key);
  if (OF_JAR.includes(key)) {
    if (!isOfJar(key, called)) return undefined;
    const fix = safe({ do: 'replace', target: subject, with: member(quote(subject), 'jar') });
    return {
      ...found,
      message: `\`${spelled}\` is a method of the jar within: write \`${subject.text}.jar.${spelled}(...)\``,
      fix,
    };
  }
  if (key === 'getDict') return dictRead(site, found, cx);
  if (key === 'set') return called && setRead(site, called, cx);
  const to = RENAMED[key];
  if (to !== undefined)
    return {
      ...found,
      message: `\`${spelled}\` is now \`${to}\`: rename it`,
      fix: safe({ do: 'rename', target: attribute, to }),
    };
  const written = WRITTEN[key]?.(subject.text);
  return written === undefined
    ? undefined
    : { ...found, message: `cookies of httpx have no \`${spelled}\`: write \`${written}\`` };
}

/** `clear` and `extract_cookies` are methods of both, with fewer arguments in httpx. */
function isOfJar(method: string, called: Called | undefined): boolean {
  const given = called ? called.args.length + called.options.length : 0;
  if (method === 'clear') return given === 3 && !called?.opaque;
  return method !== 'extractCookies' || given === 2;
}

type Found = Omit<Finding, 'message'>;

function dictRead({ subject, called }: Read, found: Found, cx: RuleContext): Finding | undefined {
  if (!called)
    return { ...found, message: `cookies of httpx have no \`get_dict\`: write \`dict(${subject.text})\`` };
  if (called.args.length === 0 && called.options.length === 0 && !called.opaque) {
    const fix = safe({ do: 'replace', target: called, with: call(name('dict'), [quote(subject)]) });
    return {
      ...found,
      message: `cookies of httpx have no \`get_dict\`: write \`dict(${subject.text})\``,
      fix,
    };
  }
  const [first] = called.args;
  const wanted = first ?? called.options.find(({ key }) => key.name === 'domain')?.value;
  const condition = wanted ? ` if cookie.domain == ${cx.text(wanted)}` : '';
  const written = `{cookie.name: cookie.value for cookie in ${subject.text}.jar${condition}}`;
  return { ...found, message: `cookies of httpx have no \`get_dict\`: write \`${written}\`` };
}

/** What `set` takes in httpx. */
const TAKEN: readonly string[] = ['name', 'value', 'domain', 'path'];

/** What `create_cookie` of requests 2.28 gives a cookie that is not told otherwise. */
const DEFAULTS: Readonly<Record<string, (value: Value) => boolean>> = {
  secure: (value) => isConstant(value, false),
  expires: (value) => isOnly(value, 'none'),
  discard: (value) => isConstant(value, true),
  comment: (value) => isOnly(value, 'none'),
  commentUrl: (value) => isOnly(value, 'none'),
  rfc2109: (value) => isConstant(value, false),
};

function setRead({ attribute, subject }: Read, called: Called, cx: RuleContext): Finding | undefined {
  if (called.opaque) return undefined;
  const value = called.args[1] ?? called.options.find(({ key }) => key.name === 'value')?.value;
  const isDeleted = value !== undefined && isOnly(value, 'none') && value.inert === true;
  const others = called.options.filter(({ key }) => !TAKEN.includes(key.name));
  const at = attribute;
  if (others.some(({ key, value: given }) => !(DEFAULTS[key.name]?.(given) && given.inert))) {
    const names = others.map(({ key }) => `\`${cx.spell(key.name)}\``).join(', ');
    const message = `\`set\` takes no ${names} now: make an \`http.cookiejar.Cookie\` and pass it to \`${subject.text}.jar.set_cookie(...)\``;
    return { at, message, ...effectOf('jarMethod', cx) };
  }
  if (!isDeleted && others.length === 0) return undefined;
  const message = isDeleted
    ? '`set(name, None)` deletes no cookie now: write `delete(name)`'
    : `\`set\` takes no ${others.map(({ key }) => `\`${cx.spell(key.name)}\``).join(', ')} now, and this is the default: remove it`;
  const fix = safe({ do: 'replace', target: called, with: setAgain(subject, called, isDeleted) });
  return { at, message, ...effectOf(isDeleted ? 'jarNone' : 'jarMethod', cx), fix };
}

/** The call without what `set` does not take, or a `delete` in its place. */
function setAgain(subject: Read['subject'], called: Called, isDeleted: boolean): Expr {
  const args = (isDeleted ? called.args.slice(0, 1) : called.args).map((one) => quote(one));
  const options = called.options
    .filter(({ key }) => TAKEN.includes(key.name) && !(isDeleted && key.name === 'value'))
    .map(({ key, value }) => [key.name, quote(value)] as const);
  return call(member(quote(subject), isDeleted ? 'delete' : 'set'), args, options);
}
