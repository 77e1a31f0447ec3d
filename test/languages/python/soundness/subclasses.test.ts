import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { kindsIn, TEST } from './values.ts';

const many = (body: (at: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`tests/test_sub_${at}.py`, body(at)]));

describe('an attribute of `self` is what any class may set it to', () => {
  const base = code`
    class Base:
        x = "text"
        def send(self):
            client.post("/", data=self.x)
  `;
  kindsIn([
    [
      'a class that derives from a class that derives from it, in another file',
      {
        [TEST]: base,
        'tests/middle.py': 'from test_app import Base\nclass Middle(Base): pass',
        'tests/leaf.py': 'from middle import Middle\nclass Leaf(Middle):\n    x = {"a": 1}',
      },
      'text|mapping',
    ],
    [
      'a class that derives from it by another name',
      {
        [TEST]: base,
        'tests/leaf.py': 'from test_app import Base as Parent\nclass Leaf(Parent):\n    x = {"a": 1}',
      },
      'text|mapping',
    ],
    [
      'a mixin that stands before it in a subclass',
      {
        [TEST]: base,
        'tests/leaf.py': code`
          from test_app import Base
          class Mixin:
              x = {"a": 1}
          class Leaf(Mixin, Base): pass
        `,
      },
      'text|mapping',
    ],
    [
      'one of very many subclasses',
      {
        [TEST]: base,
        ...many(
          (at) => `from test_app import Base\nclass Leaf(Base):\n    ${at === 50 ? 'x = {"a": 1}' : 'pass'}`,
        ),
      },
      'text|mapping',
    ],
    [
      'very many subclasses that all set it',
      { [TEST]: base, ...many(() => `from test_app import Base\nclass Leaf(Base):\n    x = {"a": 1}`) },
      'text|unknown',
    ],
    [
      'very many subclasses that do not set it',
      { [TEST]: base, ...many(() => `from test_app import Base\nclass Leaf(Base):\n    y = 1`) },
      'text',
    ],
    [
      'a base that comes before the base that both share',
      code`
        class Base:
            x = "text"
        class One(Base): pass
        class Two(Base):
            x = {"a": 1}
        class Leaf(One, Two): pass
        client.post("/", data=Leaf().x)
      `,
      'mapping',
    ],
  ]);
});

describe('a subclass has no say where the class itself is called', () => {
  const models = code`
    from pydantic import BaseModel
    class Item(BaseModel):
        name: str
        @classmethod
        def make(cls):
            return cls(name="a")
    class Special(Item):
        def json(self, **options):
            return {"name": self.name}
  `;
  kindsIn([
    [
      'a model of pydantic that is made by its name',
      {
        [TEST]: 'from models import Item\nclient.post("/", data=Item(name="a").json())',
        'models.py': models,
      },
      'text',
    ],
    [
      'a model of pydantic that may be of a subclass',
      { [TEST]: 'from models import Item\nclient.post("/", data=Item.make().json())', 'models.py': models },
      'mapping|text',
    ],
  ]);
});

describe('an attribute of an instance may be another than is written for it', () => {
  const shown = (body: string): string => `class A:\n    x = "text"\n${body}\nclient.post("/", data=A().x)`;
  kindsIn([
    [
      'where the class computes each',
      shown('    def __getattribute__(self, name):\n        return {"a": 1}'),
      'text|unknown',
    ],
    [
      'where a base computes each',
      code`
        class B:
            def __getattribute__(self, name):
                return {"a": 1}
        class A(B):
            x = "text"
        client.post("/", data=A().x)
      `,
      'text|unknown',
    ],
    [
      'where the class fills all of them',
      shown('    def __init__(self, **values):\n        self.__dict__.update(values)'),
      'text|unknown',
    ],
    [
      'where it fills them by `vars`',
      shown('    def put(self, name, value):\n        vars(self)[name] = value'),
      'text|unknown',
    ],
    ['but not where it reads them', shown('    def dump(self):\n        return dict(self.__dict__)'), 'text'],
    [
      'but not where it compares them',
      shown('    def same(self, d):\n        return self.__dict__ == d'),
      'text',
    ],
  ]);
});
