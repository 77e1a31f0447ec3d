import { FILE_KEYS, FILES, OVERRIDES, SCHEMA_KEY, TOP_KEYS } from './keys.ts';
import { globOrGlobs, type Names, type Schema, type Shape } from './shapes.ts';

interface Key {
  readonly shape: Shape<unknown>;
  readonly about: string;
}

/** The JSON Schema (draft 7) of `bump-testclient.config.json`, from what reads it. */
export function configSchema(names: Names): Schema {
  const keys = (table: Readonly<Record<string, Key>>): Schema =>
    Object.fromEntries(
      Object.entries(table).map(([key, { shape, about }]) => [
        key,
        { description: about, ...shape.schema(names) },
      ]),
    );
  const ofFiles = keys(FILE_KEYS);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://github.com/bump-testclient/bump-testclient/blob/main/docs/config.schema.json',
    title: 'Configuration of bump-testclient',
    type: 'object',
    properties: {
      ...keys({ $schema: SCHEMA_KEY }),
      ...keys(TOP_KEYS),
      ...ofFiles,
      overrides: {
        description: OVERRIDES,
        type: 'array',
        items: {
          type: 'object',
          properties: { files: { description: FILES, ...globOrGlobs.schema(names) }, ...ofFiles },
          required: ['files'],
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  };
}
