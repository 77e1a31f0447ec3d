import { option, type ClientConstruction } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import { isOnly, mayBe, textsOf } from '../../core/model/values.ts';
import { call, name, quote, safe, unsafe, type Finding, type RuleContext } from '../../core/rule.ts';
import { isPlainNone, removedHere } from '../bodies/bodies.ts';
import { effectOf } from '../changes/changes.ts';

/** Options of httpx's own clients that tell how they reach the network, and that httpx 0.28 takes in another form or not at all. */
export const OF_NETWORK: readonly string[] = ['proxies', 'verify', 'cert'];

/** The findings about how a client is told to reach the network. */
export function* networkFindings(site: ClientConstruction, cx: RuleContext): Generator<Finding> {
  const [proxies, verify, cert] = OF_NETWORK.map((one) => option(site, one));
  if (proxies) yield ofProxies(site, proxies, cx);
  // Both go into one context.
  const isGiven = cert !== undefined && !isPlainNone(cert.value);
  if (isGiven) yield ofCertificate(cert, verify, cx);
  else if (verify && isOnly(verify.value, 'text')) yield ofAuthorities(verify, cx);
}

function ofProxies(site: ClientConstruction, item: Option, cx: RuleContext): Finding {
  const { value } = item;
  const found = { at: item.key, ...effectOf('proxiesOption', cx) };
  if (isPlainNone(value) || (value.empty && value.inert)) {
    const fix = removedHere(site, item);
    return {
      ...found,
      message: `httpx takes no \`proxies\`, not even \`${cx.text(value)}\`: remove it`,
      ...(fix && { fix }),
    };
  }
  if (isOnly(value, 'text')) {
    const fix = unsafe({ do: 'rename', target: item.key, to: 'proxy' });
    const why = 'httpx has had `proxy` since 0.26';
    const message = '`proxies` is now `proxy`, where it is one for all URLs: rename it';
    return { at: item.key, message, ...effectOf('proxiesOption', cx, why), fix };
  }
  const written = 'mounts={"https://": httpx.HTTPTransport(proxy=...)}';
  const transport = site.makes === 'async' ? written.replace('HTTP', 'AsyncHTTP') : written;
  return {
    ...found,
    message: `httpx takes no \`proxies\`: write \`proxy=...\`, or \`${transport}\` for some URLs`,
  };
}

/** `verify="ca.pem"`. A folder is given by another name, and a text may name either. */
function ofAuthorities({ key, value }: Option, cx: RuleContext): Finding {
  const isFile = textsOf(value)?.every((one) => /\.(?:pem|crt|cer)$/.test(one)) === true;
  const made = call(name('create_default_context'), [], [['cafile', quote(value)]]);
  const intents = [
    { do: 'replace', target: value, with: made },
    { do: 'import', from: 'ssl', name: 'create_default_context' },
  ] as const;
  return {
    at: key,
    message: `\`verify\` takes a context of \`ssl\` now: write \`ssl.create_default_context(cafile=${cx.text(value)})\``,
    ...effectOf('certificateOption', cx, isFile ? undefined : 'a folder is given as `capath`'),
    ...(isFile && { fix: safe(...intents) }),
  };
}

function ofCertificate({ key, value }: Option, verify: Option | undefined, cx: RuleContext): Finding {
  const own = verify && !mayBe(verify.value, 'boolean') ? `cafile=${cx.text(verify.value)}` : '';
  const given = cx.text(value).replace(/^\(([^]*?),?\)$/, '$1');
  return {
    at: key,
    message: `\`cert\` belongs to a context of \`ssl\` now: write \`context = ssl.create_default_context(${own})\` and \`context.load_cert_chain(${given})\` above, and \`verify=context\` here`,
    ...effectOf('certificateOption', cx),
  };
}
