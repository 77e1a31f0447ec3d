import {
  byName,
  calling,
  direct,
  ifNamed,
  methodOf,
  named,
  plainly,
  unnamed,
  way,
  written,
  type Argument,
  type Wanted,
  type Way,
} from './call.ts';
import { build, type Piece } from './piece.ts';
import { HELPER_WAYS } from './helper-ways.ts';
import { SPREAD_WAYS } from './spread-ways.ts';

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
  ...HELPER_WAYS,
  ...SPREAD_WAYS,
];
