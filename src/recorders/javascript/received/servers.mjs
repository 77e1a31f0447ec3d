import { createRequire } from 'node:module';
import { isRedirect } from '../clients/answers.mjs';

const require = createRequire(import.meta.url);

/**
 * Watches the servers of `node:http` and `node:https` that this process runs.
 * @param {import('./received.mjs').Received} received
 */
export function watchServers(received) {
  for (const name of ['node:http', 'node:https']) {
    const { prototype } = require(name).Server;
    const { emit } = prototype;
    prototype.emit = function (event, request, response, ...rest) {
      if (event === 'request') received.safely(() => note(received, request, response));
      return Reflect.apply(emit, this, [event, request, response, ...rest]);
    };
  }
}

function note(received, incoming, response) {
  const { method, url, rawHeaders } = incoming;
  const headers = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    headers.push([rawHeaders[index], rawHeaders[index + 1]]);
  const request = {
    method,
    url,
    headers: headers.filter(([name]) => !OF_CONNECTIONS.has(name.toLowerCase())),
    body: undefined,
  };
  received.arrived(request);
  watchBody(incoming, request);
  response.once('finish', () =>
    received.safely(() => {
      const { statusCode } = response;
      received.answered(request, statusCode, isRedirect({ statusCode, headers: headersOf(response) }));
    }),
  );
}

/** Headers that are given with the status are not among those that a response has. */
function headersOf(response) {
  const [, location] = /\r\nlocation: *([^\r]*)/i.exec(response._header ?? '') ?? [];
  return location === undefined ? response.getHeaders() : { location };
}

/** They tell of sockets, which have another port each time. */
const OF_CONNECTIONS = new Set(['connection', 'host', 'keep-alive', 'transfer-encoding']);

/** What comes in is looked at before the application reads it, if it does. */
function watchBody(incoming, request) {
  const chunks = [];
  const { push } = incoming;
  incoming.push = function (chunk, ...rest) {
    if (chunk === null) request.body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    else {
      chunks.push(Buffer.from(chunk));
      request.body = 'unread';
    }
    return Reflect.apply(push, this, [chunk, ...rest]);
  };
}
