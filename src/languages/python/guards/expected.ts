import { NEW_OPTIONS } from '../../../clients/options.ts';
import type { Purpose } from '../../../core/model/calls.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Handler, Try, With } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import { lastName, literalText, spell } from '../names.ts';
import { parentOf } from '../parents.ts';
import type { AnyNode } from '../walk.ts';
import { namesOf } from './leaving.ts';
import { sourcesOf } from './written.ts';

/** What a test expects of the code that a call stands in: the very error, or the warning, that the new client gives. */
export function expectedAround(analysis: Analysis, module: Module, call: Call): Expected | undefined {
  let inner: Expected | undefined;
  for (let node: AnyNode = call, at = parentOf(module, node); at; node = at, at = parentOf(module, at)) {
    const found = expectationOf(analysis, module, at, node);
    // Warnings that are made errors are expected further out, as often as not.
    if (found && found.expects !== 'no-warning') return found;
    inner ??= found;
    if (at.kind === 'class') break;
  }
  return inner ?? expectedBy(analysis, module, call);
}

type Expected = Extract<Purpose, { is: 'expected' }>;

function expectationOf(analysis: Analysis, module: Module, at: AnyNode, node: AnyNode): Expected | undefined {
  switch (at.kind) {
    case 'with': {
      if (!at.body.some((one) => one === node)) return undefined;
      return at.items.map(({ value }) => expectedBy(analysis, module, value, at)).find(Boolean);
    }
    // `pytest.raises(TypeError, lambda: client.get(...))`.
    case 'call':
      return expectedBy(analysis, module, at);
    case 'try':
      return at.body.some((one) => one === node) ? caughtBy(module, at) : undefined;
    case 'function':
      return at.decorators.map((mark) => expectedBy(analysis, module, mark)).find(Boolean);
    default:
      return undefined;
  }
}

/** `except TypeError`, unless it only fails or raises again. */
function caughtBy(module: Module, { handlers }: Try): Expected | undefined {
  const isGivenUp = ({ body }: Handler): boolean =>
    body.some(
      (one) =>
        (one.kind === 'other' && one.what === 'raise') ||
        (one.kind === 'expression' && one.value.kind === 'call' && lastName(one.value.callee) === 'fail'),
    );
  const expects = (name: string): Expects | undefined =>
    name === 'TypeError' ? 'error' : DEPRECATION.test(name) ? 'warning' : undefined;
  for (const handler of handlers.filter((one) => !isGivenUp(one)))
    for (const name of handler.type ? namesOf(handler.type) : []) {
      const found = expects(name);
      if (found && handler.type) return toPurpose(module, found, handler.type);
    }
  return undefined;
}

const DEPRECATION = /^(Warning|\w*Deprecat\w*)$/;

type Expects = Expected['expects'];

/** What a context manager, a mark, or a call that is given a function expects. */
function expectedBy(analysis: Analysis, module: Module, value: Expr, within?: With): Expected | undefined {
  const call = value.kind === 'call' ? value : heldCall(analysis, module, value);
  if (!call) return undefined;
  const name = lastName(call.callee) ?? '';
  const at = value.kind === 'call' ? call : value;
  switch (name) {
    case 'raises':
    case 'assertRaises':
    case 'assertRaisesRegex':
    case 'assert_raises':
    case 'suppress': {
      const types = name === 'suppress' ? call.args.map((one) => one.value) : [expectedClass(call)];
      const names = types.flatMap((type) => (type ? namesOf(type) : []));
      const isTold = speaksOfArguments(call);
      if (names.includes('TypeError') || isTold) return toPurpose(module, 'error', at, isTold);
      return names.some((one) => DEPRECATION.test(one)) ? toPurpose(module, 'warning', at) : undefined;
    }
    case 'xfail': {
      const type = keyword(call.args, 'raises');
      return type && namesOf(type).includes('TypeError') ? toPurpose(module, 'error', at) : undefined;
    }
    case 'warns':
    case 'assertWarns':
    case 'assertWarnsRegex':
    case 'deprecated_call': {
      const type = positional(call.args, 0) ?? keyword(call.args, 'expected_warning');
      const isOurs =
        name === 'deprecated_call' || !type || namesOf(type).some((one) => DEPRECATION.test(one));
      return isOurs ? toPurpose(module, 'warning', at) : undefined;
    }
    case 'catch_warnings':
      if (keyword(call.args, 'record')?.kind === 'true') return toPurpose(module, 'warning', at);
      return within && turnsIntoErrors(within) ? toPurpose(module, 'no-warning', at) : undefined;
    default:
      return undefined;
  }
}

/** `warnings.simplefilter("error")`. */
const turnsIntoErrors = ({ body }: With): boolean =>
  body.some(
    (one) =>
      one.kind === 'expression' &&
      one.value.kind === 'call' &&
      /^(simplefilter|filterwarnings)$/.test(lastName(one.value.callee) ?? '') &&
      literalText(positional(one.value.args, 0)) === 'error',
  );

const expectedClass = ({ args }: Call): Expr | undefined =>
  positional(args, 0) ?? keyword(args, 'expected_exception') ?? keyword(args, 'exception');

/** `match="unexpected keyword"`: what Python says of arguments that a function does not take. */
function speaksOfArguments({ args }: Call): boolean {
  const text = literalText(keyword(args, 'match') ?? positional(args, 1)) ?? '';
  return /unexpected keyword|positional argument|allow_redirects|follow_redirects/.test(text);
}

/** `refused = pytest.raises(TypeError)`, then `with refused:`. */
function heldCall(analysis: Analysis, module: Module, value: Expr): Call | undefined {
  const [only, ...others] = sourcesOf(analysis, { module, node: value }).written;
  return only?.node.kind === 'call' && others.length === 0 ? only.node : undefined;
}

/** The file is written for the new client where it gives its options; where it does not, the application may be meant. */
const isNew = ({ source }: Module): boolean => GIVEN.test(source);

const GIVEN = new RegExp(`\\b(${NEW_OPTIONS.map(spell).join('|')})\\s*=`);

const toPurpose = (module: Module, expects: Expects, at: Expr, isTold = false): Expected => ({
  is: 'expected',
  expects,
  text: sourceOf(module, at),
  isNew: isTold || isNew(module),
});
