import { noop, unsafeCases } from '../support/rules.ts';
import { toml } from '../support/snippets.ts';
import { rule } from '../../transforms/test-dependencies.ts';

unsafeCases(rule, [
  [
    'adds httpx above pytest, with the comments where they are [C16]',
    toml`
      [project]
      dependencies = ["fastapi"] # only this

      [dependency-groups]
      test = [
          # what runs them
          "pytest>=7", # not 6
          "coverage"
      ]
    `,
    toml`
      [project]
      dependencies = ["fastapi"] # only this

      [dependency-groups]
      test = [
          # what runs them
          "httpx",
          "pytest>=7", # not 6
          "coverage"
      ]
    `,
  ],
  [
    'adds it in the line of a list that has one',
    toml`
      [project.optional-dependencies]
      test = ['coverage', 'pytest', 'mypy']
    `,
    toml`
      [project.optional-dependencies]
      test = ['coverage', 'httpx', 'pytest', 'mypy']
    `,
  ],
  [
    'adds it to a group of Poetry',
    toml`
      [tool.poetry.dependencies]
      python = "^3.8"
      fastapi = "^0.100"

      [tool.poetry.group.test.dependencies]
      mypy = "*"
      pytest = { version = "^7", extras = ["x"] } # not 6
    `,
    toml`
      [tool.poetry.dependencies]
      python = "^3.8"
      fastapi = "^0.100"

      [tool.poetry.group.test.dependencies]
      mypy = "*"
      httpx = "*"
      pytest = { version = "^7", extras = ["x"] } # not 6
    `,
  ],
  [
    'adds it to a group of Poetry in one line',
    toml`
      [tool.poetry]
      dev-dependencies = { pytest = "^7" }
    `,
    toml`
      [tool.poetry]
      dev-dependencies = { httpx = "*", pytest = "^7" }
    `,
  ],
  [
    'adds it to the tools of uv',
    toml`
      [tool.uv]
      dev-dependencies = ["pytest"]
    `,
    toml`
      [tool.uv]
      dev-dependencies = ["httpx", "pytest"]
    `,
  ],
  [
    'adds it beside a plugin of pytest where that is all there is',
    toml`
      [project]
      dependencies = ["fastapi"]

      [dependency-groups]
      dev = [
        "pytest-cov",
      ]
    `,
    toml`
      [project]
      dependencies = ["fastapi"]

      [dependency-groups]
      dev = [
        "httpx",
        "pytest-cov",
      ]
    `,
  ],
  [
    'adds it beside the framework where no list has pytest',
    toml`
      [project]
      dependencies = ["pydantic", "FastAPI >= 0.100"]
    `,
    toml`
      [project]
      dependencies = ["pydantic", "httpx", "FastAPI >= 0.100"]
    `,
  ],
]);

noop(rule, [
  // a project that requires httpx
  toml`
    [dependency-groups]
    test = ["pytest", "httpx>=0.23"]
  `,
  // one that requires it for itself
  toml`
    [project]
    dependencies = ["httpx"]

    [dependency-groups]
    test = ["pytest"]
  `,
  // one that requires httpx2
  toml`
    [dependency-groups]
    test = ["pytest", "httpx2"]
  `,
  // extras that bring it
  toml`
    [project]
    dependencies = ["fastapi[all]"]

    [dependency-groups]
    test = ["pytest"]
  `,
  // the standard extra of FastAPI
  toml`
    [tool.poetry.dependencies]
    fastapi = { version = "^0.112", extras = ["standard"] }

    [tool.poetry.group.dev.dependencies]
    pytest = "^7"
  `,
  // the extra of Starlette
  toml`
    [project]
    dependencies = ["starlette[full]"]

    [project.optional-dependencies]
    test = ["pytest"]
  `,
  // plugins that bring it
  toml`
    [dependency-groups]
    test = ["pytest", "pytest_httpx"]
    other = ["respx"]
  `,
  // a project that requires nothing
  toml`
    [project]
    name = "shop"
    dependencies = []
  `,
  // lists without pytest or a framework
  toml`
    [project]
    dependencies = ["django"]
  `,
  // settings of tools
  toml`
    [tool.pytest.ini_options]
    addopts = ["pytest"]
  `,
  // what a build requires
  toml`
    [build-system]
    requires = ["setuptools", "pytest"]
  `,
  // a file that does not parse
  toml`
    [project
    dependencies = ["pytest"]
  `,
  // a comment that keeps the rule away
  toml`
    [dependency-groups]
    test = ["pytest"] # bump-testclient: ignore[test-dependencies]
  `,
]);
