import { isGiven } from '../src/clients/bodies/bodies.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import { isContentType, partFindings } from '../src/clients/files/parts.ts';
import { TYPE_TRACES, untypedPart } from '../src/clients/files/types.ts';
import { WITH_BODY } from '../src/clients/methods.ts';
import { stillAhead } from '../src/clients/suites.ts';
import { argumentNamed, itemsIn } from '../src/clients/values/arguments.ts';
import { findingsElsewhere, findingsHidden, type Inspect } from '../src/clients/values/elsewhere.ts';
import type { ClientCall } from '../src/core/model/calls.ts';
import { textsOf } from '../src/core/model/values.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - requests called a file without a name like its field, and took text, text files, `StringIO`, numbers, lists and `None` as
 * parts. httpx calls it `upload`, and takes bytes and binary files.
 * Why it breaks - The application gets another file name, without a warning. A text file or `StringIO` is a TypeError from httpx 0.23.1 on,
 * text is one with httpx 0.23.0, and anything else is an AttributeError.
 * Fix safety - `safe`: the application receives the same name and the same bytes. A file is opened in binary mode only where nothing else uses
 * it, where it is sent once, and where its text is UTF-8.
 * Not handled - Parts that a function, a fixture, a parametrized test or a caller makes are reported where they are made, or on the call if
 * that is another file. httpx sends a `Content-Type` with every part, which it guesses from the file name, and there is no way to send none: expect
 * the guessed type, such as `text/plain`, where a test expects `""`. A file that was read or sent before is sent whole, which is reported, as are
 * a part without a file name, an empty type and a type that is given twice. In a suite that runs on the new
 * client already nothing is said of what changed silently with it: its tests expect what it sends.
 */
export const rule = defineRule({
  name: 'file-parts',
  summary: 'Give files names, bytes and binary mode.',
  safety: 'safe',
  // How files are passed is the own business of each client in JavaScript.
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    calls: [{ methods: WITH_BODY, options: ['files'], positional: true }],
    written: ['files', 'headers'],
    traces: TYPE_TRACES,
  },
  *call(call, cx) {
    yield* stillAhead(inspect(call, cx), cx);
  },
});

function* inspect(call: ClientCall, cx: RuleContext): Generator<Finding> {
  const ofParts: Inspect = (value, inner) => partFindings(call, value, inner);
  yield* findingsHidden(call, ['files'], () => ofParts, cx);
  const files = argumentNamed(call, 'files');
  if (!files) return;
  yield* partFindings(call, files.value, cx);
  yield* findingsElsewhere({ ...files, name: 'files' }, ofParts, cx);
  const untyped = untypedPart(call, files.value, cx);
  if (untyped) yield { at: untyped, message: UNTYPED, ...effectOf('fileType', cx) };
  if (files.option ? isGiven(call, 'files') : true) yield* inspectBoundary(call, cx);
}

const UNTYPED =
  'the test expects no type of this file, and httpx always sends one: expect the type that belongs to the file name';

/** `headers={"Content-Type": "multipart/form-data; boundary=abc"}`. */
function* inspectBoundary(call: ClientCall, cx: RuleContext): Generator<Finding> {
  const headers = argumentNamed(call, 'headers');
  const typed = headers && itemsIn(headers.value)?.items.find(({ key }) => key && isContentType(key));
  if (!typed || textsOf(typed.value)?.some((one) => /^multipart\/form-data/i.test(one)) !== true) return;
  const message = 'the header of a form with files is made for you: remove it here';
  yield { at: typed.value, message, ...effectOf('boundary', cx) };
}

export default toTransform(rule);
