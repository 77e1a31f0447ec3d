import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Sources in base64. */
export interface Compiled {
  readonly trial: number;
  readonly before: string;
  readonly after?: string;
}

export interface Compilation {
  /** Whether Python compiles the original. */
  readonly before: boolean;
  /** What it says of the result; empty if it compiles. */
  readonly after: string;
}

const PROGRAM = `
import base64, json, sys, warnings
warnings.simplefilter("ignore")
def problem(source):
    try:
        compile(base64.b64decode(source), "module.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, UnicodeError, OverflowError, MemoryError, RecursionError) as error:
        return str(error) or type(error).__name__
    return ""
answers = []
for one in json.load(sys.stdin):
    before = problem(one["before"]) == ""
    answers.append({"before": before, "after": problem(one["after"]) if before and "after" in one else ""})
json.dump(answers, sys.stdout)
`;

/** Compiles all in one process of Python, in order. Undefined if there is no python3. */
export async function compileAll(all: readonly Compiled[]): Promise<readonly Compilation[] | undefined> {
  const child = spawn('python3', ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] });
  const spawned = await new Promise<boolean>((resolve) => {
    child.once('spawn', () => resolve(true)).once('error', () => resolve(false));
  });
  if (!spawned) return undefined;
  child.stdin.on('error', () => undefined).end(JSON.stringify(all));
  return JSON.parse(await text(child.stdout)) as Compilation[];
}
