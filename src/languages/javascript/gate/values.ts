const NAME = String.raw`[A-Za-z_$\x80-\uffff][\w$\x80-\uffff]{0,200}`;
const WORD = new RegExp(String.raw`(\.\s{0,20})?(${NAME})`, 'g');
const CALLED = /\s{0,20}(?:\(|\?\.\s{0,20}\(|<[^;(){}]{0,300}>\()/y;
/** `= (url) => ...`, `= async function ...`: a function is written where the name is declared. */
const FUNCTION = new RegExp(
  String.raw`\s{0,20}=\s{0,20}(?:async\b\s{0,20})?(?:function\b|${NAME}\s{0,20}=>|\([^()]{0,500}\)\s{0,20}(?::[^=;]{0,200})?=>)`,
  'y',
);
const IMPORTS = /\bimport\b[^;'"`()]{0,5000}\bfrom\s{0,100}["'][^"'\n]{1,1000}["']/g;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const DEFINING = words('function class new interface type enum namespace');
const DECLARING = words('const let var');
const KEYWORDS = words(
  'if else for while do switch case return await typeof void delete throw in of instanceof new yield catch function ' +
    'async class extends super this import export default const let var null true false undefined',
);

/** Whether a text may call a method that is held in a name: one that it calls and that also stands where it is not called. */
export function callsValue(source: string): boolean {
  const text = source.replace(IMPORTS, ' ');
  const [called, valued] = [new Set<string>(), new Set<string>()];
  let [previous, end] = ['', 0];
  for (const { index, 0: whole, 1: dot, 2: name = '' } of text.matchAll(WORD)) {
    const before = text.slice(end, index).trim() === '' ? previous : '';
    end = index + whole.length;
    previous = name;
    if (dot !== undefined || DEFINING.has(before) || KEYWORDS.has(name)) continue;
    CALLED.lastIndex = FUNCTION.lastIndex = end;
    if (CALLED.test(text)) called.add(name);
    else if (!DECLARING.has(before) || !FUNCTION.test(text)) valued.add(name);
  }
  return [...called].some((name) => valued.has(name));
}
