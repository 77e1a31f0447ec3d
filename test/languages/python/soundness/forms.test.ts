import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { kindsIn } from './values.ts';

const post = 'client.post("/", data=x)';

describe('a form of code is taken for no more than it says', () => {
  kindsIn([
    [
      'a comprehension in a class body sees the module, not the class',
      code`
        x = {"a": 1}
        class Cases:
            x = "text"
            sent = [client.post("/", data=x) for _ in "ab"]
      `,
      'mapping',
    ],
    [
      'the first iterable of a comprehension in a class body sees the class',
      code`
        xs = [{"a": 1}]
        class Cases:
            xs = ["text"]
            sent = [client.post("/", data=x) for x in xs]
      `,
      'text',
    ],
    [
      'a class in a class body does not see the outer class',
      code`
        x = {"a": 1}
        class Outer:
            x = "text"
            class Inner:
                sent = ${post}
      `,
      'mapping',
    ],
    ['`.decode` of a JSON text may give anything', `client.post("/", data=x.decode('{"a": 1}'))`, 'unknown'],
    [
      '`.decode` with the name of an encoding is text',
      `client.post("/", data=x.decode("latin-1", "ignore"))`,
      'text',
    ],
    ['`.decode` of bytes is text', `client.post("/", data=b"x".decode(encoding))`, 'text'],
    [
      '`.encode` with the name of no encoding may give anything',
      `client.post("/", data=x.encode("payload"))`,
      'unknown',
    ],
    [
      '`cast` does not change a dictionary',
      code`
        from typing import cast
        client.post("/", data=cast(bytes, {"a": 1}))
      `,
      'bytes|mapping',
    ],
    [
      '`cast` tells what something unknown is',
      code`
        from typing import cast
        client.post("/", data=cast(bytes, load()))
      `,
      'bytes',
    ],
    [
      'an annotated result does not change a dictionary',
      code`
        def x() -> bytes:
            return {"a": 1}
        client.post("/", data=x())
      `,
      'bytes|mapping',
    ],
    [
      'an annotated result of a body that is left out is what the annotation says',
      code`
        def x() -> bytes: ...
        client.post("/", data=x())
      `,
      'bytes',
    ],
    [
      'a slice of a tuple starts at another index',
      code`
        case = ("name", "/url", {"a": 1})
        url, x = case[1:]
        ${post}
      `,
      'text|mapping',
    ],
  ]);
});
