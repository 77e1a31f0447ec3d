import { rule as bodyToRequest } from '../../../transforms/body-to-request.ts';
import { rule as dataToContent } from '../../../transforms/data-to-content.ts';
import { rule as followRedirects } from '../../../transforms/follow-redirects.ts';
import { cases, findings, noop } from '../../support/rules.ts';
import { ts } from '../../support/snippets.ts';

cases(dataToContent, [
  [
    'a method that is given away with its arguments',
    ts`
      retry(client.post, "/x", { data: "raw" });
      retry({ times: 3 }, client.put, "/x", { data: "raw" });
      retry(client.post.bind(client), "/x", { data: "raw" });
      retry(client.request, "POST", "/x", { data: "raw" });
      setTimeout(client.patch, 10, "/x", { data: "raw" });
    `,
    ts`
      retry(client.post, "/x", { content: "raw" });
      retry({ times: 3 }, client.put, "/x", { content: "raw" });
      retry(client.post.bind(client), "/x", { content: "raw" });
      retry(client.request, "POST", "/x", { content: "raw" });
      setTimeout(client.patch, 10, "/x", { content: "raw" });
    `,
  ],
]);

cases(followRedirects, [
  [
    'a method that is given to a method',
    ts`pool.run(client.get, "/x", { allowRedirects: false })`,
    ts`pool.run(client.get, "/x", { followRedirects: false })`,
  ],
]);

findings(bodyToRequest, [
  [
    'a method that is given away has no call that could be another',
    ts`setTimeout(client.delete, 1, "/x", { json: 1 })`,
    ['client.delete', 'hand over `request` of the client, and pass `"DELETE"` before the URL'],
  ],
]);

noop(dataToContent, [
  ts`retry(client.post, { data: "raw" })`,
  ts`retry("/x", { data: "raw" }, client.post)`,
  ts`retry(cache.post, "/x", { data: "raw" })`,
  ts`["/x"].map(client.post); emitter.on("x", client.post)`,
  ts`
      function log(method: unknown, url: string, options: object) { console.log(url, options); }
      log(client.post, "/x", { data: "raw" });
    `,
]);
