import { times, type Shape } from '../shape.ts';
import { testModule } from './module.ts';

const TEST = `    def test_redirect(self):
        assert self.client.get("/", allow_redirects=False).ok
`;

/** Classes and what they write. */
export const CLASSES: readonly Shape[] = [
  {
    name: 'chain',
    what: 'classes, each made from the one before',
    size: 1_000,
    files: (n) =>
      testModule(`
class Base0:
    client = TestClient(app)

${times(n, (i) => `\nclass Base${i + 1}(Base${i}):\n    number = ${i}\n\n`)}
class TestLast(Base${n}):
${TEST}`),
  },
  {
    name: 'chain-used',
    what: 'classes, each made from the one before, with a test',
    size: 1_000,
    files: (n) =>
      testModule(`
class Test0:
    client = TestClient(app)

${times(n, (i) => `\nclass Test${i + 1}(Test${i}):\n${TEST}\n`)}`),
  },
  {
    name: 'diamonds',
    what: 'pairs of classes, each made from both of the pair before',
    size: 512,
    files: (n) =>
      testModule(`
class Left0:
    client = TestClient(app)


class Right0:
    pass

${times(n, (i) => `\nclass Left${i + 1}(Left${i}, Right${i}):\n    pass\n\n\nclass Right${i + 1}(Left${i}, Right${i}):\n    pass\n\n`)}
class TestLast(Left${n}):
${TEST}`),
  },
  {
    name: 'self-written',
    what: 'methods that write an attribute and use it',
    size: 2_000,
    files: (n) =>
      testModule(`
class TestAll:
${times(
  n,
  (i) => `
    def test_${i}(self):
        self.options = {"allow_redirects": False, "key_${i}": ${i}}
        assert self.client.get("/${i}", **self.options).ok
`,
)}
    def setup_method(self):
        self.client = TestClient(app)
`),
  },
  {
    name: 'self-clients',
    what: 'methods that bind the client of self and use it',
    size: 2_000,
    files: (n) =>
      testModule(`
class TestAll:
${times(
  n,
  (i) => `
    def test_${i}(self):
        self.client = TestClient(app)
        assert self.client.get("/${i}", allow_redirects=False).ok
`,
)}`),
  },
  {
    name: 'classes',
    what: 'classes made from one',
    size: 4_000,
    files: (n) =>
      testModule(`
class Base:
    client = TestClient(app)

${times(n, (i) => `\nclass Test${i}(Base):\n${TEST}\n`)}`),
  },
];
