import {
  calling,
  direct,
  ifMovable,
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

export const SPREAD_WAYS: readonly Way[] = [
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
];
