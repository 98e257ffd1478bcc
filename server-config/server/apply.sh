#!/bin/sh
# Runs a file of asadmin commands on a domain that may have run it before:
#   sh apply.sh FILE [ASADMIN [OPTION ...]]
# such as: sh apply.sh halley.asadmin /opt/payara6/bin/asadmin --port 4848 --passwordfile passwords
# ASADMIN is the one on the PATH if it is not given. A listener or a thread pool that the domain has is
# not created again, and keeps its port, its address and its sizes. "asadmin multimode" goes on after a
# command that failed and ends with the exit code of the last; this ends with 1 if any failed.
set -eu

if [ $# -eq 0 ]; then
  sed -n '2,7s/^# *//p' "$0" >&2
  exit 2
fi
file=$1
shift
[ $# -gt 0 ] || set -- asadmin

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

{
  "$@" list-http-listeners
  "$@" list-threadpools server-config
} >"$work/present" </dev/null || {
  cat "$work/present" >&2
  echo "The domain does not answer \"$*\"; start it, or say where it is with --host and --port." >&2
  exit 1
}

# the name of what is created stands last
awk 'NR == FNR { present[$1]; next }
  /^create-(http-listener|threadpool) / && ($NF in present) { next }
  { print }' "$work/present" "$file" >"$work/commands"

"$@" multimode --file "$work/commands" >"$work/output" 2>&1 </dev/null || {
  cat "$work/output" >&2
  exit 1
}
cat "$work/output"
if grep -q '^Command .* failed\.' "$work/output"; then
  echo "Some commands failed; the lines above say why." >&2
  exit 1
fi
