// jscodeshift types its own interface, but not its parsers.
declare module 'jscodeshift/parser/babylon.js' {
  import type { File } from '@babel/types';
  const parserOf: (options: Readonly<Record<string, unknown>>) => { parse(source: string): File };
  export default parserOf;
}
