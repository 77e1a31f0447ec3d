/**
 * How applications of Starlette and FastAPI name what they register. Tables only; a language finds the calls. Names are as in
 * Python. Source: applications.py and routing.py of Starlette 0.20 and FastAPI 0.85.
 */

/** What a method of an application or a router does, or a class that stands in its list of routes. */
export interface Registrar {
  readonly adds: 'route' | 'router' | 'application' | 'middleware' | 'exception-handler';
  /** The index of the path among the positional arguments, or its name. */
  readonly path?: number;
  /** The index of what is registered, and its name; absent where a decorator does it. */
  readonly target?: readonly [index: number, name: string];
  /** The HTTP methods where none are given. */
  readonly methods?: readonly string[];
}

const GET = ['GET'] as const;
const GET_AND_HEAD = ['GET', 'HEAD'] as const;

const verb = (method: string): Registrar => ({ adds: 'route', path: 0, methods: [method] });

/** Methods of applications and routers. */
const METHODS: ReadonlyMap<string, Registrar> = new Map(
  Object.entries<Registrar>({
    get: verb('GET'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: verb('DELETE'),
    head: verb('HEAD'),
    options: verb('OPTIONS'),
    trace: verb('TRACE'),
    api_route: { adds: 'route', path: 0, methods: GET },
    route: { adds: 'route', path: 0, methods: GET_AND_HEAD },
    add_api_route: { adds: 'route', path: 0, target: [1, 'endpoint'], methods: GET },
    add_route: { adds: 'route', path: 0, target: [1, 'route'], methods: GET_AND_HEAD },
    include_router: { adds: 'router', target: [0, 'router'] },
    mount: { adds: 'application', path: 0, target: [1, 'app'] },
    host: { adds: 'application', target: [1, 'app'] },
    add_middleware: { adds: 'middleware', target: [0, 'middleware_class'] },
    middleware: { adds: 'middleware' },
    add_exception_handler: { adds: 'exception-handler', target: [1, 'handler'] },
    exception_handler: { adds: 'exception-handler' },
  }),
);

export const registrarNamed = (method: string): Registrar | undefined => METHODS.get(method);

/** Classes that stand in a list of routes. */
const ROUTES: ReadonlyMap<string, Registrar> = new Map(
  Object.entries<Registrar>({
    Route: { adds: 'route', path: 0, target: [1, 'endpoint'], methods: GET_AND_HEAD },
    APIRoute: { adds: 'route', path: 0, target: [1, 'endpoint'], methods: GET },
    Mount: { adds: 'application', path: 0, target: [1, 'app'] },
    Host: { adds: 'application', target: [1, 'app'] },
  }),
);

export const routeClass = (name: string): Registrar | undefined => ROUTES.get(name);

/** Classes of applications and routers. What else is given an application is around it. */
export const APPLICATIONS: ReadonlySet<string> = new Set(['FastAPI', 'Starlette', 'APIRouter', 'Router']);

/** The class of a middleware in a list of them. */
export const MIDDLEWARE = 'Middleware';

/** Options of applications, routers and routes. */
export const GIVEN = {
  path: 'path',
  methods: 'methods',
  prefix: 'prefix',
  name: 'name',
  routes: 'routes',
  middleware: 'middleware',
  exceptionHandlers: 'exception_handlers',
  application: 'app',
} as const;

/** Functions that mark what is called for a parameter: `Depends(get_user)`. */
export const DEPENDS: ReadonlySet<string> = new Set(['Depends', 'Security']);

/** Methods that give the path of a route by its name. */
export const URL_MAKERS: ReadonlySet<string> = new Set(['url_path_for', 'url_for', 'reverse']);

/** Methods of a class that answer whatever is asked. */
export const ANSWERING: readonly string[] = ['__call__', 'dispatch'];

/** An attribute under which an application keeps its router. */
export const OWN_ROUTER = 'router';

/** A word of which one stands in every file that registers a route, beside the methods of applications. */
export const REGISTERING: readonly string[] = [...METHODS.keys(), ...ROUTES.keys(), ...APPLICATIONS];

/** Whether the annotation of what a handler returns leaves it open that this is a response. */
export const saysResponse = (annotation: string): boolean => /Response|Any\b|object\b/.test(annotation);

/** Whether a dependency may refuse a request with a status. */
export const isOfDependency = (status: number): boolean => status === 401 || status === 403;

/** Whether an exception, by the name of its class, is raised by the framework itself where a request does not fit. */
export const isOfFramework = (name: string): boolean =>
  /^(?:Request|Response)?ValidationError$|^Exception$/.test(name);
