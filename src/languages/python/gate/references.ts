import type { Wanted } from '../../../core/wants.ts';
import { anyOf } from '../../kernel/shapes.ts';
import { isTestFile } from '../collected.ts';

/** A connection of a websocket is one by what is called, whatever is imported. */
const SESSION = 'starlette.testclient.WebSocketTestSession';

/**
 * Compiles whether a text names something of a package that matters wherever it stands, by the last word of each dotted name and by the
 * package that it is from. `path`: of the text in the project; absent: it may be a test.
 */
export function namingOf({ references = [], met = [] }: Wanted): (text: string, path?: string) => boolean {
  const everywhere = testOf(references.filter((one) => !met.includes(one)));
  const beside = testOf(references.filter((one) => met.includes(one)));
  const ofSessions = references.includes(SESSION);
  return (text, path) => {
    const isOfTests = path === undefined || holdsTests(path, text);
    return (
      everywhere(text, isOfTests) ||
      (isOfTests && beside(text, true)) ||
      (ofSessions && text.includes('websocket_connect'))
    );
  };
}

/** A file of tests, or one that makes clients for them: here a name may stand for something that another file imports. */
const holdsTests = (path: string, text: string): boolean =>
  isTestFile(path) || /(^|\/)(conftest\.py$|tests?\/)/.test(path) || text.includes('TestClient');

function testOf(paths: readonly string[]): (text: string, isOfTests: boolean) => boolean {
  if (paths.length === 0) return () => false;
  const groups = [...new Set(paths.map((path) => path.split('.')[0]!))].map((from) => ({
    from,
    words: new RegExp(
      String.raw`\b${anyOf(new Set(paths.filter((path) => path.split('.')[0] === from).map(lastOf)))}\b`,
    ),
  }));
  return (text, isOfTests) =>
    groups.some(({ from, words }) => (isOfTests || text.includes(from)) && words.test(text));
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).replace('()', '');
