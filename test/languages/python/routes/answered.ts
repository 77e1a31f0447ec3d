import { answerOf, type Answered } from '../../../../src/clients/routes/answers.ts';
import { openIn } from '../../../support/project.ts';

const TEST = 'tests/test_it.py';

/** Where an answer may be a redirect: its place and the reason; else what is known of it. */
const told = (answer: Answered): string =>
  answer.is === 'redirect' ? `${answer.at.path}:${answer.at.line} ${answer.because}` : answer.is;

/** What is told of the answer of each call in a test of a project. */
export async function answersIn(
  test: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { document, calls } = await openIn({ ...files, [TEST]: test }, TEST);
  return calls.map((call) => told(answerOf(document.route(call))));
}

/** What is told of `client.METHOD(...)` with the application `app` of `app/main.py`. */
export async function answerIn(
  app: string,
  call: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const test = `
    from fastapi.testclient import TestClient
    from app.main import app
    client = TestClient(app)
    def test_it():
        client.${call}
  `;
  const [answer = 'no call'] = await answersIn(test, { 'app/__init__.py': '', 'app/main.py': app, ...more });
  return answer;
}
