/** A test client's class, or one that is called like one derived from it, however its module is written. */
const CLASS = String.raw`(?:[A-Za-z_]\w{0,100}\.){0,5}\w{0,100}TestClient`;
const NAME = String.raw`((?:self\.|cls\.)?[A-Za-z_]\w{0,100})`;

/** Forms that show what a name holds: `api = TestClient(app)`, `api: TestClient`, `with TestClient(app) as api`. */
const FORMS: readonly RegExp[] = [
  String.raw`(?<![\w.])${NAME}[ \t]{0,20}(?::[^=\n]{1,100})?=[ \t]{0,20}(?:await[ \t]{1,20})?${CLASS}\(`,
  String.raw`(?<![\w.])${NAME}[ \t]{0,20}:[ \t]{0,20}["']?${CLASS}\b`,
  String.raw`\bwith[ \t(]{1,20}${CLASS}\([^\n]{0,200}\)[ \t]{1,20}as[ \t]{1,20}${NAME}`,
].map((source) => new RegExp(source, 'g'));

/** A function with what stands up to the next one. */
const FUNCTION = /\bdef[ \t]{1,20}(\w{1,100})[ \t]{0,20}\(((?:(?!\bdef\b)[^]){0,3000})/g;
const GIVEN = new RegExp(
  String.raw`->[ \t]{0,20}[\w.[\], "']{0,100}TestClient\b|\b(?:return|yield)[ \t]{1,20}${CLASS}\(`,
);
const GIVES_NAME = /\b(?:return|yield)[ \t]{1,20}(\w{1,100})[ \t]{0,20}$/gm;

/**
 * The names that a text visibly gives to test clients, without being parsed: those of what it makes or annotates, and those of the
 * functions, and so of the fixtures, that hand one out.
 */
export function clientsIn(text: string): readonly string[] {
  if (!text.includes('TestClient')) return [];
  const made = new Set(FORMS.flatMap((form) => [...text.matchAll(form)].map(([, name = '']) => name)));
  const handed = [...text.matchAll(FUNCTION)].flatMap(([, name = '', body = '']) =>
    GIVEN.test(body) || [...body.matchAll(GIVES_NAME)].some(([, given = '']) => made.has(given))
      ? [name]
      : [],
  );
  return [...made, ...handed];
}
