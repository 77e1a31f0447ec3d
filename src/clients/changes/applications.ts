import { change, effect, type Changes } from './change.ts';

/** What changed in applications and their answers, websockets too. */
export const OF_APPLICATIONS = {
  refusedWebsocket: change(
    '`TestClient.websocket_connect` of Starlette 0.20.4, 0.27.0 and 1.10.0 (run)',
    effect(
      'fails',
      'Starlette 0.21',
      'Starlette 0.21 to 0.40 wait for ever there, and 0.41 raises `WebSocketDenialResponse`, which has `status_code` but no `code` or `detail`',
    ),
  ),
  disconnectText: change(
    '`WebSocketTestSession._raise_on_close` in testclient.py of Starlette 0.37.0',
    effect('fails', 'Starlette 0.37', 'the text of the exception is empty since Starlette 0.37'),
  ),
  unenteredSession: change(
    '`WebSocketTestSession.__enter__` in testclient.py of Starlette 0.45.1',
    effect('fails', 'Starlette 0.45.1', 'an AttributeError since Starlette 0.45.1: no attribute `portal`'),
  ),
} satisfies Changes;
