import { expect, describe, test } from 'vitest';
import { openIn, receiversOf } from '../../../support/project.ts';
import { code } from '../../../support/snippets.ts';

const API = code`
  class Api:
      def __init__(self, http):
          self.http = http
      def push(self, text):
          return self.http.post("/x", data=text)
`;

const TESTS = (from: string): string => code`
  from fastapi.testclient import TestClient
  from ${from} import Api
  def test_push():
      Api(TestClient(app)).push("raw")
`;

/** `at`: where the class stands that tests hand a client to. */
async function receiverIn(at: string, files: Readonly<Record<string, string>>): Promise<string | undefined> {
  return receiversOf(await openIn({ [at]: API, ...files }, at))[0];
}

const LIKELY = '5 self.http.post likely injected';
const PROVEN = '5 self.http.post proven caller';

describe('a client that tests hand to the code they test is one there alone', () => {
  test.each<[where: string, at: string, files: Readonly<Record<string, string>>]>([
    ['below src', 'src/shop/__init__.py', { 'tests/test_a.py': TESTS('shop') }],
    ['in a package', 'shop/api.py', { 'shop/__init__.py': '', 'tests/test_a.py': TESTS('shop.api') }],
    ['in a module that tests stand below', 'api.py', { 'tests/test_a.py': TESTS('api') }],
    ['in a module with a test of its name beside it', 'api.py', { 'test_api.py': TESTS('api') }],
    [
      'in a module that other code imports',
      'api.py',
      {
        'test_a.py': TESTS('api'),
        'cli.py': 'from api import Api\n',
      },
    ],
    [
      'in a module that speaks of a client in prose',
      'api.py',
      { 'api.py': `${API}\n# Takes a TestClient too.\n`, 'tests/test_a.py': TESTS('api') },
    ],
  ])('%s', async (_, at, files) => {
    expect(await receiverIn(at, files)).toBe(LIKELY);
  });
});

describe('a client is proven in what belongs to the tests', () => {
  test.each<[where: string, at: string, files: Readonly<Record<string, string>>]>([
    ['in a folder of tests', 'tests/api.py', { 'tests/test_a.py': TESTS('api') }],
    ['in a module beside tests alone', 'steps.py', { 'test_a.py': TESTS('steps') }],
    ['in a package for tests', 'shop/testing/api.py', { 'tests/test_a.py': TESTS('shop.testing.api') }],
    [
      'in a module that names the class',
      'shop/api.py',
      {
        'shop/__init__.py': '',
        'shop/api.py': `${API}\nfrom fastapi.testclient import TestClient\n`,
        'tests/test_a.py': TESTS('shop.api'),
      },
    ],
    [
      'in a module that uses pytest',
      'shop/api.py',
      {
        'shop/__init__.py': '',
        'shop/api.py': `${API}\nimport pytest\n`,
        'tests/test_a.py': TESTS('shop.api'),
      },
    ],
  ])('%s', async (_, at, files) => {
    expect(await receiverIn(at, files)).toBe(PROVEN);
  });
});
