import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { actionSteps, inputsOf, readAction } from '../tools/action-steps.ts';

const action = readAction('.');

describe('action.yml', () => {
  test('puts no expression into a script', () => {
    expect(action.runs.steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('names each action by its commit, with its version beside it', () => {
    const used = [...readFileSync('action.yml', 'utf8').matchAll(/uses: (.*)/g)].map(([, one]) => one);
    expect(used).toEqual([expect.stringMatching(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/)]);
  });

  test('uses each input, and says what each is', () => {
    const text = JSON.stringify(action.runs);
    const names = Object.keys(action.inputs);
    expect(names.filter((name) => !text.includes(`inputs.${name}`))).toEqual([]);
    expect(names.filter((name) => !action.inputs[name]?.description)).toEqual([]);
  });

  test('has as outputs what its step writes', () => {
    const [{ run } = { run: '' }] = actionSteps('.', inputsOf('.'));
    const names = Object.entries(action.outputs).map(([name, { value }]) => {
      expect(value).toBe(`\${{ steps.run.outputs.${name} }}`);
      return name;
    });
    expect(names.filter((name) => !run.includes(`${name}=`) && !run.includes(`"${name}"`))).toEqual([]);
  });

  test('is documented, with every input and output', () => {
    const page = readFileSync('docs/ci.md', 'utf8');
    const names = [...Object.keys(action.inputs), ...Object.keys(action.outputs)];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
