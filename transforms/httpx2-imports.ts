import { effectOf } from '../src/clients/changes/changes.ts';
import { defineRule, safe, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Reference } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx2 is a fork of httpx 0.28 with the same public names. From Starlette 1.2 on the test client is built on httpx2
 * where that is installed.
 * Why it breaks - The classes of one are not those of the other: `except httpx.HTTPStatusError` and `isinstance(response,
 * httpx.Response)` no longer match what a test client raises and returns, and `httpx.BasicAuth` is a TypeError.
 * Fix safety - `safe`, and only with `--target httpx2`: a file of tests imports httpx2 under the name of httpx, in all of its imports or in
 * none. What it mixes with the code that is tested is looked at: where that imports httpx as well, every use in the file has to be
 * about the file's own clients.
 * Not handled - The code that is tested keeps httpx. Files that mock httpx with `respx` or `pytest_httpx` are reported, and
 * so are patches and loggers whose name may be meant for the code that is tested. A project that calls `alias_httpx()` needs nothing.
 */
export const rule = defineRule({
  name: 'httpx2-imports',
  summary: 'Import httpx2 where tests import httpx (`--target httpx2`).',
  safety: 'safe',
  languages: ['python'],
  client: 'httpx2',
  wants: { libraries: ['test-client', 'httpx'], references: ['httpx', 'httpx2'] },
  *reference(site, cx) {
    if (site.leads) yield inspectImports(site, site.leads, cx);
    else if (site.shared !== undefined && /^httpx(\.|$)/.test(site.text))
      yield inspectString(site, site.shared, cx);
  },
});

function inspectImports(
  site: Reference,
  { shared, mock, asked }: NonNullable<Reference['leads']>,
  cx: RuleContext,
): Finding {
  const problem =
    mock ??
    (asked === undefined ? undefined : `\`${asked}\` is another one for httpx2: decide what is meant`) ??
    (shared
      ? 'the code that is tested imports httpx too, and not all that this file has of it is about its own clients'
      : undefined);
  return {
    at: { start: site.start, end: site.end },
    message: 'test clients are built on httpx2: import it in the place of httpx',
    ...effectOf('httpx2', cx, problem),
    ...(problem === undefined && { fix: safe({ do: 'exchange-package', from: 'httpx', to: 'httpx2' }) }),
  };
}

/** `patch("httpx.Client.get")`, `getLogger("httpx")`. */
function inspectString(site: Reference, shared: boolean, cx: RuleContext): Finding {
  const target = { start: site.start, end: site.start + 'httpx'.length, name: 'httpx' };
  const isPatch = site.as === 'patch';
  const to = site.text.replace('httpx', 'httpx2');
  return {
    at: { start: site.start, end: site.end },
    message: `${isPatch ? 'a patch of' : 'the logger'} \`${site.text}\` has nothing to do with test clients: write \`${to}\`${shared ? ' where they are meant' : ''}`,
    ...effectOf('httpx2Strings', cx, shared ? 'the code that is tested imports httpx too' : undefined),
    ...(!shared && !site.held && { fix: safe({ do: 'rename', target, to: 'httpx2' }) }),
  };
}

export default toTransform(rule);
