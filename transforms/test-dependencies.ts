import { effectOf } from '../src/clients/changes/changes.ts';
import { clashIn, isRequired, versionsFor, writtenIn } from '../src/clients/dependencies/dependencies.ts';
import { ABOUT_ANYIO, ABOUT_HTTPX, actionOn, meetsAnyioAlias } from '../src/clients/dependencies/filters.ts';
import { lineName } from '../src/core/lines.ts';
import { hasReached } from '../src/core/model/target.ts';
import { defineRule, unsafe, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Requirements } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - The test client sent its requests with requests, and sends them with httpx since Starlette 0.21. From Starlette 1.2 on it
 * takes httpx2 where that is installed, and warns where it is not. Neither is installed with Starlette or FastAPI alone.
 * Why it breaks - Without httpx the tests stop where they import the test client. httpx 0.28 with a Starlette before 0.37.2 is a TypeError
 * where a client is made. Where warnings are errors (`filterwarnings = error`), the warning about httpx2 ends the collection.
 * Fix safety - Unsafe: the line is added to the list that has pytest, or else to that of the framework, and another list may be the one
 * that the tests are installed from. Nothing is installed, and lock files are left to their tools.
 * Not handled - A project without a list of packages that can be read, and a list in a setup.py that is not written where it is given. What a requirements file includes from
 * outside the project is not read, nor what a workflow installs. Files outside the paths of the run are reported and not edited.
 */
export const rule = defineRule({
  name: 'test-dependencies',
  summary: 'Require the httpx that the test client sends its requests with.',
  safety: 'unsafe',
  languages: ['config'],
  wants: { libraries: ['test-client'], requirements: true },
  *requirements(site, cx) {
    const { client } = cx.target;
    yield* inspectAlias(site, cx);
    if (!isRequired(client, site.packages)) yield missing(client, site, cx);
    else if (client === 'httpx') yield* inspectVersions(site, cx);
  },
});

function missing(name: 'httpx' | 'httpx2', site: Requirements, cx: RuleContext): Finding {
  const versions = versionsFor(name, cx.target);
  return {
    at: { start: site.start, end: site.end },
    message: `the tests need ${name}, which nothing here requires: add \`${lineFor(site, name, versions)}\``,
    ...effectOf(name === 'httpx' ? 'missingHttpx' : 'missingHttpx2', cx),
    fix: unsafe({ do: 'add-requirement', beside: site, name, versions }),
  };
}

function* inspectVersions(site: Requirements, cx: RuleContext): Generator<Finding> {
  const clash = clashIn(site.packages, cx.target);
  if (clash) {
    const versions = clash.is === 'too new' ? '<0.28' : '>=0.27,<0.29';
    const message = `this httpx does not go with the Starlette of the project: require \`${lineFor(site, 'httpx', versions)}\``;
    yield {
      at: clash.required.at ?? { start: site.start, end: site.end },
      message: clash.is === 'too new' ? `${message}, or Starlette 0.37.2` : message,
      ...effectOf(clash.is === 'too new' ? 'tooNewHttpx' : 'tooOldHttpx', cx),
    };
  } else if (hasReached(cx.target, 'starlette', [1, 2]) && !isRequired('httpx2', site.packages)) {
    yield* inspectWarning(site, cx);
  }
}

/** What the tests make of anyio's warning about a name that the test client uses. */
function* inspectAlias(site: Requirements, cx: RuleContext): Generator<Finding> {
  const { filters = [], where } = site.warnings ?? {};
  if (!where || actionOn(filters, ABOUT_ANYIO) !== 'error' || !meetsAnyioAlias(site.packages, cx.target))
    return;
  yield {
    at: { start: site.start, end: site.end },
    message: `anyio warns about a name that the test client uses, which is an error in this project (${lineName(where)}): add there the filter \`${ABOUT_ANYIO.filter}\``,
    ...effectOf('anyioAlias', cx),
  };
}

/** What the tests make of Starlette's warning that httpx2 is not installed. */
function* inspectWarning(site: Requirements, cx: RuleContext): Generator<Finding> {
  const { filters = [], where } = site.warnings ?? {};
  const action = actionOn(filters, ABOUT_HTTPX);
  if (action === 'ignore') return;
  const isError = action === 'error' && where !== undefined;
  const { at = site } = site.packages.find(({ name }) => name === 'httpx') ?? {};
  const add = `add \`${lineFor(site, 'httpx2', '')}\``;
  yield {
    at: { start: at.start, end: at.end },
    message: isError
      ? `the test client warns about httpx, which is an error in this project (${lineName(where)}): ${add}, or there the filter \`${ABOUT_HTTPX.filter}\``
      : `the test client warns about httpx: ${add}`,
    ...effectOf(isError ? 'refusedHttpx' : 'deprecatedHttpx', cx),
    fix: unsafe({ do: 'add-requirement', beside: site, name: 'httpx2', versions: '' }),
  };
}

const lineFor = ({ form }: Requirements, name: string, versions: string): string =>
  writtenIn(form, name, versions);

export default toTransform(rule);
