import type { Layout } from './layouts.ts';
import { build, type Piece } from './piece.ts';

export const VERBS = ['post', 'get', 'put', 'delete', 'patch', 'head', 'options'] as const;
export type Verb = (typeof VERBS)[number];

/** One argument of a call; by position where it has no name. */
export interface Argument {
  readonly name?: string;
  readonly value: Piece;
}

/** A call to be written: `client.verb(url, ...rest)`. */
export interface Wanted {
  readonly client: string;
  readonly verb: Verb;
  readonly url: Argument;
  readonly rest: readonly Argument[];
  readonly layout: Layout;
}

/** A way for a call to reach its client. */
export interface Way {
  readonly name: string;
  /** Calls `request`, which does not follow redirects by itself. */
  readonly request?: boolean;
  /** Whether a method of `unittest` may do it. */
  readonly plain: boolean;
  readonly write: (wanted: Wanted) => Piece;
}

const written = ({ name, value }: Argument): string => (name ? `${name}=${value.code}` : value.code);

/** A call of `callee` with these arguments, and what they need. */
const calling = (
  callee: string,
  args: readonly Argument[],
  { layout }: Wanted,
  more: Partial<Piece> = {},
): Piece =>
  build(
    layout.write(callee, args.map(written)),
    args.map(({ value }) => value),
    more,
  );

const plainly = (code: string): Argument => ({ value: { code } });
const way = (name: string, write: Way['write'], more: Partial<Way> = {}): Way => ({
  name,
  plain: true,
  write,
  ...more,
});

const methodOf = ({ client, verb }: Wanted): string => `${client}.${verb}`;
const named = (rest: readonly Argument[]): readonly Argument[] => rest.filter(({ name }) => name);
const unnamed = (rest: readonly Argument[]): readonly Argument[] => rest.filter(({ name }) => !name);

/** The named arguments as a dictionary. */
const dictionary = (rest: readonly Argument[]): string =>
  `{${named(rest)
    .map(({ name, value }) => `"${name}": ${value.code}`)
    .join(', ')}}`;

/** Spreads the named arguments into the call from `code`; `more` tells where that comes from. */
const spreading = (wanted: Wanted, code: string, more: Partial<Piece>): Piece =>
  calling(methodOf(wanted), [wanted.url, ...unnamed(wanted.rest), plainly(`**${code}`)], wanted, {
    ...build(
      '',
      wanted.rest.map(({ value }) => value),
      more,
    ),
  });

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

const byName = (url: Argument): Argument => ({ name: 'url', value: url.value });
const isAllNamed = (rest: readonly Argument[]): boolean => rest.every(({ name }) => name);
const isMovable = (rest: readonly Argument[]): boolean =>
  rest.every(({ value }) => !value.local?.length && !value.params?.length && !value.code.includes(':='));

const direct = (wanted: Wanted): Piece => calling(methodOf(wanted), [wanted.url, ...wanted.rest], wanted);

/** Ways that only make sense for named arguments fall back on the plain one. */
const ifNamed =
  (write: Way['write']): Way['write'] =>
  (wanted) =>
    wanted.rest.length > 0 && isAllNamed(wanted.rest) ? write(wanted) : direct(wanted);
const ifMovable =
  (write: Way['write']): Way['write'] =>
  (wanted) =>
    wanted.rest.length > 0 && isAllNamed(wanted.rest) && isMovable(wanted.rest)
      ? write(wanted)
      : direct(wanted);

const requestWith = (wanted: Wanted, method: Argument): Piece =>
  calling(
    `${wanted.client}.request`,
    [method, method.name ? byName(wanted.url) : wanted.url, ...named(wanted.rest)],
    wanted,
  );

const dynamic = (wanted: Wanted, method: string, more: Partial<Piece>): Piece =>
  calling(`getattr(${wanted.client}, ${method})`, [wanted.url, ...wanted.rest], wanted, more);

export const WAYS: readonly Way[] = [
  way('direct', direct),
  way('request', (wanted) => requestWith(wanted, plainly(`"${wanted.verb.toUpperCase()}"`)), {
    request: true,
  }),
  way('request in lower case', (wanted) => requestWith(wanted, plainly(`'${wanted.verb}'`)), {
    request: true,
  }),
  way(
    'request by name',
    (wanted) => requestWith(wanted, { name: 'method', value: { code: `"${wanted.verb.toUpperCase()}"` } }),
    { request: true },
  ),
  way(
    'request with a name',
    (wanted) =>
      requestWith(wanted, {
        value: { code: 'method_§', local: [`method_§ = "${wanted.verb.toUpperCase()}"`] },
      }),
    { request: true },
  ),
  way('getattr of a literal', (wanted) => dynamic(wanted, `"${wanted.verb}"`, {})),
  way('getattr of a name', (wanted) =>
    dynamic(wanted, 'method_§', { local: [`method_§ = "${wanted.verb}"`] }),
  ),
  way(
    'getattr of a parameter',
    (wanted) =>
      dynamic(wanted, 'method_§', {
        imports: ['import pytest'],
        params: ['method_§'],
        decorators: [`@pytest.mark.parametrize("method_§", ["${wanted.verb}"])`],
      }),
    { plain: false },
  ),
  way('getattr in lower case', (wanted) =>
    dynamic(wanted, 'METHOD_§.lower()', { module: [`METHOD_§ = "${wanted.verb.toUpperCase()}"\n`] }),
  ),
  way('a bound method', (wanted) =>
    calling('bound_§', [wanted.url, ...wanted.rest], wanted, { local: [`bound_§ = ${methodOf(wanted)}`] }),
  ),
  way(
    'partial',
    ifNamed((wanted) =>
      calling(`partial(${methodOf(wanted)}, ${written(wanted.url)})`, wanted.rest, wanted, {
        ...build('', [wanted.url.value], { imports: ['from functools import partial'] }),
      }),
    ),
  ),
  way(
    'a lambda',
    ifNamed((wanted) =>
      calling(
        `(lambda **kw: ${methodOf(wanted)}(${written(wanted.url)}, **kw))`,
        wanted.rest,
        wanted,
        wanted.url.value,
      ),
    ),
  ),
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
  way(
    'a dictionary spread',
    ifNamed((wanted) => spreading(wanted, dictionary(wanted.rest), {})),
  ),
  way(
    'a dictionary in a name',
    ifNamed((wanted) =>
      spreading(wanted, 'options_§', { local: [`options_§ = ${dictionary(wanted.rest)}`] }),
    ),
  ),
  way(
    'a call of dict',
    ifNamed((wanted) => spreading(wanted, `dict(${wanted.rest.map(written).join(', ')})`, {})),
  ),
  way(
    'a dictionary that is built',
    ifNamed((wanted) =>
      spreading(wanted, 'options_§', {
        local: [
          'options_§ = {}',
          ...wanted.rest.map(({ name, value }) => `options_§["${name}"] = ${value.code}`),
        ],
      }),
    ),
  ),
  way(
    'a dictionary that is updated',
    ifNamed((wanted) =>
      spreading(wanted, 'options_§', {
        local: ['options_§ = dict()', `options_§.update(${wanted.rest.map(written).join(', ')})`],
      }),
    ),
  ),
  way(
    'a dictionary spread twice',
    ifNamed((wanted) =>
      spreading(wanted, '{**options_§}', { local: [`options_§ = ${dictionary(wanted.rest)}`] }),
    ),
  ),
  way(
    'a constant dictionary',
    ifMovable((wanted) =>
      spreading(wanted, 'OPTIONS_§', { module: [`OPTIONS_§ = ${dictionary(wanted.rest)}\n`] }),
    ),
  ),
  way(
    'a function of options',
    ifMovable((wanted) =>
      spreading(wanted, 'options_§()', {
        module: [`def options_§():\n    return ${dictionary(wanted.rest)}\n`],
      }),
    ),
  ),
  way(
    'options as a parameter',
    ifMovable((wanted) =>
      wanted.rest.some(({ value }) => value.decorators?.length)
        ? direct(wanted)
        : spreading(wanted, 'options_§', {
            imports: ['import pytest'],
            params: ['options_§'],
            decorators: [`@pytest.mark.parametrize("options_§", [${dictionary(wanted.rest)}])`],
          }),
    ),
    { plain: false },
  ),
  way(
    'options of a loop',
    ifNamed((wanted) =>
      spreading(wanted, 'options_§', {
        local: [`for options_§ in [${dictionary(wanted.rest)}]:\n    pass`],
      }),
    ),
  ),
  way('starred arguments', (wanted) =>
    calling(
      methodOf(wanted),
      [
        plainly(
          `*[${[...(wanted.url.name ? [] : [wanted.url]), ...unnamed(wanted.rest)].map(written).join(', ')}]`,
        ),
        ...named([wanted.url, ...wanted.rest]),
      ],
      wanted,
      build(
        '',
        [wanted.url, ...wanted.rest].map(({ value }) => value),
      ),
    ),
  ),
];
