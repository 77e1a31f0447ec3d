import {
  EVENTS,
  GONE_FUNCTIONS,
  GONE_NAMES,
  GONE_PATHS,
  insteadOf,
  MOVED_TO_ROUTER,
  RENAMED,
  RENAMED_PATHS,
  WITH_EVENTS,
} from '../src/clients/applications/gone.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import { hasReached } from '../src/core/model/target.ts';
import { defineRule, member, quote, safe, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Reference } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - Starlette 1.0 removed `on_startup=`, `on_shutdown=`, `on_event`, `add_event_handler` and the decorators `route`,
 * `websocket_route`, `exception_handler` and `middleware` from `Starlette` and `Router`. FastAPI kept its own ones, but not
 * `app.add_event_handler` and `app.route`. Starlette 0.45 removed `starlette.exceptions.ExceptionMiddleware` and two constants, and 0.48
 * renamed `HTTP_422_UNPROCESSABLE_ENTITY` and others.
 * Why it breaks - An application that a test makes for itself fails with an AttributeError, a TypeError or an ImportError.
 * Fix safety - `safe`: the router of a FastAPI application has `add_event_handler` and `route` on every version, and the application
 * called them. A constant is renamed only where the target is Starlette 0.48 or later, because no earlier version has the new name.
 * Not handled - Files that hold no tests, and arguments that go through `**kwargs`, a `partial` or `super()`. Functions for a `lifespan` are
 * not written.
 */
export const rule = defineRule({
  name: 'starlette-1',
  summary: "Report what Starlette 1.0 removed from applications, in tests' own applications.",
  safety: 'safe',
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    references: [
      ...GONE_PATHS,
      ...MOVED_TO_ROUTER,
      ...EVENTS,
      ...WITH_EVENTS,
      ...Object.keys(GONE_NAMES),
      ...Object.keys(GONE_FUNCTIONS),
      ...RENAMED_PATHS,
    ],
  },
  *reference(site, cx) {
    if (
      !site.isOfTests ||
      site.guarded ||
      (site.as === 'patch' && !site.path.startsWith('starlette.exceptions.'))
    )
      return;
    if (MOVED_TO_ROUTER.includes(site.path)) yield inspectMoved(site, cx);
    else if (EVENTS.includes(site.path)) yield inspectEvent(site, cx);
    else if (WITH_EVENTS.includes(site.path)) yield* inspectConstruction(site, cx);
    else if (RENAMED_PATHS.includes(site.path)) yield* inspectStatus(site, cx);
    else yield* inspectGone(site, cx);
  },
});

/** `app.add_event_handler` of a FastAPI application, `app.add_websocket_route` of any. */
function inspectMoved(site: Reference, cx: RuleContext): Finding {
  const at = spanOf(site);
  const { object, name } = partsOf(site);
  const message = `the application has no \`${name}\` any more: write \`${cx.text(object)}.router.${name}\``;
  const fix = safe({ do: 'replace', target: at, with: member(member(quote(object), 'router'), name) });
  return { at, message, ...effectOf('goneFromApplications', cx), fix };
}

/** `await app.router.startup()`. */
function inspectEvent(site: Reference, cx: RuleContext): Finding {
  const { object, name } = partsOf(site);
  const router = cx.text(object);
  const app = router.includes('.') ? router.slice(0, router.lastIndexOf('.')) : 'app';
  const message = `the router has no \`${name}\` any more: write \`async with ${router}.lifespan_context(${app}):\` around what is between start and end`;
  return { at: spanOf(site), message, ...effectOf('goneFromApplications', cx) };
}

/** `Starlette(on_startup=[...])`. */
function* inspectConstruction({ called, text }: Reference, cx: RuleContext): Generator<Finding> {
  const [first] = (called?.options ?? []).filter(({ key }) => /^on(Startup|Shutdown)$/.test(key.name));
  if (!first) return;
  const message = `\`${text}\` takes no \`${cx.spell(first.key.name)}\` any more: pass \`lifespan=\`, a function that does it before or after its \`yield\``;
  yield {
    at: { start: first.key.start, end: first.value.end },
    message,
    ...effectOf('goneParameter', cx),
  };
}

function* inspectGone(site: Reference, cx: RuleContext): Generator<Finding> {
  const name = site.path.slice(site.path.lastIndexOf('.') + 1);
  const other = GONE_NAMES[site.path] ?? GONE_FUNCTIONS[site.path];
  // What is imported by its name fails where it is imported.
  if (other !== undefined && (site.as === 'import' || site.as === 'patch' || site.text.includes('.')))
    yield {
      at: spanOf(site),
      message: `Starlette has no \`${site.path}\` any more: ${other}`,
      ...effectOf(site.path in GONE_FUNCTIONS ? 'goneFunction' : 'goneName', cx),
    };
  const instead = insteadOf(site.path);
  if (instead === undefined) return;
  const [first] = site.called?.args ?? [];
  const written = instead
    .replace('{object}', cx.text(partsOf(site).object))
    .replace('{first}', first ? cx.text(first) : '...');
  const message = `Starlette has no \`${name}\` here any more: ${written}`;
  yield { at: spanOf(site), message, ...effectOf('goneFromApplications', cx) };
}

/** `status.HTTP_422_UNPROCESSABLE_ENTITY`, or the import of the constant: its uses keep the name that they know. */
function* inspectStatus(site: Reference, cx: RuleContext): Generator<Finding> {
  const { object, name } = partsOf(site);
  const known = site.path.slice(site.path.lastIndexOf('.') + 1);
  const to = RENAMED[known];
  const isImport = site.as === 'import';
  if (to === undefined || !hasReached(cx.target, 'starlette', [0, 48])) return;
  if (!isImport && (name !== known || object.end <= object.start)) return;
  const at = spanOf(site);
  const message = `\`${known}\` is now \`${to}\`: rename it`;
  const from = site.path.slice(0, site.path.lastIndexOf('.'));
  const fix = isImport
    ? safe({ do: 'edit-import', target: at, from, name: to, as: site.alias ?? known })
    : safe({ do: 'replace', target: at, with: member(quote(object), to) });
  yield { at, message, ...effectOf('renamedStatus', cx), fix };
}

const spanOf = ({ start, end }: Reference): Finding['at'] => ({ start, end });

/** The expression that an attribute is read from, which is empty for a name, and the last name. */
function partsOf({ start, text }: Reference): { readonly object: Finding['at']; readonly name: string } {
  const dot = text.lastIndexOf('.');
  return { object: { start, end: start + Math.max(dot, 0) }, name: text.slice(dot + 1).trim() };
}

export default toTransform(rule);
