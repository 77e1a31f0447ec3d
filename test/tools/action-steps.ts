import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type Inputs = Readonly<Record<string, string>>;

/** A step that runs a script, with every expression evaluated that it may hold. */
interface Step {
  readonly run: string;
  readonly env: Inputs;
  readonly workingDirectory: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

interface ActionStep {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Inputs;
  readonly 'working-directory'?: string;
}

export const readAction = (root: string): Action =>
  parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

/** The defaults of the inputs. */
export const inputsOf = (root: string): Inputs =>
  Object.fromEntries(
    Object.entries(readAction(root).inputs).map(([name, input]) => [name, input.default ?? '']),
  );

/** The steps of the action that run a script, as the runner starts them. `root`: where the action is. */
export function actionSteps(root: string, inputs: Inputs): readonly Step[] {
  const evaluated = (text: string): string =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      if (expression === 'github.action_path') return root;
      const [, name] = /^inputs\.([\w-]+)$/.exec(expression) ?? [];
      if (name === undefined || inputs[name] === undefined)
        throw new Error(`the action has an expression that this does not know: ${expression}`);
      return inputs[name];
    });
  return readAction(root).runs.steps.flatMap((step) =>
    step.run === undefined
      ? []
      : [
          {
            run: step.run,
            env: Object.fromEntries(
              Object.entries(step.env ?? {}).map(([name, text]) => [name, evaluated(text)]),
            ),
            workingDirectory: evaluated(step['working-directory'] ?? '.'),
          },
        ],
  );
}
