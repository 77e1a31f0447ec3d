import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { anyOf, argumentsAt } from '../../kernel/shapes.ts';
import { PYTHON } from './places.ts';

const NAME = String.raw`[A-Za-z_\x80-\uffff][\w\x80-\uffff]{0,200}`;
const GAP = String.raw`[\s\\]{0,100}`;
const CALLED = new RegExp(String.raw`(?<![\w.\x80-\uffff])(${NAME})${GAP}\(`, 'g');
const FUNCTION = new RegExp(String.raw`\bdef[\s\\]{1,100}${NAME}${GAP}\(`, 'g');
/** Without the stars of a parameter that takes what is left. */
const PARAMETER = new RegExp(String.raw`(?<=^\*{0,2}\s{0,20})${NAME}`);

/** Names that are assigned, also by keyword; then targets of loops, and the parameters of a lambda. */
const BOUND = [
  new RegExp(String.raw`(?<![\w.\x80-\uffff])(${NAME})${GAP}:?=(?!=)`, 'g'),
  new RegExp(String.raw`(?<![\w.\x80-\uffff])(${NAME})${GAP}:[^\n=:]{1,400}=(?!=)`, 'g'),
  /\bfor\s{1,100}([^\n:]{1,300}?)\s{1,100}in\b/g,
  /\blambda\b([^\n:]{0,300}):/g,
];
/** Several targets at once, in parentheses over several lines too. */
const TARGETS = /^[ \t]*(?:\(([^()=#:]{1,800})\)[ \t]*|([^\n=#:]{1,400},[^\n=#:]{0,400}))=(?!=)/gm;
const NAMES = new RegExp(NAME, 'g');
const ATTRIBUTE = new RegExp(String.raw`\.(${NAME})${GAP}(?:\(|(=)(?!=))`, 'g');

/** What a call gives, or an item, is called; or a callable is handed on together with its arguments. */
const UNNAMED = /[\])]\(|\b(?:partial|submit|to_thread|run_in_threadpool)\b/;

/** A verb that is imported, and called later: `from helpers import post`. */
const VERBS = [...CLIENT_METHODS].filter((one) => one !== 'send' && one !== 'request');
const IMPORTED_METHOD = new RegExp(
  String.raw`\bfrom\s{1,20}[\w.]{1,200}\s{1,20}import\b(?:[^\n(]{0,300}|\s{0,20}\([^)]{0,2000})\b(${anyOf(VERBS)})\b[^]{0,100000}?(?<![\w.])\1${GAP}\(`,
);

/** Whether a text may call a method that is held in something: a parameter, a variable, an attribute that it sets, an item. */
export function callsValue(text: string): boolean {
  if (UNNAMED.test(text)) return true;
  const called = new Set(Array.from(text.matchAll(CALLED), ([, name = '']) => name));
  const isCalled = (name: string): boolean => called.has(name);
  for (const { index, 0: whole } of text.matchAll(FUNCTION)) {
    const parameters = argumentsAt(text, index + whole.length - 1, PYTHON);
    if (!parameters || parameters.some((one) => isCalled(PARAMETER.exec(one)?.[0] ?? ''))) return true;
  }
  return boundIn(text).some(isCalled) || callsStored(text) || IMPORTED_METHOD.test(text);
}

const boundIn = (text: string): readonly string[] => [
  ...BOUND.flatMap((pattern) =>
    Array.from(text.matchAll(pattern)).flatMap(([, targets = '']) => targets.match(NAMES) ?? []),
  ),
  ...Array.from(text.matchAll(TARGETS)).flatMap(([, wrapped, targets = wrapped ?? '']) =>
    // The beginning of a call with keywords is none.
    targets.split('(').length === targets.split(')').length ? (targets.match(NAMES) ?? []) : [],
  ),
];

function callsStored(text: string): boolean {
  const [called, stored] = [new Set<string>(), new Set<string>()];
  for (const [, name = '', store] of text.matchAll(ATTRIBUTE)) (store ? stored : called).add(name);
  return [...stored].some((name) => called.has(name));
}
