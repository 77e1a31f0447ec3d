#!/bin/sh
# Reports on the repository in the current folder, and changes nothing. Takes the variables of migrate.sh.
#
# Exit status: 0 where the report could be made, whatever it says; 2 where a file could not be looked at.
set -u

"$(dirname "$0")/migrate.sh" --check --strict "$@"
status=$?
# 1 says that something would change or is left, which is what a survey is for.
[ "$status" -eq 1 ] && exit 0
exit "$status"
