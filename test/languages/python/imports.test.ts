import { describe, expect, test } from 'vitest';
import type { Intent } from '../../../src/core/rule.ts';
import type { Site } from '../../../src/core/sites.ts';
import { lowered } from '../../support/lowered-site.ts';
import { py, type Snippet } from '../../support/snippets.ts';

/** With Windows line ends the same must come out, so written. */
async function expectLowered(
  before: Snippet,
  after: Snippet | 'refused',
  wanted: string,
  intent: (site: Site) => Intent,
): Promise<void> {
  for (const eol of ['\n', '\r\n']) {
    const text = before.text.replaceAll('\n', eol);
    const found = await lowered({ ...before, text }, { references: [wanted] }, (site) => [intent(site)]);
    expect(found).toBe(after === 'refused' ? after : after.text.replaceAll('\n', eol));
  }
}

describe('removes an import', () => {
  test.each<[string, Snippet, Snippet | 'refused']>([
    [
      'with its line',
      py`
      import os
      import requests
      import sys
      `,
      py`
      import os
      import sys
      `,
    ],
    [
      'and the blank lines below it, where it stands first',
      py`
      import requests

      x = 1
      `,
      py`
      x = 1
      `,
    ],
    [
      'and no blank line too many',
      py`
      import os

      import requests

      x = 1
      `,
      py`
      import os

      x = 1
      `,
    ],
    [
      'and keeps the larger gap',
      py`
      import os

      import requests


      x = 1
      `,
      py`
      import os


      x = 1
      `,
    ],
    ['one of several', py`import os, requests, sys`, py`import os, sys`],
    ['the first of several', py`import requests as r, sys`, py`import sys`],
    ['the last of several', py`from requests import get, Session`, py`from requests import Session`],
    [
      'one of several in parentheses',
      py`
      from requests import (
          get,
          Session,
      )
      Session
      `,
      py`
      from requests import (
          Session,
      )
      Session
      `,
    ],
    [
      'one of several on joined lines',
      py`
      from requests import get, \
          Session
      `,
      py`
      from requests import Session
      `,
    ],
    ['between semicolons', py`import os; import requests; import sys`, py`import os; import sys`],
    ['behind a semicolon', py`import os; import requests`, py`import os`],
    ['in front of a semicolon', py`import requests; import os`, py`import os`],
    [
      'with a semicolon behind it',
      py`
      import requests;
      x = 1
      `,
      py`
      x = 1
      `,
    ],
    [
      'alone in a block',
      py`
      if TYPE_CHECKING:
          import requests
      x = 1
      `,
      py`
      if TYPE_CHECKING:
          pass
      x = 1
      `,
    ],
    ['alone in a block on one line', py`if x: import requests`, py`if x: pass`],
    [
      'in a function',
      py`
      def f():
      	import requests
      	return 1
      `,
      py`
      def f():
      	return 1
      `,
    ],
    ['but not while it is read', py`import requests; requests.get("/")`, 'refused'],
    ['but not while an annotation speaks of it', py`import requests; x: "requests.Response"`, 'refused'],
    [
      'but not where its absence is handled',
      py`
      try:
          import requests
      except ImportError:
          pass
      `,
      'refused',
    ],
    ['but not with a comment', py`import requests  # for the tests`, 'refused'],
    [
      'but not from below a comment',
      py`
      import os
      # for the tests
      import requests
      `,
      'refused',
    ],
    [
      'below the header of a file',
      py`
      # coding: utf-8
      import requests
      import os
      `,
      py`
      # coding: utf-8
      import os
      `,
    ],
    [
      'but not with a comment on one of several',
      py`
      from requests import (
          get,  # for the tests
          Session,
      )
      `,
      'refused',
    ],
    ['but not from a line that ends in a comment', py`import requests, os  # both`, 'refused'],
    ['but not all that a module has', py`from requests import *`, 'refused'],
  ])('%s', async (_name, before, after) => {
    await expectLowered(before, after, 'requests', (site) => ({ do: 'remove-import', target: site }));
  });
});

describe('edits an import', () => {
  const edit =
    (from: string, name?: string, as?: string) =>
    (site: Site): Intent => ({
      do: 'edit-import',
      target: site,
      from,
      ...(name !== undefined && { name }),
      ...(as !== undefined && { as }),
    });
  const httpx2 = edit('httpx2', undefined, 'httpx');

  test.each<[string, Snippet, Snippet | 'refused', (site: Site) => Intent]>([
    ['of a module', py`import requests; requests.get`, py`import httpx2 as httpx; requests.get`, httpx2],
    ['among others', py`import os, requests as r, sys`, py`import os, httpx2 as httpx, sys`, httpx2],
    ['by its own name', py`import requests`, py`import httpx2`, edit('httpx2', undefined, 'httpx2')],
    ['of a name', py`from requests import Session`, py`from httpx import Client`, edit('httpx', 'Client')],
    [
      'of a name with an alias',
      py`from requests import Session as S`,
      py`from httpx import Client as S`,
      edit('httpx', 'Client', 'S'),
    ],
    [
      'of a name in parentheses, with its comments',
      py`
      from requests import (  # a
          Session,  # b
      )
      `,
      py`
      from httpx import (  # a
          Client,  # b
      )
      `,
      edit('httpx', 'Client'),
    ],
    [
      'of one name of several, from the same module',
      py`from requests import Session, get`,
      py`from requests import Client, get`,
      edit('requests', 'Client'),
    ],
    [
      'of one name of several, from another module',
      py`
      if x:
          from requests import Session, get  ${''}
          y = 1
      `,
      py`
      if x:
          from requests import get  ${''}
          from httpx import Client
          y = 1
      `,
      edit('httpx', 'Client'),
    ],
    [
      'of the last name of several in parentheses',
      py`
      from requests.exceptions import (
          HTTPError,
          Timeout,
      )
      `,
      py`
      from requests.exceptions import (
          Timeout,
      )
      from httpx import HTTPStatusError
      `,
      edit('httpx', 'HTTPStatusError'),
    ],
    ['of a module into a name', py`import requests`, py`from httpx import Client`, edit('httpx', 'Client')],
    ['of a name into a module', py`from requests import get`, py`import httpx`, edit('httpx')],
    [
      'of a name that is imported already',
      py`
      from httpx import Client
      from requests import Session
      `,
      py`
      from httpx import Client
      `,
      edit('httpx', 'Client'),
    ],
    [
      'in a `try`',
      py`
      try:
          import requests
      except ImportError:
          requests = None
      `,
      py`
      try:
          import httpx as requests
      except ImportError:
          requests = None
      `,
      edit('httpx', undefined, 'requests'),
    ],
    [
      'but not where the new name means something else',
      py`from requests import Session; Client = 1`,
      'refused',
      edit('httpx', 'Client'),
    ],
    [
      'but not of one of several on a line with more',
      py`from requests import Session, get; x = 1`,
      'refused',
      edit('httpx', 'Client'),
    ],
    [
      'but not over a comment',
      py`
      from requests import (
          get  # a
      )
      `,
      'refused',
      edit('httpx'),
    ],
    ['but not of all that a module has', py`from requests import *`, 'refused', edit('httpx', 'Client')],
    [
      'but not where the module is spelled with spaces',
      py`from requests . api import get`,
      'refused',
      edit('httpx', 'get'),
    ],
  ])('%s', async (_name, before, after, intent) => {
    await expectLowered(before, after, 'requests', intent);
  });
});

describe('makes something available above an import', () => {
  const above = (intent: Omit<Extract<Intent, { do: 'import' }>, 'do' | 'above'>) => (site: Site) =>
    ({ do: 'import', above: site, ...intent }) as const;
  const module = above({ from: 'httpx' });
  const client = above({ from: 'starlette.testclient', name: 'TestClient', alike: ['fastapi.testclient'] });

  test.each<[string, Snippet, Snippet | 'refused', (site: Site) => Intent]>([
    [
      'a module',
      py`
      import os
      import requests
      requests.get
      `,
      py`
      import os
      import httpx
      import requests
      requests.get
      `,
      module,
    ],
    [
      'a module that is there already',
      py`
      import httpx, requests
      requests.get
      `,
      py`
      import httpx, requests
      requests.get
      `,
      module,
    ],
    [
      'a module, at the top where the import stands elsewhere',
      py`
      import os
      def f():
          import requests
          requests.get
      `,
      py`
      import os
      import httpx
      def f():
          import requests
          requests.get
      `,
      module,
    ],
    [
      'no module whose name means something else',
      py`
      import requests
      def f(httpx): pass
      requests.get
      `,
      'refused',
      module,
    ],
    [
      'no module that another goes by the name of',
      py`
      import httpx2 as httpx, requests
      requests.get
      `,
      'refused',
      module,
    ],
    [
      'a name',
      py`
      import requests
      requests.get
      `,
      py`
      from starlette.testclient import TestClient
      import requests
      requests.get
      `,
      client,
    ],
    [
      'a name, from the package that the file knows',
      py`
      from fastapi import FastAPI
      import requests
      requests.get
      `,
      py`
      from fastapi import FastAPI
      from fastapi.testclient import TestClient
      import requests
      requests.get
      `,
      client,
    ],
    [
      'a name that the file has from either module',
      py`
      from fastapi.testclient import TestClient
      import requests
      requests.get
      `,
      py`
      from fastapi.testclient import TestClient
      import requests
      requests.get
      `,
      client,
    ],
  ])('%s', async (_name, before, after, intent) => {
    await expectLowered(before, after, 'requests.get', intent);
  });
});
