import { describe } from 'vitest';
import { rules } from '../../../src/registry.ts';
import { cases, findings } from '../../support/rules.ts';
import { ts } from '../../support/snippets.ts';

describe('code for the old client', () => {
  findings(rules, [
    [
      'in a branch, with the new form in the other',
      ts`
        if (isNew) await client.get("/a", { followRedirects: false });
        else await client.get("/a", { allowRedirects: false });
      `,
      ['isNew', 'branch for the old client', 'its new form stands in another branch of `isNew`'],
    ],
    [
      'in a choice',
      ts`const r = version >= 2 ? await client.request("DELETE", "/a", { json: 1 }) : await client.delete("/a", { json: 1 });`,
      ['version >= 2', 'branch for the old client'],
    ],
    [
      'where the new form was refused',
      ts`
        try { await client.post("/a", { content: "x" }); }
        catch (error) { await client.post("/a", { data: "x" }); }
      `,
      ['error', 'branch for the old client', 'in the other block of the `try` that catches `error`'],
    ],
    [
      'where any error of the new form is caught',
      ts`
        try { await client.post("/a", { content: "x" }); }
        catch { await client.post("/a", { data: "x" }); }
      `,
      [
        'catch { await client.post("/a", { data: "x" }); }',
        'branch for the old client',
        'in the other block of this `try`',
      ],
    ],
    [
      'behind a return',
      ts`
        async function f() {
          if (isNew) return client.get("/a", { followRedirects: false });
          return client.get("/a", { allowRedirects: false });
        }
      `,
      ['isNew', 'branch for the old client'],
    ],
    [
      'whose error is expected',
      ts`await expect(client.get("/a", { allowRedirects: 1 })).rejects.toThrow(TypeError);`,
      ['allowRedirects', 'passes with the error of the new client'],
    ],
    [
      'whose error is expected of a function',
      ts`await assert.rejects(() => client.delete("/a", { json: 1 }), TypeError);`,
      ['delete', 'passes with the error of the new client'],
    ],
  ]);

  cases(rules, [
    [
      'is not what has no new form on another way',
      ts`
        if (isAdmin) await client.get("/a", { followRedirects: false });
        else await client.get("/b", { allowRedirects: false });
      `,
      ts`
        if (isAdmin) await client.get("/a", { followRedirects: false });
        else await client.get("/b", { followRedirects: false });
      `,
    ],
    [
      'is not what stands on both ways',
      ts`
        if (isAdmin) await client.get("/a", { allowRedirects: false });
        else await client.get("/a", { allowRedirects: true });
      `,
      ts`
        if (isAdmin) await client.get("/a", { followRedirects: false });
        else await client.get("/a", { followRedirects: true });
      `,
    ],
    [
      'is not what is expected to fail in the application',
      ts`await expect(client.delete("/a", { json: 1 })).rejects.toThrow("no such order");`,
      ts`await expect(client.request("DELETE", "/a", { json: 1 })).rejects.toThrow("no such order");`,
    ],
  ]);
});
