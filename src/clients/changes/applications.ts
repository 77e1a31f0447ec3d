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
  goneFromApplications: change(
    'starlette/applications.py and starlette/routing.py of Starlette 1.0.0; FastAPI 0.165 on Starlette 1.10 (run)',
    effect('fails', 'Starlette 1.0', 'an AttributeError since Starlette 1.0'),
  ),
  goneParameter: change(
    '`Starlette.__init__` and `Router.__init__` of Starlette 1.0.0',
    effect('fails', 'Starlette 1.0', 'a TypeError since Starlette 1.0'),
  ),
  goneName: change(
    'starlette/exceptions.py and starlette/status.py of Starlette 0.45.0',
    effect('fails', 'Starlette 0.45', 'gone since Starlette 0.45'),
  ),
  goneFunction: change(
    'starlette/routing.py of Starlette 1.0.0',
    effect('fails', 'Starlette 1.0', 'gone since Starlette 1.0'),
  ),
  renamedStatus: change(
    '`__deprecated__` in starlette/status.py of Starlette 0.48.0',
    effect('warns', 'Starlette 0.48', 'the old name is deprecated since Starlette 0.48'),
  ),
} satisfies Changes;
