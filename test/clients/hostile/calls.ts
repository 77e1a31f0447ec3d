/** A call as it is written for the old client. */
export interface Call {
  readonly name: string;
  readonly verb: string;
  readonly path: string;
  /** Behind the URL. */
  readonly args: readonly string[];
  /** How the new clients want it, of a receiver. */
  readonly modern: (client: string) => string;
  readonly status: number;
  /** Whether every client takes it as it stands. */
  readonly works: boolean;
  readonly imports?: readonly string[];
}

const ECHO = '/echo/§';
const MOVED = '/moved/§';

interface Shape {
  readonly path?: string;
  readonly status?: number;
  readonly imports?: readonly string[];
}

const written = (client: string, verb: string, path: string, args: readonly string[]): string =>
  `${client}.${verb}(${[`"${path}"`, ...args].join(', ')})`;

/** A call that every client takes. */
const works = (
  name: string,
  verb: string,
  args: readonly string[],
  { path = ECHO, status = 200, ...rest }: Shape = {},
): Call => ({
  ...rest,
  ...{ name, verb, path, args, status, works: true },
  modern: (client) => written(client, verb, path, args),
});

/** A call that a new client refuses, warns of or takes for something else, and its arguments there. */
const breaks = (
  name: string,
  verb: string,
  args: readonly string[],
  modern: readonly string[],
  { path = ECHO, status = 200, ...rest }: Shape = {},
): Call => ({
  ...rest,
  ...{ name, verb, path, args, status, works: false },
  modern: (client) => written(client, verb, path, modern),
});

/** All of them shrink towards the first. */
export const CALLS: readonly Call[] = [
  breaks('text', 'post', ['data="raw"'], ['content="raw"']),
  breaks('bytes', 'put', ['data=b"raw"'], ['content=b"raw"']),
  breaks(
    'text to patch',
    'patch',
    ['data="raw"', 'headers={"x-one": "1"}'],
    ['content="raw"', 'headers={"x-one": "1"}'],
  ),
  breaks('dumped', 'post', ['data=json.dumps({"a": 1})'], ['content=json.dumps({"a": 1})'], {
    imports: ['import json'],
  }),
  breaks('pairs', 'post', ['data=[("a", "1"), ("b", "2")]'], ['data={"a": "1", "b": "2"}']),
  breaks('by position', 'post', ['"raw"'], ['content="raw"']),
  breaks('form by position', 'post', ['{"a": "1"}'], ['data={"a": "1"}']),
  breaks('None by position', 'post', ['None', '{"a": 1}'], ['json={"a": 1}']),
  {
    ...breaks('body of delete', 'delete', ['json={"ids": [1]}'], []),
    modern: (client) => `${client}.request("DELETE", "${ECHO}", json={"ids": [1]})`,
  },
  breaks('stay', 'get', ['allow_redirects=False'], ['follow_redirects=False'], { path: MOVED, status: 303 }),
  breaks(
    'form and stay',
    'post',
    ['data={"a": "1"}', 'allow_redirects=False'],
    ['data={"a": "1"}', 'follow_redirects=False'],
    {
      path: MOVED,
      status: 303,
    },
  ),
  breaks(
    'text and stay',
    'post',
    ['data="raw"', 'allow_redirects=False'],
    ['content="raw"', 'follow_redirects=False'],
    {
      path: MOVED,
      status: 303,
    },
  ),
  breaks('go on', 'post', ['allow_redirects=True'], ['follow_redirects=True'], { path: MOVED }),
  breaks('moved', 'post', [], ['follow_redirects=False'], { path: MOVED, status: 303 }),
  breaks('delete moved', 'delete', [], ['follow_redirects=False'], { path: MOVED, status: 303 }),
  works('form', 'post', ['data={"a": "1"}']),
  works('json', 'post', ['json={"a": 1}']),
  works('get', 'get', ['params={"q": "1"}']),
  works('plain delete', 'delete', []),
  works('followed', 'get', [], { path: MOVED }),
];

/** The call of a receiver, `url` in the place of its own. */
export const call = ({ verb, path, args }: Call, client: string, url = `"${path}"`): string =>
  `${client}.${verb}(${[url, ...args].join(', ')})`;

/** The arguments by name alone, with the URL where it is given. */
export const argumentsOf = ({ args, path }: Call, url = `"${path}"`): string => [url, ...args].join(', ');

export const isNamed = ({ args }: Call): boolean => args.every((one) => /^\w+=/.test(one));
export const hasArguments = ({ args }: Call): boolean => args.length > 0;

const DATA = 'data=';
export const hasData = ({ args }: Call): boolean => args.some((one) => one.startsWith(DATA));
/** What a call that has it gives as `data`, as it is written. */
export const dataOf = ({ args }: Call): string =>
  args.find((one) => one.startsWith(DATA))!.slice(DATA.length);
