import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import type { Sbom } from './sbom.ts';

/** The package that has the schemas of CycloneDX; none of its code runs. */
const SCHEMAS = '@cyclonedx/cyclonedx-library/package.json';

/** A line for each way in which the bill breaks the schema of its version of CycloneDX. Throws where there is none of it. */
export function schemaProblems(sbom: Sbom): readonly string[] {
  // The schemas have keywords of their own, and formats that only the texts of a person would break.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  for (const other of ['spdx', 'jsf-0.82']) ajv.addSchema(readSchema(other), HOME + fileOf(other));
  const validate = ajv.compile(readSchema(`bom-${sbom.specVersion}`));
  if (validate(sbom)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `sbom${instancePath} ${message}`);
}

/** Where the schemas say that they are. */
const HOME = 'http://cyclonedx.org/schema/';

/** The schemas refer to each other by these names. */
const fileOf = (name: string): string => `${name}.SNAPSHOT.schema.json`;

function readSchema(name: string): object {
  const { resolve } = createRequire(import.meta.url);
  const path = join(dirname(resolve(SCHEMAS)), 'res/schema', fileOf(name));
  return JSON.parse(readFileSync(path, 'utf8')) as object;
}
