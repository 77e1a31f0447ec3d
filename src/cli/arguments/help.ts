/** The help text after the options. */
export const footer = `
Examples:
  bump-testclient                          rewrite the tests below this folder
  bump-testclient -n tests > p             write nothing; \`git apply p\` does it
  bump-testclient --check --strict         for a pipeline: exit 1 if there is
                                           anything to change, or left that
                                           fails or warns
  bump-testclient - --stdin-filename t.py  rewrite stdin to stdout
  bump-testclient explain follow-redirects

A comment suppresses rules on its line, or alone on a line, on the next:
  # bump-testclient: ignore[follow-redirects]

Exit status:
  0    done, also when files were changed
  1    --check: something would change; --strict: a finding is left that counts
  2    a bad option, no such file, a file that could not be migrated, a bug
  130  interrupted while files were written`;
