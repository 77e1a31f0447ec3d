import { describe } from 'vitest';
import { defineRule, member, not, quote, safe, type Rule } from '../../../src/core/rule.ts';
import { cases, findings, noop } from '../../support/rules.ts';
import { ts } from '../../support/snippets.ts';

/** `response.ok` becomes `!response.isError`, and `!response.ok` becomes `response.isError`. */
const okToIsError: Rule = defineRule({
  name: 'ok-to-is-error',
  summary: 'Write `isError` instead of `ok`.',
  safety: 'safe',
  wants: { libraries: ['test-client'], reads: { response: ['ok'] } },
  *read({ subject, attribute, around, ...span }) {
    const isError = member(quote(subject), 'isError');
    yield {
      level: 'fails',
      at: attribute,
      message: '`ok` is now `isError`, and means the opposite',
      fix: safe({
        do: 'replace',
        target: around.negated ?? span,
        with: around.negated ? isError : not(isError),
      }),
    };
  },
});

/** `Session` of the old package becomes the client of the new one, and a call of the old one is removed. */
const newPackage: Rule = defineRule({
  name: 'new-package',
  summary: 'Import the client of the new package.',
  safety: 'safe',
  wants: { libraries: ['test-client'], references: ['old-client'] },
  *reference({ as, path, unused, ...span }) {
    if (as !== 'import') return;
    const target = { start: span.start, end: span.end };
    const message = 'the package has a new name';
    if (unused) yield { at: span, message, level: 'fails', fix: safe({ do: 'remove-import', target }) };
    else if (path === 'old-client.Session')
      yield {
        level: 'fails',
        at: span,
        message,
        fix: safe({ do: 'edit-import', target, from: 'new-client', name: 'Client', as: 'Session' }),
      };
    else yield { at: span, message, level: 'fails' };
  },
});

describe('a rule about what is read from a response', () => {
  cases(okToIsError, [
    [
      'in an assertion',
      ts`
        const response = await client.get("/");
        expect(response.ok).toBe(true);
      `,
      ts`
        const response = await client.get("/");
        expect(!response.isError).toBe(true);
      `,
    ],
    [
      'of a call',
      ts`if ((await client.get("/")).ok) run();`,
      ts`if (!(await client.get("/")).isError) run();`,
    ],
    [
      'where it is negated',
      ts`
        const r = await client.get("/");
        if (!r.ok || !(r.ok)) fail();
      `,
      ts`
        const r = await client.get("/");
        if (r.isError || r.isError) fail();
      `,
    ],
    [
      'several times in a line',
      ts`
        const r = await client.get("/");
        log(r.ok.toString(), typeof r.ok, r.ok ? 1 : 2, r.ok === true, \`\${r.ok}\`);
      `,
      ts`
        const r = await client.get("/");
        log((!r.isError).toString(), typeof !r.isError, !r.isError ? 1 : 2, !r.isError === true, \`\${!r.isError}\`);
      `,
    ],
    [
      'in a callback',
      ts`await client.get("/").then((r) => r.ok);`,
      ts`await client.get("/").then((r) => !r.isError);`,
    ],
    [
      'in a helper',
      ts`
        const check = (r) => expect(r.ok).toBe(true);
        check(await client.get("/"));
      `,
      ts`
        const check = (r) => expect(!r.isError).toBe(true);
        check(await client.get("/"));
      `,
    ],
  ]);
  findings(okToIsError, [
    ['what may be skipped', ts`const r = await client.get("/"); r?.ok;`, ['ok', 'cannot edit']],
    ['a key of a pattern', ts`const { ok } = await client.get("/");`, ['ok', 'cannot edit']],
    [
      'what is no response on another path',
      ts`const r = a ? await client.get("/") : await fetch("/"); r.ok;`,
      ['ok', 'something else'],
    ],
  ]);
  noop(okToIsError, [
    // Only the name suggests a client.
    ts`export const check = async (client) => (await client.get("/")).ok;`,
    ts`const r = await fetch("/"); r.ok; // client`,
    ts`const { ok } = { ok: true }; // client`,
    ts`const r = await client.get("/"); r.ok = true;`,
    ts`const r = await client.get("/"); r.json().ok;`,
  ]);
});

describe('a rule about an imported package', () => {
  cases(newPackage, [
    [
      'with other names beside it',
      ts`
        import { Session, codes } from "old-client";
        new Session().get(codes.ok);
      `,
      ts`
        import { codes } from "old-client";
        import { Client as Session } from "new-client";
        new Session().get(codes.ok);
      `,
    ],
    [
      'with a name that nothing used before, which stays',
      ts`
        import { Session } from "old-client";
        import * as old from "old-client";
        new Session();
      `,
      ts`
        import { Client as Session } from "new-client";
        import * as old from "old-client";
        new Session();
      `,
    ],
  ]);
  findings(newPackage, [
    ['what is handed on', ts`export { Session } from "old-client";`, ['Session']],
    ['what is imported in place', ts`f(await import("old-client"));`, ['import("old-client")']],
  ]);
  noop(newPackage, [
    ts`import { Session } from "another"; new Session();`,
    ts`import { Session } from "./old-client"; new Session();`,
  ]);
});
