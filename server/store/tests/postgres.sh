#!/bin/sh
# A private PostgreSQL for tests: in a temporary folder, on a Unix socket, gone afterwards.
#
#   postgres.sh run COMMAND…   starts one, runs the command with its address in ICUMI_TEST_POSTGRES, stops it
#   postgres.sh hold           starts one, prints its address, stops it when standard input ends
#
# Its programs are taken from $PG_BIN, PATH or /usr/lib/postgresql. Nothing is synced to disk: never for real data.
set -eu

bin=${PG_BIN:-}
if [ -z "$bin" ]; then
  for initdb in $(command -v initdb || true) $(ls -d /usr/lib/postgresql/*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb 2>/dev/null | sort -rV); do
    bin=$(dirname "$initdb")
    break
  done
fi
[ -x "$bin/initdb" ] || { echo "PostgreSQL's programs were not found: install postgresql, or set PG_BIN to their folder." >&2; exit 1; }

# A Unix socket's path must stay under 107 bytes, so the folder is not below TMPDIR, which may be long.
folder=$(mktemp -d /tmp/icumi-postgres.XXXXXX)

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" != 0 ]; then
    "$@"
  elif command -v setpriv >/dev/null; then
    setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"
  else
    runuser -u "$user" -- "$@"
  fi
}
if [ "$(id -u)" = 0 ]; then
  user=nobody
  id postgres >/dev/null 2>&1 && user=postgres
  chown "$user" "$folder"
fi

stop() {
  unprivileged "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

start() {
  cd "$folder"
  unprivileged "$bin/initdb" -D "$folder/data" -U icumi -A trust -E UTF8 --no-locale --no-sync >"$folder/log" 2>&1 &&
    unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -o "-c listen_addresses='' \
      -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
      -c max_connections=300 -c shared_buffers=32MB" start >>"$folder/log" 2>&1 </dev/null
}
here=$PWD
start || { cat "$folder/log" >&2; cat "$folder/data/log" >&2 2>/dev/null; exit 1; }
cd "$here"
url="postgres://icumi@localhost/postgres?host=$folder"

case "${1:-}" in
  run)
    shift
    status=0
    ICUMI_TEST_POSTGRES=$url "$@" || status=$?
    exit "$status"
    ;;
  hold)
    # Ctrl-C reaches this process too; the end of the input comes when the one that holds us ends.
    trap '' INT
    echo "$url"
    cat >/dev/null
    ;;
  *)
    echo "usage: $0 run COMMAND… | hold" >&2
    exit 2
    ;;
esac
