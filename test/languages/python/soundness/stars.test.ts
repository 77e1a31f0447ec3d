import { describe } from 'vitest';
import { kindsIn, TEST } from './values.ts';

const data = 'BODY = {"a": 1}';
const post = 'client.post("/", data=BODY)';

describe('a star import brings the names of its module', () => {
  kindsIn([
    [
      'below an assignment',
      { 'tests/data.py': data, [TEST]: `BODY = "text"\nfrom data import *\n${post}` },
      'text|mapping',
    ],
    [
      'above an assignment',
      { 'tests/data.py': data, [TEST]: `from data import *\nBODY = "text"\n${post}` },
      'text',
    ],
    [
      'below the place that reads it',
      { 'tests/data.py': data, [TEST]: `BODY = "text"\n${post}\nfrom data import *` },
      'text',
    ],
    [
      'below a function that reads it later',
      { 'tests/data.py': data, [TEST]: `BODY = "text"\ndef test():\n    ${post}\nfrom data import *` },
      'text|mapping',
    ],
    [
      'below an assignment in a module that is imported',
      {
        'tests/more.py': data,
        'tests/data.py': 'BODY = "text"\nfrom more import *',
        [TEST]: `from data import BODY\n${post}`,
      },
      'text|mapping',
    ],
    ['of a package out of sight', `BODY = "text"\nfrom lib import *\n${post}`, 'text|unknown'],
    [
      'but for what `__all__` leaves out',
      {
        'tests/data.py': `__all__ = ["OTHER"]\n${data}`,
        [TEST]: `BODY = "text"\nfrom data import *\n${post}`,
      },
      'text',
    ],
    [
      'in either branch',
      {
        'tests/a.py': data,
        'tests/b.py': 'BODY = "text"',
        [TEST]: `if live:\n    from a import *\nelse:\n    from b import *\n${post}`,
      },
      'text|mapping',
    ],
  ]);
});
