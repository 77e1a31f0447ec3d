/** What the words of the page mean: a word, or several that belong together, and their meaning. */
const TERMS: readonly (readonly [term: string, meaning: string])[] = [
  ['client', 'In the head of a table: the versions that are installed together. The tests run on them.'],
  ['the old client', 'Starlette 0.20.4, the last release whose `TestClient` is built on requests.'],
  [
    'edit, finding',
    'A change that the command makes without `--unsafe`; a line that it prints about code it leaves.',
  ],
  [
    'fail before, warn before',
    'Tests that fail, or pass with a warning of the client, on the new client as they stand.',
  ],
  [
    'pass after, fail after',
    'Tests that pass or fail after the migration. A warning of the client counts as a failure here.',
  ],
  [
    'named by a finding',
    'Tests that fail after the migration, and a finding is in a function that the exception passed through.',
  ],
  [
    'open',
    'What fails or differs because it needs a rule that is not written yet. The column gives the names of these rules.',
  ],
  ['equal', 'The application receives the same requests as from the old client, and the test passes.'],
  ['reported', 'Something differs from the old client, and a finding on the call says so.'],
  ['silent', 'Something differs and no finding says so. It must be 0; anything else fails the check.'],
  [
    'counted',
    'Something differs from the old client, and no finding says so, but the note at the end of a run counts the call.',
  ],
  [
    'wrong',
    'Something worked before the migration, on a new client or on all of them, and an edit broke it. It must be 0 too.',
  ],
  ['known', 'Silent or wrong for a reason that is known and listed.'],
  ['not judged', 'Calls that did not run, because an exception earlier in the same test ended it.'],
  [
    'fail for other reasons',
    'Tests that also fail with the old client beside the new libraries. They are not compared.',
  ],
  [
    'for every caller',
    'Tests that assert something a new client changes in every request; see the last section.',
  ],
  [
    'broken by us, broken by it',
    'Tests that neither failed nor warned before the migration and fail after it.',
  ],
  [
    'the other tool, it',
    '`bump-testclient` 0.3.0 from PyPI, another tool with the same name, run on a copy of its own.',
  ],
];

/** The section that explains them, in Markdown. */
export const terms = (): string =>
  ['## Terms', TERMS.map(([term, meaning]) => `- **${term}**: ${meaning}`).join('\n')].join('\n\n');
