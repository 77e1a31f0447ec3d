import { change, effect, fails, type Changes } from './change.ts';

/** What changed in how a client is made, what it has, and options that are gone. */
export const OF_CLIENTS = {
  droppedOption: change(
    '`Client.get` and others in _client.py of httpx 0.23; they had no effect in `_ASGIAdapter.send` of Starlette 0.20.4',
    effect('fails', 'Starlette 0.21', 'a TypeError since Starlette 0.21: unexpected keyword argument'),
    fails('the new client does not know this option'),
  ),
  timeoutOption: change(
    '`TestClient.request` of Starlette 0.46.0; it had no effect in `_ASGIAdapter.send` of 0.20.4',
    effect('warns', 'Starlette 0.46', 'a warning since Starlette 0.46, also about `None`'),
    fails('the new client does not know this option'),
  ),
} satisfies Changes;
