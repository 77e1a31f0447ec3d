import type { Transform as JscodeshiftTransform } from 'jscodeshift';
import testUtils from 'jscodeshift/src/testUtils.js';
import { describe, expect, test } from 'vitest';
import type { ClientCall } from '../src/core/model/calls.ts';
import { defineRule, safe, unsafe } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';
import followRedirects from '../transforms/follow-redirects.ts';
import { anyCall } from './support/wants.ts';

const PRELUDE = 'from starlette.testclient import TestClient\nclient = TestClient(app)\n';
const OLD = `${PRELUDE}client.get("/", allow_redirects=False)\n`;
const NEW = `${PRELUDE}client.get("/", follow_redirects=False)\n`;

const rename = ({ options }: ClientCall) => ({ do: 'rename', target: options[0]!.key, to: 'new' }) as const;

const risky = toTransform(
  defineRule({
    name: 'risky',
    summary: 'Renames the first option.',
    safety: 'unsafe',
    wants: anyCall,
    *call(call) {
      if (call.options[0]?.key.name !== 'old') return;
      yield {
        at: call.options[0],
        message: 'old is gone',
        level: 'fails',
        why: 'it fails',
        fix: unsafe(rename(call)),
      };
    },
  }),
);
const RISK = `${PRELUDE}client.get("/", old=1)\n`;

const broken = toTransform(
  defineRule({
    name: 'broken',
    summary: 'Never settles.',
    safety: 'safe',
    wants: anyCall,
    *call(call) {
      const target = call.options[0]!.key;
      yield {
        at: target,
        message: 'again',
        level: 'fails',
        fix: safe({ do: 'rename', target, to: `${target.name}X` }),
      };
    },
  }),
);

/** What a transform says and returns. */
async function run(
  transform: typeof risky,
  source: string,
  path?: string,
  options?: Record<string, unknown>,
) {
  const said: string[] = [];
  const text = await transform({ path, source }, { report: (line) => said.push(line) }, options);
  return { text, said };
}

/** Its types do not know that a transform may be asynchronous. */
const applied = (transform: typeof risky, source: string): Promise<string> =>
  Promise.resolve(testUtils.applyTransform(transform, {}, { source }));

describe('a rule as a jscodeshift transform', () => {
  test('fits the type that jscodeshift declares', () => {
    expect(followRedirects satisfies JscodeshiftTransform).toBeTypeOf('function');
  });

  test('resolves to the new text', async () => {
    expect(await run(followRedirects, OLD, 'test_a.py')).toEqual({ text: NEW, said: [] });
  });

  test('resolves to the same text when there is nothing to do', async () => {
    expect(await run(followRedirects, NEW, 'test_a.py')).toEqual({ text: NEW, said: [] });
  });

  test('resolves to undefined for a file that is not ours', async () => {
    expect(await run(followRedirects, OLD, 'notes.txt')).toEqual({ text: undefined, said: [] });
  });

  test('resolves to undefined for a file that wants to be left alone', async () => {
    expect(await run(followRedirects, `# bump-testclient: ignore-file\n${OLD}`, 'test_a.py')).toEqual({
      text: undefined,
      said: [],
    });
  });

  test('rejects with place and cause when the file does not parse', async () => {
    await expect(run(followRedirects, `${OLD}def (:\n`, 'tests/test_a.py')).rejects.toThrow(
      /^tests\/test_a\.py:4:\d+: syntax-error: /,
    );
  });

  test('rejects when the result would not settle', async () => {
    await expect(run(broken, RISK, 'test_a.py')).rejects.toThrow('test_a.py: did-not-converge: ');
  });

  test('reports what it left, and where', async () => {
    const line = ':3:17 risky: old is gone (it fails) [--unsafe=true changes it]';
    expect(await run(risky, RISK, 'test_a.py')).toEqual({ text: RISK, said: [line] });
  });

  test('does not count a byte-order mark in a column', async () => {
    const line = RISK.replaceAll('\n', '; ');
    const { said } = await run(risky, `\uFEFF${line}`, 'test_a.py');
    expect(said).toEqual([expect.stringContaining(`:1:${line.indexOf('old') + 1} risky`)]);
  });

  test('makes unsafe fixes when asked to', async () => {
    expect(await run(risky, RISK, 'test_a.py', { unsafe: true })).toEqual({
      text: RISK.replace('old', 'new'),
      said: [],
    });
    expect((await run(risky, RISK, 'test_a.py', { unsafe: false })).text).toBe(RISK);
  });

  test('refuses a value of unsafe that jscodeshift took from the paths', async () => {
    await expect(run(risky, RISK, 'test_a.py', { unsafe: 'tests/' })).rejects.toThrow('--unsafe=true');
  });

  test('takes the words of --target', async () => {
    const told = toTransform(
      defineRule({
        name: 'told',
        summary: 'Tells the target.',
        safety: 'none',
        wants: anyCall,
        *call(call, { target }) {
          yield { at: call, message: JSON.stringify(target), level: 'fails', since: 'Starlette 0.43' };
        },
      }),
    );
    const said = async (target?: unknown) =>
      (await run(told, RISK, 'test_a.py', target === undefined ? {} : { target })).said.join();
    expect(await said()).toContain('{"client":"httpx","versions":{}}');
    expect(await said('httpx2')).toContain('{"client":"httpx2","versions":{}}');
    expect(await said('starlette==0.42')).toBe('');
    await expect(said('django')).rejects.toThrow("'django' is no target");
    await expect(said(true)).rejects.toThrow('--target=httpx2');
  });

  test('takes the language from the parser that is asked for where there is no path', async () => {
    const [old, wanted] = ['allowRedirects', 'followRedirects'].map(
      (name) =>
        `import { TestClient } from './client';\nnew TestClient(<App />).get('/', { ${name}: false });\n`,
    );
    expect(await run(followRedirects, old!, undefined, { parser: 'tsx' })).toEqual({
      text: wanted,
      said: [],
    });
    await expect(run(followRedirects, old!, undefined, { parser: 'ts' })).rejects.toThrow('input.ts:2:');
  });

  test('works under the helpers of jscodeshift, which pass no path and no report', async () => {
    await expect(applied(followRedirects, OLD)).resolves.toBe(NEW.trim());
    await expect(applied(risky, RISK)).resolves.toBe(RISK.trim());
  });
});
