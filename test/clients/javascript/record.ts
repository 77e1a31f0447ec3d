import ts from 'typescript';
import type { Application, Incoming } from '../../../examples/legacy-suite-ts/shop/http.ts';

/** What became of a test: the requests that reached the application, or what was thrown. */
export interface Outcome {
  readonly requests: readonly string[];
  readonly error?: string;
}

interface Version {
  readonly TestClient: new (application: Application) => object;
}

/** Runs the tests of a module of TypeScript on one version of the client. */
export async function run(source: string, version: Version): Promise<readonly Outcome[]> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const tests: (() => Promise<void>)[] = [];
  let requests: string[] = [];
  const app: Application = (request) => {
    requests.push(describe(request));
    return answer(request);
  };
  // What is run is what the generator wrote and the rules made of it.
  // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval
  const load = new Function('require', 'exports', 'app', 'test', outputText) as (
    ...given: readonly unknown[]
  ) => void;
  load(
    () => version,
    {},
    app,
    (_name: string, body: () => Promise<void>) => tests.push(body),
  );
  const outcomes: Outcome[] = [];
  for (const body of tests) {
    requests = [];
    const error = await body().then(() => undefined, String);
    outcomes.push({ requests, ...(error !== undefined && { error }) });
  }
  return outcomes;
}

const describe = ({ method, url, headers, body }: Incoming): string =>
  JSON.stringify([method, url.href, [...headers], Buffer.from(body).toString('latin1')]);

/** `/moved/...` is somewhere else, so that following redirects shows. */
function answer({ url }: Incoming) {
  const isMoved = url.pathname.startsWith('/moved/');
  return {
    status: isMoved ? 307 : 200,
    headers: new Headers(isMoved ? { location: url.pathname.replace('moved', 'found') } : {}),
    body: new Uint8Array(),
  };
}
