import type { FunctionInfo } from './binding/declarations.ts';

/** Whether pytest and unittest take a function for a test, by its name. */
export const isTestFunction = ({ def }: Pick<FunctionInfo, 'def'>): boolean => def.name.id.startsWith('test');

/** Whether pytest looks for tests in a file, by its path. */
export const isTestFile = (path: string): boolean => /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path);
