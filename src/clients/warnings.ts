/**
 * How the warnings of the new clients begin that code for the old one meets. Sources: `_choose_redirect_arg` in testclient.py of
 * Starlette 0.21 to 0.42, `encode_request` in _content.py, `Client.__init__` and `Client.request` in _client.py of httpx 0.23 to 0.28.
 */
export const WARNINGS: readonly string[] = [
  'The `allow_redirects`',
  "Use 'content=",
  "The 'app' shortcut",
  'Setting per-request cookies',
];
