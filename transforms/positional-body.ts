import { effectOf } from '../src/clients/changes/changes.ts';
import { REQUESTS } from '../src/clients/methods.ts';
import { GONE } from '../src/clients/options.ts';
import {
  mayPositionBody,
  namingIntents,
  positionedIn,
  noneSent,
  spelledSent,
  problemWith,
} from '../src/clients/bodies/positions.ts';
import { defineRule, safe, unsafe } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - In the httpx client every argument after the URL is keyword-only. With requests, `post`, `put` and
 * `patch` took `data` there by position, `post` also `json`, `get` `params` (requests 2.34), and `request` all of its options.
 * Why it breaks - A positional body is a TypeError from Starlette 0.21 on ("takes 2 positional arguments but 3 were
 * given").
 * Fix safety - `safe`: each argument gets the name that it had in the old order. `None` is dropped where it is the default, and
 * so are `verify`, `cert`, `proxies` and `stream=False`, which never had an effect in the test client.
 * The fix is `unsafe` where a value in the form or the query may be `None`: requests left its key out, and httpx sends it. So it is
 * where one is `True`, `False` or bytes: requests sent `True` and the text in the bytes, httpx sends `true` and their `repr`.
 * Not handled - A form or a query with a key that is `None`, arguments hidden in `*args`, `hooks`, `stream=True`, and more arguments
 * than the method ever took are reported. Whether a body that is now called `data` is raw: see `data-to-content`.
 */
export const rule = defineRule({
  name: 'positional-body',
  summary: 'Pass arguments after the URL by keyword: `data`, `json`, `params`.',
  safety: 'safe',
  // The clients of JavaScript take one object after the URL, and all options in it have names.
  languages: ['python'],
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ methods: REQUESTS, positional: true }],
  },
  *call(call, cx) {
    const found = positionedIn(call);
    if (!found) return;
    const { extra, names } = found;
    const at = { start: extra[0]!.start, end: extra.at(-1)!.end };
    const none = noneSent(found);
    const problem = problemWith(call, found, cx.spell);
    const spelled = spelledSent(found);
    const effect = effectOf('positional', cx, problem ?? (none ? NONE[none] : spelled && SPELLED[spelled]));
    if (typeof names === 'string') {
      yield { at, message: 'only the URL may be positional: pass the other arguments by keyword', ...effect };
      return;
    }
    // The parameters of an override name options that are gone.
    const shown = call.override ? names.filter((one) => !GONE.includes(one)) : names;
    const wanted = shown.map((one) => `\`${cx.spell(one)}=...\``).join(', ');
    const message = `only the URL may be positional: write ${wanted}${none ? ' without the keys that are `None`' : ''}`;
    const intents = namingIntents(call, found, names);
    const isSame = none === undefined && spelled === undefined;
    const known = isSame ? safe(...intents) : none !== 'surely' && unsafe(...intents);
    const fix = problem === undefined && known;
    yield { at, message, ...effect, ...(fix && { fix }) };
  },
  opaque: (call) =>
    call.hidden.may === 'anything' && call.hidden.positional && mayPositionBody(call)
      ? 'pass arguments after the URL by keyword'
      : undefined,
});

const NONE = {
  surely: 'requests did not send a key whose value is `None`, httpx sends it as an empty text',
  maybe: 'a value may be `None`: requests did not send its key, httpx sends it as an empty text',
} as const;

const SPELLED = {
  boolean:
    'requests sent a value that is `True` as `True`, httpx sends `true`: if that matters, write it as text',
  bytes: 'requests sent a value that is `b"x"` as `x`, httpx sends its `repr`: write it as text',
} as const;

export default toTransform(rule);
