import { appendFileSync } from 'node:fs';
import type { Application } from './http.ts';

/** What the application receives is written down under this label: the test that runs. */
export const journal = { label: '' };

/** The application, writing down every request it receives where the environment names a file for it. */
export function journalled(application: Application): Application {
  const path = process.env['JOURNAL'];
  if (!path) return application;
  return (request) => {
    const { method, url, headers, body } = request;
    const entry = { label: journal.label, method, url: url.href, headers: [...headers], body: [...body] };
    appendFileSync(path, `${JSON.stringify(entry)}\n`);
    return application(request);
  };
}
