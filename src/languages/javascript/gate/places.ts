import { METHOD_NAMES } from '../../../clients/methods.ts';
import type { Wanted } from '../../../core/wants.ts';
import { PATH, receiversIn } from '../../kernel/glimpse.ts';
import { anyOf, argumentsAt, wantedCalls, type Syntax, type WantedCall } from '../../kernel/shapes.ts';
import { isClientMethod, optionsIndex } from '../inference/clients.ts';
import { spell } from '../names.ts';
import { subjectPlaces } from './subjects.ts';

/**
 * Where a text may hold what the rules want, told by words and the shapes of calls. Every repetition is bounded: one line of
 * a generated file may hold megabytes.
 */
export interface Places {
  readonly place: boolean;
  readonly holds: boolean;
}

const GAP = String.raw`(?:\s|//[^\n]{0,300}\n|/\*[^*]{0,300}\*/){0,200}`;

/** A `/` that begins no comment may begin a regular expression, which hides what follows: such a call is not read. */
const SYNTAX: Syntax = {
  opener: /["'`/]/,
  comment: /\/\/[^\n]{0,2000}|\/\*(?:[^*]|\*(?!\/)){0,4000}\*\//y,
  string:
    /"(?:[^"\\\n]|\\[^]){0,4000}"|'(?:[^'\\\n]|\\[^]){0,4000}'|`(?:[^`\\$]|\\[^]|\$(?!\{)|\$\{[^`{}]{0,300}\}){0,4000}`/y,
};

type Test = (text: string) => boolean;

/** Compiles what is looked for. */
export function placesOf(wanted: Wanted): (text: string) => Places {
  const calls = wantedCalls(wanted.calls ?? [], spell);
  const scan = calls.size > 0 ? scanner(calls) : () => nothing;
  const others = [...mentions(wanted), ...subjectPlaces(wanted)];
  return (text) => {
    const { place, holds } = scan(text);
    return { place: place || others.some((isIn) => isIn(text)), holds };
  };
}

const nothing: Places = { place: false, holds: false };

/** What may stand between the name of a method and the parenthesis: `!`, `?.`, types. */
const CALL = new RegExp(String.raw`(?:!|\?\.)?${GAP}(?:<[^;(){}]{0,300}>)?${GAP}\(`, 'y');
/** A member of a method, or an assignment to what only has the name of one; `bind` gives the method again. */
const ELSE = /\??\.(?!\s{0,100}(?:bind|call|apply)\b)|=(?![=>])|\[/y;

const METHOD = anyOf(METHOD_NAMES.filter(isClientMethod));
/** `client.post`, `client["post"]`. */
const NAMED = new RegExp(
  String.raw`\.${GAP}(${METHOD})\b(?!\$)${GAP}|\[\s{0,100}["'\x60](${METHOD})["'\x60]\s{0,100}\]\s{0,100}`,
  'g',
);
/** `const { post: send } = client`, `({ post }) => ...`. */
const UNPACKED = new RegExp(
  String.raw`\{(?=[^{}]{0,1000}\b${METHOD}\b)(?:[^{}]|\{[^{}]{0,300}\}){0,1000}\}\s{0,20}(?:=(?![=>])|(?::[^()=]{0,300})?[,)]|\bof\b)`,
);
/** `client[method]`; not where the key is a number, or a text, which is looked for by itself. */
const COMPUTED =
  /\[(?<=[\w$)\].\x80-\uffff]\s{0,20}\[)\s{0,20}(?!["'\d\]])[^[\]\n]{1,200}\]\s{0,20}(?:!|\?\.)?\s{0,20}[(<;,)]/;

/** `Reflect.get(client, "post")`. */
const REFLECTED = /\bReflect\s{0,20}\.\s{0,20}get\s{0,20}\(/;

/** Looks at each mention of a client's method. One that is held may be called beside others, so that any call may be of it. */
function scanner(calls: ReadonlyMap<string, WantedCall>): (text: string) => Places {
  return (text) => {
    let place = false;
    for (const { index, 0: whole, 1: plain, 2: quoted } of text.matchAll(NAMED)) {
      const at = index + whole.length;
      CALL.lastIndex = ELSE.lastIndex = at;
      if (CALL.test(text)) {
        const method = plain ?? quoted ?? '';
        place ||= isWantedCall(text, CALL.lastIndex - 1, method, calls.get(method));
      } else if (!ELSE.test(text)) return { place: true, holds: true };
    }
    const holds = COMPUTED.test(text) || UNPACKED.test(text) || REFLECTED.test(text);
    return { place: place || holds, holds };
  };
}

function isWantedCall(text: string, open: number, method: string, wanted: WantedCall | undefined): boolean {
  if (!wanted || wanted.any) return wanted !== undefined;
  const args = argumentsAt(text, open, SYNTAX);
  if (!args) return true;
  if (args.some((arg) => arg.startsWith('...'))) return true;
  const last = args[optionsIndex(method)];
  if (last === undefined) return false;
  if (!last.startsWith('{')) return true;
  return (
    /\.\.\.|[{,]\s{0,100}\[/.test(last) ||
    wanted.options.some((option) => new RegExp(String.raw`\b${option}\b`).test(last))
  );
}

/** What a test expects of a spy, and members of the types of options. */
function mentions({ mentions: options = [] }: Wanted): readonly Test[] {
  if (options.length === 0) return [];
  const word = String.raw`(?<![\w$.])${anyOf(options)}(?![\w$])`;
  const named = new RegExp(word);
  const member = new RegExp(String.raw`${word}["']?\s{0,20}\??\s{0,20}:`);
  return [
    (text) => /calledWith/i.test(text) && named.test(text),
    (text) => /\binterface\b|\btype\b|\bclass\b/.test(text) && member.test(text),
  ];
}

/** `client.get('/')`, `this.client.post<Order>(`${base}/orders`)`. */
const PLAIN_CALL = new RegExp(String.raw`\.${METHOD}(?:<[^;(){}]{0,300}>)?\(\s{0,200}["'\x60]${PATH}`, 'g');

export const callsIn = (text: string): ReadonlyMap<string, number> => receiversIn(text, PLAIN_CALL);
