import { describe, expect, test } from 'vitest';
import type { ClientCall } from '../../../src/core/model/calls.ts';
import { slice } from '../../../src/core/text.ts';
import { openIn } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

const HEAD = code`
  import { TestClient } from 'framework';
  const client = new TestClient(app);

`;

interface Found {
  readonly call: ClientCall;
  readonly text: (span: { readonly start: number; readonly end: number } | undefined) => string;
}

async function callIn(source: string): Promise<Found> {
  const { calls, source: whole } = await openIn({ 'a.test.ts': HEAD + source }, 'a.test.ts');
  const [call] = calls;
  if (!call) throw new Error('no call is found');
  return { call, text: (span) => (span ? slice(whole, span) : '') };
}

describe('a call', () => {
  test('has spans of the call, its method, its arguments and its options', async () => {
    const { call, text } = await callIn('await client.post<User>("/a", { "data": (body), json });');
    expect(text(call)).toBe('client.post<User>("/a", { "data": (body), json })');
    expect(text(call.method)).toBe('post');
    expect(text(call.receiver)).toBe('client');
    expect(call.args.map(text)).toEqual(['"/a"']);
    expect(call.options.map(text)).toEqual(['"data": (body)', 'json']);
    expect(call.options.map(({ key }) => text(key))).toEqual(['"data"', 'json']);
    expect(call.options.map(({ value }) => text(value))).toEqual(['(body)', 'json']);
  });

  test('with a method in brackets is a member', async () => {
    const { call, text } = await callIn('client["delete"]("/a");');
    expect(call.callee.via).toBe('member');
    expect(call.method.name).toBe('delete');
    expect(text(call.method)).toBe('"delete"');
  });

  test('with a method in a variable is dynamic', async () => {
    const { call, text } = await callIn('for (const method of ["get", "delete"]) client[method]("/a");');
    expect(call.callee.via === 'dynamic' && call.callee.name.constants).toEqual(['get', 'delete']);
    expect(text(call.callee.span)).toBe('client[method]');
  });

  test('with a method from a table is dynamic', async () => {
    const { call } = await callIn(
      'it.each(["GET", "DELETE"])("%s", (method) => client[method.toLowerCase()]("/a"));',
    );
    expect(call.callee.via).toBe('dynamic');
  });

  test('with a method of a union type is dynamic', async () => {
    const { call } = await callIn('function f(method: "get" | "delete") { client[method]("/a"); }');
    expect(call.callee.via === 'dynamic' && call.callee.name.constants).toEqual(['get', 'delete']);
  });

  test('that is optional keeps its place', async () => {
    const { call, text } = await callIn('client?.delete?.("/a", { data: x });');
    expect(text(call)).toBe('client?.delete?.("/a", { data: x })');
    expect(text(call.method)).toBe('delete');
  });

  test('through a method in a name is bound', async () => {
    const { call } = await callIn('const send = client.delete;\nsend("/a");');
    expect(call.callee.via).toBe('bound');
    expect(call.method.name).toBe('delete');
  });

  test('with arguments passed on tells so', async () => {
    const { call, text } = await callIn('client.post("/a", ...rest);');
    expect(call.args.map(text)).toEqual(['"/a"']);
    expect(call.hidden).toMatchObject({ may: 'anything', positional: true });
  });

  test('with a body by position has it among its arguments', async () => {
    const { call, text } = await callIn('client.post("/a", "raw");');
    expect(call.args.map(text)).toEqual(['"/a"', '"raw"']);
    expect(call.options).toEqual([]);
  });

  test('inside another one is found as well, after it', async () => {
    const { calls } = await openIn(
      { 'a.test.ts': `${HEAD}client.post("/", { data: await client.get("/").text() });` },
      'a.test.ts',
    );
    expect(calls.map(({ method }) => method.name)).toEqual(['post', 'get']);
  });

  test('is found where an emoji, a byte order mark or CRLF stand before it', async () => {
    const { call, text } = await callIn('/* 😀 */\r\nclient.get("/a");');
    expect(text(call)).toBe('client.get("/a")');
  });
});
