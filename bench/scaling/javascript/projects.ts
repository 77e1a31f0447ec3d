import { times, type Files, type Shape } from '../shape.ts';
import { CHANGING, testModule } from './module.ts';

/** Modules that hand on all of eight others; only the last has something of its own. A test imports `name` from the first. */
function circles(n: number, name: string): Files {
  const modules = Array.from({ length: n }, (_, i) => [
    `m${i}.ts`,
    times(8, (j) => `export * from './m${(i * 7 + j * 13 + 1) % n}.js';\n`),
  ]);
  const { 'shape.test.ts': module = '', ...others } = testModule(`${name}.get('/');\n`);
  return {
    ...(Object.fromEntries(modules) as Files),
    ...others,
    'made.ts': `import { TestClient } from './client.js';\nexport const made = new TestClient({});\n`,
    [`m${n - 1}.ts`]: `export * from './m0.js';\nexport * from './made.js';\n`,
    'shape.test.ts': `import { ${name} } from './m0.js';\n${module}${CHANGING}`,
  };
}

/** Modules that lead to each other. */
export const JS_PROJECTS: readonly Shape[] = [
  {
    name: 'js-circles',
    what: 'modules that hand on all of each other, in circles',
    size: 480,
    files: (n) => circles(n, 'made'),
  },
  {
    name: 'js-circles-of-nothing',
    what: 'modules that hand on all of each other, and none has the name',
    size: 480,
    files: (n) => circles(n, 'absent'),
  },
];
