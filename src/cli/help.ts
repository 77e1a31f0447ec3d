/** What follows the options in the help. */
export const footer = `
Examples:
  bump-testclient                          rewrite the tests below this folder
  bump-testclient -n tests > p             write nothing; \`git apply p\` does it
  bump-testclient --check --strict         for a pipeline: exit 1 if there is
                                           anything to change or to look at
  bump-testclient - --stdin-filename t.py  rewrite stdin to stdout
  bump-testclient explain follow-redirects

A comment keeps rules away from its line, or from the line below it:
  # bump-testclient: ignore[follow-redirects]

Exit status:
  0    done, also when files were changed
  1    --check: something would change; --strict: something is left to look at
  2    a bad option, no such file, a file that could not be migrated, a bug
  130  interrupted`;
