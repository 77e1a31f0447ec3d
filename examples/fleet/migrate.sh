#!/bin/sh
# Migrates the repository in the current folder, and leaves a report of it.
#
# Exit status, as engines want it: 0 with changes, 0 without where there is nothing to do, 2 where a file could not be migrated.
#
# BUMP_TESTCLIENT  the command (default: npx --yes bump-testclient)
# BUMP_REPORTS     a folder for reports, absolute; without it none is written
# REPOSITORY       owner/name, as multi-gitter sets it (default: the name of the folder and of the one above)
# More arguments are options of bump-testclient.
set -eu

name=${REPOSITORY:-$(basename "$(dirname "$PWD")")/$(basename "$PWD")}

if [ -n "${BUMP_REPORTS:-}" ]; then
  mkdir -p "$BUMP_REPORTS"
  set -- --output-file "blob=$BUMP_REPORTS/$(printf '%s' "$name" | sed 's,/,__,g').blob.json" "$@"
fi

# The command may have arguments of its own.
# shellcheck disable=SC2086
exec ${BUMP_TESTCLIENT:-npx --yes bump-testclient} --no-error-on-unmatched "$@" .
