/**
 * Findings of the engine itself, by the names under which they are reported, ignored and suppressed. They belong to no
 * file in `transforms/` and are always on unless they are ignored.
 */
export const ENGINE_RULES = {
  /** A call whose arguments cannot all be seen, so that the rules cannot tell whether to change it (`opaque.ts`). */
  'opaque-call': {
    summary: 'Report a call whose arguments cannot all be seen.',
    reports:
      'A call of a test client that unpacks `*args` or `**kwargs` whose content cannot be traced. One finding lists what every chosen rule would have looked for in it.',
    matters:
      'An option of the old client may reach the call that way, and fails or does something else with the new one.',
    todo: 'Look at the callers of the function around the call, and change what they pass. If nothing has to change there, suppress the finding on its line, or run with `--ignore opaque-call`.',
  },
  /** A call on something of which only the name says that it is a test client (`named.ts`). It is counted, not listed. */
  'named-client': {
    summary: 'Report calls of what only its name says is a test client, as a count.',
    reports:
      'Calls that a chosen rule would change or report, on something that is called like a test client while nothing proves that it is one. They are counted in one note of the run, which lists the names, and never edited. In JSON each name has a note of its own. Where something speaks against a test client, nothing is said.',
    matters:
      'A name proves nothing: `client` may be the client of another framework or of a database. If it is a test client, its calls break on the new one.',
    todo: 'If it is a test client, pass what the note says to `--client`, and run again. If it is not, run with `--ignore named-client`, or leave the note.',
  },
  /** A test client that is kept where it cannot be followed (`untraced.ts`). */
  'untraced-client': {
    summary: 'Report a test client that is kept where it cannot be followed.',
    reports:
      'A test client that is assigned to an attribute or an item of something that cannot be traced (`pytest.client = ...`), as far as the project calls its methods there. One finding stands for all of these calls. The same for calls in a string that `exec` or `eval` runs.',
    matters: 'The rules do not see these calls: nothing in them is changed or reported.',
    todo: 'Run with `--client` and the name that the finding gives; move code out of a string. If the calls are none of a test client, suppress the finding on its line, or run with `--ignore untraced-client`.',
  },
  /** Code that runs with the old client alone, and is left as it is (`purpose.ts`). */
  'version-guard': {
    summary: 'Report a branch for the old client, which is left as it is.',
    reports:
      'Code that runs with the old client alone: behind a version of Starlette, FastAPI or httpx, an attribute that only one client has, an argument that is refused (`except TypeError`), or a mark that skips a test; and the old form of a call where its new form stands on the other way. One finding for each of them.',
    matters:
      'It works with the old client, and an edit would break it there. With the new one it never runs.',
    todo: 'Remove the branch once every supported version has the new client. Until then, suppress the finding on its line, or run with `--ignore version-guard`.',
  },
  /** An argument of which the code and a recorded run say different things (`inspection/evidence.ts`). */
  'evidence-conflict': {
    summary: 'Report an argument of which the code and the recorded run say different things.',
    reports:
      'An argument of a call for which the code shows one kind of value (text, a mapping, a list) while the recorded run passed another. One finding for each such argument. No other rule changes the call then; what they find is reported.',
    matters:
      'One of the two is wrong. Either the suite does something that the code does not show, or the run was recorded of other code than this.',
    todo: 'Look at what the call is given, and change the call yourself. If the suite has changed since it was recorded, record it again. To go by the code alone, run with `--no-evidence`.',
  },
  /** A suppression comment that suppresses nothing (`suppress.ts`). */
  'unused-suppression': {
    summary: 'Report a suppression comment that suppresses nothing.',
    reports:
      'A comment `bump-testclient: ignore` or `bump-testclient: ignore[rule]` that suppresses no finding, or that names a rule that does not exist. Only a run of all rules can tell, so a run with `--select` or `--ignore` reports none.',
    matters:
      'A comment with a misspelled rule suppresses nothing, and one that is no longer needed may hide a later finding.',
    todo: 'Correct the name of the rule, or remove the comment.',
  },
} as const satisfies Readonly<Record<string, EngineRuleText>>;

/** What `explain` tells of a rule of the engine. */
export interface EngineRuleText {
  readonly summary: string;
  readonly reports: string;
  readonly matters: string;
  readonly todo: string;
}

export type EngineRule = keyof typeof ENGINE_RULES;

export const isEngineRule = (name: string): name is EngineRule => Object.hasOwn(ENGINE_RULES, name);
