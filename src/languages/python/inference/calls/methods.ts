import { calledOn } from '../../../../clients/subjects.ts';
import type { ValueKind } from '../../../../core/model/values.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import { sourceOf } from '../../binding/places.ts';
import { canonical } from '../../names.ts';
import type { Analysis } from '../analysis.ts';
import { externalBases } from '../classes/classes.ts';
import { enter } from '../classes/contexts.ts';
import { elementsOf } from '../collections/elements.ts';
import { madeOf, replacedIn } from '../functions/records.ts';
import { entry, valuesOf } from '../collections/mappings.ts';
import { isBinary, keyword, positional } from '../functions/arguments.ts';
import { isEncoding, isPydanticModel, methodOfAnything, methodOfData } from '../knowledge.ts';
import { memberOf } from '../members.ts';
import { fixtureNamed } from '../pytest/fixtures.ts';
import { givenBy } from '../subjects.ts';
import { heldBy } from './variables.ts';
import {
  data,
  unite,
  unknown,
  type ClientType,
  type Placed,
  type SubjectType,
  type Type,
  type Types,
} from '../types.ts';

/** What calling a method gives that no function of the project is known for. */
export function callMember(analysis: Analysis, of: Type, name: string, at: Placed<Call>): Types {
  const { module, node } = at;
  const first = positional(node.args, 0);
  const argument = (): Types => (first ? analysis.infer({ module, node: first }) : []);
  switch (name) {
    case 'enter_context':
    case 'enter_async_context':
    case 'enterContext':
    case 'enterClassContext':
    case 'enterAsyncContext':
      return enter(analysis, argument());
    case 'run_until_complete':
      return argument();
    // Flask's and Quart's own.
    case 'test_client':
      if (of.is !== 'instance') return [{ is: 'made', by: 'application.test_client' }];
      break;
    case 'getfixturevalue':
      return fixtureNamed(analysis, at);
    case 'items':
      if (of.is === 'data') break;
      return [
        {
          is: 'many',
          of: [{ is: 'tuple', items: [[data('text')], [unknown('cannot tell the values of the mapping')]] }],
          lazy: true,
        },
      ];
  }
  switch (of.is) {
    case 'client':
      if (name === '__enter__' || name === '__aenter__') return [of];
      if (name === '__getattribute__' && first?.kind === 'text' && first.value !== undefined)
        return memberOf(analysis, module, of, first.value);
      // The name is chosen at run time.
      return name === '' ? [givenBy(of, { is: 'response' })] : callSubject(of, name);
    case 'response':
      if (name === 'json') return [unknown('`.json()` of a response returns whatever was parsed')];
      return name === 'read' ? [data('bytes')] : callSubject(of, name);
    case 'data':
      return callData(analysis, of, name, at);
    case 'variable':
      return name === 'get' ? heldBy(analysis, of.at, at) : callUnknown(name, at, sourceOf(module, node));
    case 'record':
      return name === '_make' ? [madeOf(analysis, of, at)] : callUnknown(name, at, sourceOf(module, node));
    case 'many':
    case 'tuple':
      if (of.is === 'tuple' && of.names && name === '_replace') return [replacedIn(analysis, of, at)];
      if (of.is === 'tuple' && of.names && name === '_asdict') return [data('mapping')];
      if (name === 'copy') return [of];
      return TAKING.has(name) ? elementsOf([of]) : [unknown(`cannot tell what \`.${name}()\` returns`)];
    case 'instance':
      return callInstance(analysis, of, name, at);
    case 'made':
      return callMade(of.by, name, at);
    default:
      return callUnknown(name, at, sourceOf(module, node));
  }
}

function callSubject(of: ClientType | SubjectType, name: string): Types {
  const given = calledOn(of.is, canonical(name));
  return [given ? givenBy(of, given) : { is: 'made', by: `${of.is}.${name}` }];
}

function callData(
  analysis: Analysis,
  of: Extract<Type, { is: 'data' }>,
  name: string,
  { node }: Placed<Call>,
): Types {
  if (of.kind === 'mapping' && (name === 'items' || name === 'values' || name === 'popitem'))
    return valuesBy(name, valuesOf(analysis, of));
  if (of.kind === 'mapping' && name === 'copy')
    return [{ ...data('mapping'), holds: valuesOf(analysis, of) }];
  const kind = methodOfData(of.kind, name);
  if (kind) return [data(kind)];
  const parts = partsBy(of.kind, name);
  if (parts) return [parts];
  const [first, second] = [positional(node.args, 0), positional(node.args, 1)];
  const named = of.literal ? undefined : namedLikeClient(first);
  if (named) return named;
  if (of.kind === 'mapping' && first && ['get', 'pop', 'setdefault'].includes(name)) {
    const found = entry(analysis, of, first);
    return second?.kind === 'none' || !second
      ? found
      : unite(found, [unknown('it may be the default value')]);
  }
  return [unknown(`cannot tell what \`.${name}()\` returns`)];
}

/** The parts of text or bytes: `text.splitlines()`, `body.partition(b",")`. */
function partsBy(kind: ValueKind, method: string): Type | undefined {
  if (kind !== 'text' && kind !== 'bytes') return undefined;
  const part = [data(kind)];
  if (/^(?:r?split|splitlines)$/.test(method)) return { is: 'many', of: part, lazy: false };
  return /^r?partition$/.test(method) ? { is: 'tuple', items: [part, part, part] } : undefined;
}

/** Of a list, a set, a `deque` or a `Queue`. */
const TAKING: ReadonlySet<string> = new Set(['pop', 'popleft', 'get', 'get_nowait']);

/** What the methods that hand out values of a mapping give. */
function valuesBy(method: 'items' | 'values' | 'popitem', values: Types): Types {
  if (method === 'values') return [{ is: 'many', of: values, lazy: true }];
  const pair: Type = { is: 'tuple', items: [[data('text')], values] };
  return method === 'popitem' ? [pair] : [{ is: 'many', of: [pair], lazy: true }];
}

/** A method that no class of the project defines. */
function callInstance(
  analysis: Analysis,
  of: Extract<Type, { is: 'instance' }>,
  name: string,
  at: Placed<Call>,
): Types {
  const bases = externalBases(analysis, of.cls);
  if (name === 'json' && bases.some(isPydanticModel)) return [data('text')];
  const known = namedMethod(name, at.node);
  return known
    ? [data(known)]
    : bases.length > 0
      ? callUnknown(name, at, sourceOf(at.module, at.node))
      : [unknown(`cannot find the method \`.${name}()\``)];
}

function callMade(by: string, name: string, { node }: Placed<Call>): Types {
  if (name === 'open')
    return [
      data(isBinary(positional(node.args, 0) ?? keyword(node.args, 'mode')) ? 'stream' : 'text-stream'),
    ];
  if (name === 'to_json' && /^(pandas|polars|geopandas)\b/.test(by)) return [data('text')];
  const known = namedMethod(name, node);
  return known ? [data(known)] : [{ is: 'made', by: `${by}.${name}` }];
}

function callUnknown(name: string, { node }: Placed<Call>, source: string): Types {
  const known = namedMethod(name, node) ?? (name === 'open' && opensBytes(node) ? 'stream' : undefined);
  if (known) return [data(known)];
  if (name === 'json') {
    return [
      data('text'),
      unknown(`\`${excerpt(source)}\` returns text for a pydantic model, and parsed JSON for a response`),
    ];
  }
  if (name === 'get' || name === 'pop')
    return (
      namedLikeClient(positional(node.args, 0)) ?? [
        unknown(`cannot tell what \`${excerpt(source)}\` returns`),
      ]
    );
  return [unknown(`cannot tell what \`${excerpt(source)}\` returns`)];
}

/** `path.open("rb")`, `storage.open(name, "rb")`: no text can be read in such a mode, whatever is opened. */
const opensBytes = ({ args }: Call): boolean =>
  [positional(args, 0), positional(args, 1), keyword(args, 'mode')].some(
    (mode) => mode?.kind === 'text' && /^[rwax+]*b[rwax+]*$/.test(mode.value ?? ''),
  );

/** `codec.encode(payload)` is whatever the codec makes of it; `text.encode("utf-8")` is bytes. */
function namedMethod(name: string, { args }: Call): ValueKind | undefined {
  const isOfText = args.every(({ value }) => value.kind === 'text' && isEncoding(value.value ?? ''));
  return isOfText || (name !== 'encode' && name !== 'decode') ? methodOfAnything(name) : undefined;
}

/** `options.pop("test_client", None)`: the key says what it may be. */
const namedLikeClient = (key: Expr | undefined): Types | undefined =>
  key?.kind === 'text' && /(^|_)client$/.test(key.value ?? '')
    ? [{ is: 'client', because: 'named', likely: true }]
    : undefined;

const excerpt = (source: string): string =>
  (source.length > 40 ? `${source.slice(0, 37)}...` : source).replace(/\s+/g, ' ');
