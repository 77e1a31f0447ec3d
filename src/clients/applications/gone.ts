/** What Starlette 1.0 took away from objects that are not FastAPI's own. `instead`: the form that every version takes. */
interface Gone {
  /** Of which class. */
  readonly of: readonly string[];
  readonly names: readonly string[];
  /** What a message tells to write; `{object}` stands for the expression in front of the name, `{first}` for the first argument. */
  readonly instead: string;
}

const APPLICATION = 'starlette.applications.Starlette';
const ROUTER = 'starlette.routing.Router';
const LIFESPAN =
  'pass `lifespan=` to the constructor, and do it in that function before or after its `yield`';

/** Source: starlette/applications.py and starlette/routing.py of Starlette 1.0.0. */
const GONE: readonly Gone[] = [
  { of: [APPLICATION, ROUTER], names: ['on_event', 'add_event_handler'], instead: LIFESPAN },
  {
    of: [APPLICATION, ROUTER],
    names: ['route'],
    instead: 'call `{object}.add_route({first}, function)` below the function',
  },
  {
    of: [APPLICATION],
    names: ['websocket_route'],
    instead: 'call `{object}.router.add_websocket_route({first}, function)` below the function',
  },
  {
    of: [ROUTER],
    names: ['websocket_route'],
    instead: 'call `{object}.add_websocket_route({first}, function)` below the function',
  },
  {
    of: [APPLICATION],
    names: ['exception_handler'],
    instead: 'call `{object}.add_exception_handler({first}, function)` below the function',
  },
  {
    of: [APPLICATION],
    names: ['router.on_event', 'router.add_event_handler', 'router.on_startup', 'router.on_shutdown'],
    instead: LIFESPAN,
  },
  { of: [ROUTER], names: ['on_startup', 'on_shutdown'], instead: LIFESPAN },
  {
    of: [APPLICATION],
    names: ['router.route'],
    instead: 'call `{object}.add_route({first}, function)` below the function',
  },
  {
    of: [APPLICATION],
    names: ['router.websocket_route'],
    instead: 'call `{object}.add_websocket_route({first}, function)` below the function',
  },
  {
    of: [APPLICATION],
    names: ['middleware'],
    instead: 'call `{object}.add_middleware(BaseHTTPMiddleware, dispatch=function)` below the function',
  },
];

/** The router has these on every version. Source: fastapi/applications.py of 0.165.0, starlette/applications.py of 1.10.0 (run). */
export const MOVED_TO_ROUTER: readonly string[] = [
  ...['fastapi.FastAPI', 'fastapi.applications.FastAPI'].flatMap((of) => [
    `${of}().add_event_handler`,
    `${of}().route`,
    `${of}().add_websocket_route`,
  ]),
  `${APPLICATION}().add_websocket_route`,
];

/** Calls that start an application without a client. Source: fastapi/routing.py and starlette/routing.py (run). */
export const EVENTS = [
  ...['fastapi.FastAPI', 'fastapi.applications.FastAPI', APPLICATION].map((of) => `${of}().router`),
  ...['fastapi.APIRouter', 'fastapi.routing.APIRouter', ROUTER].map((of) => `${of}()`),
].flatMap((of) => [`${of}.startup`, `${of}.shutdown`]);

export const GONE_PATHS: readonly string[] = GONE.flatMap(({ of, names }) =>
  of.flatMap((one) => names.map((name) => `${one}().${name}`)),
);

/** Classes whose parameters `on_startup` and `on_shutdown` are gone. */
export const WITH_EVENTS: readonly string[] = [APPLICATION, ROUTER];

/** What to write instead of an attribute that is gone. */
export const insteadOf = (path: string): string | undefined =>
  GONE.find(({ of, names }) => of.some((one) => names.some((name) => path === `${one}().${name}`)))?.instead;

/** Names that Starlette 0.45 took away, and what to write. Source: starlette/exceptions.py and starlette/status.py of 0.45.0. */
export const GONE_NAMES: Readonly<Record<string, string>> = {
  'starlette.exceptions.ExceptionMiddleware': 'import it from `starlette.middleware.exceptions`',
  ...Object.fromEntries(
    ['starlette.status', 'fastapi.status'].flatMap((module) => [
      [`${module}.WS_1004_NO_STATUS_RCVD`, 'write `1004`'],
      [`${module}.WS_1005_ABNORMAL_CLOSURE`, 'write `WS_1005_NO_STATUS_RCVD`'],
    ]),
  ),
};

/** Names that Starlette 1.0 took away, and what to write. Source: starlette/routing.py of 1.0.0. */
export const GONE_FUNCTIONS: Readonly<Record<string, string>> = {
  'starlette.routing.iscoroutinefunction_or_partial':
    'unwrap a `functools.partial`, and call `inspect.iscoroutinefunction`',
};

/** Constants that Starlette 0.48 renamed. Source: `__deprecated__` in starlette/status.py of 0.48.0. */
export const RENAMED: Readonly<Record<string, string>> = {
  HTTP_413_REQUEST_ENTITY_TOO_LARGE: 'HTTP_413_CONTENT_TOO_LARGE',
  HTTP_414_REQUEST_URI_TOO_LONG: 'HTTP_414_URI_TOO_LONG',
  HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE: 'HTTP_416_RANGE_NOT_SATISFIABLE',
  HTTP_422_UNPROCESSABLE_ENTITY: 'HTTP_422_UNPROCESSABLE_CONTENT',
};

export const RENAMED_PATHS: readonly string[] = ['starlette.status', 'fastapi.status'].flatMap((module) =>
  Object.keys(RENAMED).map((name) => `${module}.${name}`),
);
