import { CLIENT } from '../../typescript/suite.ts';
import type { Files } from '../shape.ts';

const HEAD = `import { TestClient } from './client.js';

let client = new TestClient({});
`;

/** A call that changes, so that no input is left out because it says nothing of interest. */
export const CHANGING = `client.get('/', { allowRedirects: false });\n`;

/** One test module: a client of the project, and `text` below it. */
export const testModule = (text: string): Files => ({
  'client.ts': CLIENT,
  'shape.test.ts': `${HEAD}${text}${CHANGING}`,
});
