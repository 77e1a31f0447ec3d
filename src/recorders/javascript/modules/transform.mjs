/** The name of the function that compiled code hands its classes to, in every realm. */
export const HANDED_TO = '__bumpTestclientRecorder';

/** What code has that may define a client, or a class of a test runner that tells of tests. */
const CLIENTS = /\b(?:allowRedirects|TestClient|AsyncClient)\b/;
const RUNNERS = /\b(?:onAfterRunTask|getVmContext|EVENT_TEST_BEGIN)\b/;

const CLASSES = /(?<![\w$.])class\s+([A-Za-z_$][\w$]*)/g;
const HELD = /\b(const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:\/\*\* @class \*\/|class\b)/g;
/** esbuild: `const _A = class _A {...}; let A = _A`. */
const COPIED = /\b(let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*_\2\b/g;

/** What runners put around the code of a module, which has to stay around what is added. */
const WRAPPERS = [
  // Vitest and vite-node.
  { begins: /^'use strict';async \(/, ends: /\n\}\}$/ },
  // Jest before 30.
  { begins: /^\(\{"Object\.<anonymous>":function\(/, ends: /\n\}\}\);$/ },
  // tsx, of CommonJS.
  { begins: /^__filename="[^"\n]*";\(\(\)=>\{/, ends: /\n\}\)\(\)\s*\n\/\/# sourceMappingURL=\S+\s*$/ },
];

/** Whether the classes of some code are of interest. */
export const isOfInterest = (code) =>
  code.includes('class') && ((code.includes('request') && CLIENTS.test(code)) || RUNNERS.test(code));

/**
 * The code with a call at its end for each of its classes at the top level, and one for what it exports: a bundle has its classes inside of
 * functions. Nothing before the end moves, so that lines, columns and source maps stay as they are. A name that is none at the top
 * level, or in a comment, does nothing.
 * @param {string} code
 * @param {string} path absolute
 */
export function withClasses(code, path) {
  const file = JSON.stringify(path);
  const calls = namesIn(code).map(([name, isFixed]) => {
    const set = isFixed ? '' : `,v=>{${name}=v}`;
    return `try{globalThis.${HANDED_TO}?.(${file},()=>${name}${set})}catch{}`;
  });
  calls.push(`try{globalThis.${HANDED_TO}?.exported(${file},module.exports)}catch{}`);
  return withEnd(code, `\n;${calls.join(';')};`);
}

/** @returns {readonly (readonly [name: string, isFixed: boolean])[]} */
function namesIn(code) {
  const names = new Map();
  for (const [, name] of code.matchAll(CLASSES)) names.set(name, false);
  // A constant must not be assigned to, not even in vain.
  for (const [, keyword, name] of [...code.matchAll(HELD), ...code.matchAll(COPIED)])
    names.set(name, keyword === 'const');
  return [...names].slice(0, 200);
}

function withEnd(code, end) {
  const wrapper = WRAPPERS.find(({ begins, ends }) => begins.test(code) && ends.test(code));
  const [tail] = wrapper ? wrapper.ends.exec(code) : [''];
  return code.slice(0, code.length - tail.length) + end + tail;
}
