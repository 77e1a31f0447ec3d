// jscodeshift types its own interface, but not the module that picks a parser.
declare module 'jscodeshift/src/getParser.js' {
  import type { File } from '@babel/types';
  const getParser: (
    name: 'babylon',
    options: Readonly<Record<string, unknown>>,
  ) => { parse(source: string): File };
  export default getParser;
}
