import { build, type Piece } from './piece.ts';
import { OF_RESPONSE } from './response-uses.ts';
import { asserted, use, type Use } from './use.ts';

/** The answer is no redirect, or the one behind it. */
export const OF_ANSWER: readonly Use[] = [
  use('nothing', '$'),
  asserted('status of a name', 'RESPONSE.status_code == 200'),
  use('status of the call', 'assert $.status_code == 200'),
  use('a name that is not read', 'response_§ = $'),
  asserted('json', 'RESPONSE.json()["ok"]'),
  use('json of the call', 'assert $.json()["name"] == "Ada"'),
  asserted('text', '"Ada" in RESPONSE.text'),
  asserted('content', 'RESPONSE.content'),
  asserted('a header', 'RESPONSE.headers["content-type"] == "application/json"'),
  asserted('no error', 'RESPONSE.status_code < 400'),
  asserted('not 404', 'RESPONSE.status_code != 404'),
  use('raise_for_status', '$.raise_for_status()'),
  { ...use('assertEqual', 'self.assertEqual($.status_code, 200)'), unittest: true },
  ...OF_RESPONSE,
];

const MEMBERS: Readonly<Record<number, string>> = {
  301: 'MOVED_PERMANENTLY',
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
};

const filled = (text: string, status: number): string =>
  text
    .replaceAll('status.HTTP_NAME', () => `status.HTTP_${status}_${MEMBERS[status]}`)
    .replaceAll('HTTPStatus.MEMBER', () => `HTTPStatus.${MEMBERS[status]}`)
    .replaceAll('STATUS', String(status));

/** The statements of a use around a call, as one piece whose code has a statement a line. */
export function using(
  { lines, needs = {} }: Use,
  call: Piece,
  { status, client }: { readonly status: number; readonly client: string },
): Piece {
  const fill = (texts: readonly string[] = []): readonly string[] =>
    texts.map((text) => filled(text, status));
  const code = fill(lines)
    .map((line) => line.replaceAll('CLIENT', () => client).replaceAll('$', () => call.code))
    .join('\n');
  return build(code, [call], { ...needs, module: fill(needs.module), decorators: fill(needs.decorators) });
}
