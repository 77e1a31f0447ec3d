import {
  byName,
  calling,
  ifMovable,
  ifNamed,
  methodOf,
  named,
  plainly,
  way,
  written,
  type Argument,
  type Wanted,
  type Way,
} from './call.ts';
import { build, type Piece } from './piece.ts';

/** A helper at the top of the module; values that need variables of the test are passed into it. */
const throughHelper = (wanted: Wanted, text: string, args: readonly Argument[]): Piece =>
  calling('send_§', args, wanted, { module: [text] });

const parametersOf = (rest: readonly Argument[], tail = ''): string =>
  named(rest)
    .map(({ name }) => `, ${name}${tail}`)
    .join('');
const passed = (rest: readonly Argument[]): string =>
  named(rest)
    .map(({ name }) => `, ${name}=${name}`)
    .join('');

export const HELPER_WAYS: readonly Way[] = [
  way('a helper with options', (wanted) =>
    throughHelper(
      wanted,
      `def send_§(client, url, **options):\n    return client.${wanted.verb}(url, **options)\n`,
      [
        plainly(wanted.client),
        wanted.url.name ? byName(wanted.url) : wanted.url,
        ...(wanted.url.name ? named(wanted.rest) : wanted.rest),
      ],
    ),
  ),
  way('a helper with everything', (wanted) =>
    throughHelper(
      wanted,
      `def send_§(client, *args, **kwargs):\n    return client.${wanted.verb}(*args, **kwargs)\n`,
      [plainly(wanted.client), wanted.url, ...wanted.rest],
    ),
  ),
  way(
    'a helper with names',
    ifNamed((wanted) =>
      throughHelper(
        wanted,
        `def send_§(client, url${parametersOf(wanted.rest)}):\n    return client.${wanted.verb}(url${passed(wanted.rest)})\n`,
        [plainly(wanted.client), byName(wanted.url), ...wanted.rest],
      ),
    ),
  ),
  way(
    'a helper with defaults',
    ifNamed((wanted) =>
      throughHelper(
        wanted,
        `def send_§(client, url${parametersOf(wanted.rest, '=None')}):\n    response = client.${wanted.verb}(url${passed(wanted.rest)})\n    return response\n`,
        [plainly(wanted.client), byName(wanted.url), ...wanted.rest],
      ),
    ),
  ),
  way(
    'a helper whose default it is',
    ifMovable((wanted) =>
      build(
        `send_§(${wanted.client}, ${written(wanted.url)})`,
        [wanted.url.value, ...wanted.rest.map(({ value }) => value)],
        {
          module: [
            `def send_§(client, url${wanted.rest.map(({ name, value }) => `, ${name}=${value.code}`).join('')}):\n    return client.${wanted.verb}(url${passed(wanted.rest)})\n`,
          ],
        },
      ),
    ),
  ),
  way('an imported helper', (wanted) =>
    calling('send_§', [plainly(wanted.client), wanted.url, ...wanted.rest], wanted, {
      imports: ['from helpers import send_§'],
      helpers: [
        `def send_§(client, url, *args, **options):\n    return client.${wanted.verb}(url, *args, **options)\n`,
      ],
    }),
  ),
  way(
    'an imported helper with names',
    ifNamed((wanted) =>
      calling('send_§', [plainly(wanted.client), byName(wanted.url), ...wanted.rest], wanted, {
        imports: ['from helpers import send_§'],
        helpers: [
          `def send_§(client, url${parametersOf(wanted.rest)}):\n    return client.${wanted.verb}(url${passed(wanted.rest)})\n`,
        ],
      }),
    ),
  ),
  way(
    'a local helper',
    ifNamed((wanted) =>
      calling('send_§', [byName(wanted.url), ...wanted.rest], wanted, {
        local: [
          `def send_§(url${parametersOf(wanted.rest)}):\n    return ${methodOf(wanted)}(url${passed(wanted.rest)})`,
        ],
      }),
    ),
  ),
];
