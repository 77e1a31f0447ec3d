import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

/** What libxml2 says against a report of JUnit, by the schema of Jenkins: nothing where it is valid. */
export async function problemsOf(xml: string): Promise<readonly string[]> {
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [readFileSync('test/reporters/schemas/junit-10.xsd', 'utf8')],
  });
  return valid ? [] : errors.map(({ rawMessage }) => rawMessage);
}
