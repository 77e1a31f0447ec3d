import { linesOf, type Line } from '../../../core/lines.ts';
import type { ClientConstruction } from '../../../core/model/calls.ts';
import { knownOf, type Hidden, type HiddenOption, type Option } from '../../../core/model/options.ts';
import type { Subject } from '../../../core/model/subjects.ts';
import { isHttpx } from '../../../clients/packages.ts';
import { contains, type Span } from '../../../core/text.ts';
import type { Wanted } from '../../../core/wants.ts';
import { anything, combine, nothing, some, whereIn, type Spread } from '../../kernel/hidden.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { bindingsIn } from '../binding/named.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import { purposeOf } from '../guards/purpose.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isNone } from '../inference/types.ts';
import { toOption } from './calls.ts';
import { made, mayBeGiven, type Asked, type Made } from './made.ts';
import type { Spreading } from './relays/spreading.ts';
import { readSpread } from './spreads.ts';

/**
 * Every call in a file that makes a client of httpx's own, or sets one up, and is given a wanted option or may be, with its
 * node in the tree.
 */
export function findConstructions(
  analysis: Analysis,
  module: Module,
  wanted: Wanted,
): ReadonlyMap<ClientConstruction, Call> {
  const asked = askedBy(wanted);
  const all = new Map<Call, Made>();
  for (const call of module.calls) {
    const found = mayBeGiven(call, asked) ? made(analysis, module, call, asked) : undefined;
    if (found) all.set(call, found);
  }
  const isAlike =
    ({ makes, from }: Made) =>
    (call: Call) => {
      const other = all.get(call);
      return other?.certainty === 'proven' && !other.doubt && other.makes === makes && other.from === from;
    };
  const sites = new Map<ClientConstruction, Call>();
  for (const [call, one] of all) {
    const spreading = { isClientCall: isAlike(one), rivals: wanted.rivals ?? {} };
    const site = toSite(analysis, module, call, one, asked, spreading);
    if (site) sites.set(site, call);
  }
  return sites;
}

function askedBy({ constructions = [], rivals = {} }: Wanted): Asked {
  const deciding = new Set(constructions.flatMap((name) => rivals[name] ?? []));
  return { all: constructions, main: constructions.filter((name) => !deciding.has(name)) };
}

function toSite(
  analysis: Analysis,
  module: Module,
  call: Call,
  one: Made,
  asked: Asked,
  spreading: Spreading,
): ClientConstruction | undefined {
  const spreads = call.args
    .filter(({ form }) => form === 'double-splat')
    .map(({ value }) => readSpread(analysis, { module, node: value }, spreading))
    .map((spread) => inReach(module, call, one, spread));
  const options = [
    ...call.args.flatMap((argument) => toOption(analysis, module, argument)),
    ...spreads.flatMap((spread) => spread.options),
  ];
  const doubt = one.doubt ? anything(one.doubt) : nothing;
  const unseen = combine([doubt, ...spreads.map((spread) => spread.hidden)]);
  const hidden = withoutPassedOn(module, call, unseen, asked);
  if (!isGiven(options, hidden, asked)) return undefined;
  const read = packageName(analysis, module, call, one);
  const purpose = purposeOf(analysis, module, call, 'httpx');
  return {
    kind: 'construction',
    start: call.start,
    end: call.end,
    receiver: receiverOf(module, one),
    makes: one.makes,
    from: one.from,
    ...(read !== undefined && { module: read }),
    args: [],
    options,
    hidden,
    ...(purpose && { purpose }),
  };
}

const isGiven = (options: readonly Option[], hidden: Hidden, { all }: Asked): boolean =>
  [...options.map(({ key }) => key.name), ...knownOf(hidden).map(({ name }) => name)].some((name) =>
    all.includes(name),
  );

const receiverOf = (module: Module, { node, certainty, isSubclass }: Made): Subject => ({
  start: node.start,
  end: node.end,
  text: sourceOf(module, node),
  certainty,
  because: isSubclass ? 'subclass' : 'constructed',
  is: 'client',
  library: 'httpx',
});

/** A dictionary that is written where the package is not known by the name it has at the call is not edited. */
function inReach(module: Module, call: Call, { node }: Made, spread: Spread): Spread {
  const isFar = spread.options.some((option) => !contains(call, option) && !sees(module, call, node, option));
  if (!isFar) return spread;
  const options = spread.options.map(({ key, value }): HiddenOption => ({
    name: key.name,
    kinds: value.kinds,
    where: whereIn(module, key.start),
  }));
  return { options: [], hidden: combine([spread.hidden, some(...options)]) };
}

function sees(module: Module, call: Call, node: Expr, option: Option): boolean {
  const root = rootOf(node);
  const bindings = root.kind === 'name' ? module.bindingsOf(root) : [];
  const isBeside = functionAround(module, option) === functionAround(module, call);
  return (
    bindings.length > 0 &&
    bindings.every(({ target, scope }) => target.end <= option.start && (scope.kind === 'module' || isBeside))
  );
}

const rootOf = (node: Expr): Expr => (node.kind === 'attribute' ? rootOf(node.object) : node);

/**
 * `super().__init__(**kwargs)`: an option that comes from who calls the class is seen there; only what the method itself adds is
 * seen here.
 */
function withoutPassedOn(module: Module, call: Call, hidden: Hidden, { main }: Asked): Hidden {
  const method = functionAround(module, call)?.def;
  if (hidden.may === 'nothing' || method?.name.id !== '__init__' || !isSetUp(call)) return hidden;
  const lines = linesOf(module.source);
  const [first, last] = [lines.at(method.start).line, lines.at(method.end).line];
  const isOwn = ({ path, line }: Line): boolean => path === module.path && first <= line && line <= last;
  const options = knownOf(hidden).filter(({ name, where }) => !main.includes(name) || isOwn(where));
  if (hidden.may === 'anything') return { ...hidden, with: options };
  return options.length > 0 ? some(...options) : nothing;
}

const isSetUp = ({ callee }: Call): boolean =>
  callee.kind === 'attribute' && callee.attribute.id === '__init__';

/** What the package is called at a call, where its names are read from it rather than imported one by one. */
function packageName(
  analysis: Analysis,
  module: Module,
  call: Call,
  { node, from }: Made,
): string | undefined {
  if (node.kind === 'attribute' && !isSetUp(call)) {
    const types = analysis.infer({ module, node: node.object }).filter((type) => !isNone(type));
    const isPackage = types.length > 0 && types.every((type) => type.is === 'external' && isHttpx(type.path));
    const text = sourceOf(module, node.object);
    if (isPackage && /^[\p{L}\p{N}_.]+$/u.test(text)) return text;
  }
  if (node.kind === 'name' && module.bindingsOf(node).some(({ origin }) => origin.by === 'import-from'))
    return undefined;
  return importedWhole(module, call, from);
}

/** `import httpx`, on no condition and above the place, with a name that means nothing else anywhere in the file. */
function importedWhole({ ast }: Module, place: Span, from: string): string | undefined {
  if (ast.body.some((one) => one.kind === 'import-from' && one.level === 0 && one.path === from))
    return undefined;
  const imported = ast.body
    .filter((one) => one.kind === 'import' && one.end <= place.start)
    .flatMap((one) => (one.kind === 'import' ? one.names : []))
    .find(({ path }) => path === from);
  if (!imported) return undefined;
  const name = imported.alias?.id ?? imported.path;
  const isPlain = (bindingsIn(ast).get(name) ?? []).every(
    ({ origin }) => origin.by === 'import' && origin.path === from,
  );
  return isPlain ? name : undefined;
}
