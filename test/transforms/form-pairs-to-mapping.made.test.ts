import { rule } from '../../transforms/form-pairs-to-mapping.ts';
import { cases, unsafeCases, type Change } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

const HEADER = 'headers={"Content-Type": "application/x-www-form-urlencoded"}';

/** A list that is made in the call, in a test: what stands above the function, its parameter, what stands before the call, the list. */
const made = (name: string, above: string, parameter: string, before: string, list: string): Change => {
  const test = (imports: string, data: string) => py`
from starlette.testclient import TestClient
import pytest
${imports}client = TestClient(app)
${above}
def test_it(${parameter}):
    ${before}
    client.post("/", ${data})
`;
  const after = `content=urlencode(${list}, doseq=True), ${HEADER}`;
  return [name, test('', `data=${list}`), test('from urllib.parse import urlencode\n', after)];
};

const given = (values: string): string => `@pytest.mark.parametrize("tags", [${values}])`;
const TAGS = '[("tag", tag) for tag in tags]';

cases(rule, [
  made('one for each text of a list [B10]', '', '', 'pass', '[("tag", tag) for tag in ["a", "b"]]'),
  made('one for each of a tuple', '', '', 'pass', '[("n", n) for n in (1, 2.5, True, b"x")]'),
  made('one for each of a parametrized test', given('["a"], ["b", "c"]'), 'tags', 'pass', TAGS),
  made('one for each of two lists', '', '', 'pass', '[(k, v) for k in ["a", "b"] for v in ("1", "2")]'),
  made('one for each of a list with a name', '', '', 'tags = ["a", "b"]', TAGS),
  made('one for each of a list of the file', 'tags = ["a", "b"]', '', 'pass', TAGS),
  made('a text that is made of each', '', '', 'pass', '[(f"k{n}", f"v{n}") for n in [1, 2]]'),
]);

unsafeCases(rule, [
  made(
    'only some of a list: requests sent no form of none',
    '',
    '',
    'pass',
    '[("t", t) for t in ["a", "b"] if x]',
  ),
  made('those of an empty list', given('[], ["b", "c"]'), 'tags', 'pass', TAGS),
  made('those of a list that may be empty', '', 'tags', 'pass', TAGS),
  made('None, which was not sent', given('["a"], ["b", None]'), 'tags', 'pass', TAGS),
  made('what cannot be seen', given('["a"], ["b", other]'), 'tags', 'pass', TAGS),
  made('lists of values', given('["a"], [["b"], ["c"]]'), 'tags', 'pass', '[("tag", tag) for tag in tags]'),
  made('those of a list that is cleared', '', '', 'tags = ["a"]; tags.clear()', TAGS),
  made('those of a list whose items go', '', '', 'tags = ["a"]; del tags[0]', TAGS),
  made('those of a list whose items are replaced', '', '', 'tags = ["a"]; tags[:] = []', TAGS),
  made('those of a list that is imported', 'from shop import tags', '', 'pass', TAGS),
  made('those of a list that is unpacked', '', '', 'pass', '[("t", t) for t in [*tags]]'),
  made('the letters of a text', '', '', 'tags = "ab"', TAGS),
  made(
    'members of an enumeration of text',
    'import enum\nclass Tag(str, enum.Enum):\n    A = "a"',
    '',
    'pass',
    '[("t", t) for t in [Tag.A]]',
  ),
  made('those of a list that grows', '', '', 'tags = ["a"]; tags.append("b")', TAGS),
]);
