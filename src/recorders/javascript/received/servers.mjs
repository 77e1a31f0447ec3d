import { subscribe } from 'node:diagnostics_channel';
import { isRedirect } from '../clients/answers.mjs';

/**
 * Watches the servers of `node:http` and `node:https` that this process runs. Node tells of each request before the server does, and loads
 * neither module for that.
 * @param {import('./received.mjs').Received} received
 */
export function watchServers(received) {
  subscribe('http.server.request.start', ({ request, response }) =>
    received.safely(() => note(received, request, response)),
  );
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
