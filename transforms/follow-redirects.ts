import { reportHidden } from '../src/core/hidden.ts';
import { hiddenOptions, isOnly, mayBe, option, type ClientCall, type Option } from '../src/core/model.ts';
import {
  boolean,
  defineRule,
  safe,
  type Finding,
  type Fix,
  type LanguageName,
  type RuleContext,
} from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - The option that tells a request whether to follow redirects is called `follow_redirects` by httpx;
 * requests called it `allow_redirects`. Starlette 0.21 took both, 0.43 removed the old name. In JavaScript `allowRedirects`
 * became `followRedirects`.
 * Why it breaks - With Starlette 0.21 to 0.42 the old name is a DeprecationWarning, from 0.43 on a TypeError; in
 * `websocket_connect` it is a TypeError from 0.21 on.
 * Fix safety - `safe`: the name changes and nothing else. `None` did not follow redirects, and follows them with
 * Starlette 0.21 to 0.42, so it becomes `False`. Where `follow_redirects` is given as well, and in `websocket_connect`,
 * the old option has no effect and is dropped. `{ allowRedirects }` becomes `{ followRedirects: allowRedirects }`.
 * Not handled - A value that is `None` only sometimes, and an option that reaches the call from another function
 * or file: both are reported. Calls without either option, whose default changed, are another rule's.
 */
export const rule = defineRule({
  name: 'follow-redirects',
  summary: 'Rename the option `allow_redirects` to `follow_redirects`.',
  safety: 'safe',
  *call(call, cx) {
    const [old, ...again] = call.options.filter(({ key }) => key.name === 'allowRedirects');
    if (old) yield again.length === 0 ? inspect(call, old, cx) : renameAll([old, ...again], cx);
    // A dictionary chosen by version holds either name, and needs nothing.
    if (hiddenOptions(call, new Set(['followRedirects'])).length > 0) return;
    const hidden = hiddenOptions(call, new Set(['allowRedirects']));
    const advice = `: rename it to \`${cx.spell('followRedirects')}\` there, unless other calls need the old name`;
    yield* reportHidden(call, hidden, { advice, why: WHY[cx.language] }, cx);
  },
  *mention({ in: place, option: { key } }, cx) {
    if (key.name !== 'allowRedirects') return;
    const [old, wanted] = [cx.spell('allowRedirects'), cx.spell('followRedirects')];
    yield place === 'type'
      ? { at: key, message: `a client is declared to take \`${old}\`: declare \`${wanted}\``, why: DECLARED }
      : {
          at: key,
          message: `a client is expected to be called with \`${old}\`: expect \`${wanted}\``,
          why: EXPECTED,
        };
  },
});

const DECLARED = 'the calls are given the new name; what the client takes is for its own code to say';
const EXPECTED = 'the calls are given the new name, wherever they stand';

const WHY: Readonly<Record<LanguageName, string>> = {
  python: 'deprecated from Starlette 0.21 on, a TypeError from 0.43 on',
  javascript: 'the new client knows no option of the old name',
};

function inspect(call: ClientCall, old: Option, cx: RuleContext): Finding {
  const [before, after] = [cx.spell('allowRedirects'), cx.spell('followRedirects')];
  const why = WHY[cx.language];
  if (call.method.name === 'websocketConnect') {
    const message = `\`${cx.spell('websocketConnect')}\` takes no \`${before}\`, which never had an effect there: drop it`;
    return { at: old.key, message, why: 'a TypeError from Starlette 0.21 on', ...drop(call, old) };
  }
  const current = option(call, 'followRedirects');
  if (current || hiddenOptions(call, new Set(['followRedirects'])).length > 0) {
    const message = `\`${before}\` is overruled by \`${after}\`: drop it`;
    // Which of them counted is for the order of an object to say, once one is spread into it.
    const isPlain = cx.language === 'python' || current?.place === 'call';
    return { at: old.key, message, why, ...(isPlain && drop(call, old)) };
  }
  // What is not given in JavaScript is so by either name.
  if (cx.language === 'python' && isOnly(old.value, 'none')) {
    const message = `\`${before}=None\` did not follow redirects: write \`${after}=False\``;
    const reason = `followed with Starlette 0.21 to 0.42, a TypeError from 0.43 on`;
    return { at: old.key, message, why: reason, ...(old.value.inert && { fix: renameToFalse(old) }) };
  }
  if (cx.language === 'python' && mayBe(old.value, 'none')) {
    const message = `\`${before}\` is now \`${after}\`, and this may be \`None\`: write \`${after}=bool(...)\``;
    const reason = `${why}; None did not follow redirects, and does with 0.21 to 0.42`;
    return { at: old.key, message, why: reason };
  }
  const fix = safe({ do: 'rename', target: old.key, to: 'followRedirects' });
  return { at: old.key, message: `\`${before}\` is now \`${after}\`: rename it`, why, fix };
}

/** The last one counts in JavaScript, by whichever name. */
function renameAll(all: readonly Option[], cx: RuleContext): Finding {
  const message = `\`${cx.spell('allowRedirects')}\` is now \`${cx.spell('followRedirects')}\`: rename it`;
  const intents = all.map(({ key }) => ({ do: 'rename', target: key, to: 'followRedirects' }) as const);
  return { at: all.at(-1)!.key, message, why: WHY[cx.language], fix: safe(...intents) };
}

/** A dictionary that is spread may serve other calls, which need the option; a value may do more than be passed. */
const drop = (call: ClientCall, old: Option): { readonly fix?: Fix } =>
  old.value.inert && old.place === 'call' ? { fix: safe({ do: 'remove', call, item: old }) } : {};

const renameToFalse = ({ key, value }: Option): Fix =>
  safe(
    { do: 'rename', target: key, to: 'followRedirects' },
    { do: 'replace', target: value, with: boolean(false) },
  );

export default toTransform(rule);
