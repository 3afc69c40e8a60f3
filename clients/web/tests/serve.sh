#!/usr/bin/env bash
# A house for the browser tests: serve.sh PORT. Ready when /ready.txt is there, which is once a
# small country is loaded; it holds the process to send USR1 to, for a house that is ended and
# begun again. BALCAO_BIN says where the programs are, BALCAO_WEB_OPTIONS what the server is told
# beside the rest; BALCAO_CLOCK names a file with how far from now the clock of the house stands
# (`+32d`), read at each beginning.
set -euo pipefail
cd "$(dirname "$0")/../../.."
bin=${BALCAO_BIN:-build/release/bin}
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
trap 'exit 0' TERM INT
cp -r clients/web/dist "$folder/web"
clock() {
  [ -z "${BALCAO_CLOCK:-}" ] ||
    echo LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1 \
      "FAKETIME=$(cat "$BALCAO_CLOCK")" FAKETIME_DONT_FAKE_MONOTONIC=1
}
serve() {
  : >"$folder/log" # of the one before, nothing is heard
  # shellcheck disable=SC2046 # one word each
  env $(clock) "$bin/balcaod" --data="$folder/house" --listen="unix:$folder/socket" \
    --web-listen="127.0.0.1:$1" --web="$folder/web" --calls-per-second=0 ${BALCAO_WEB_OPTIONS:-} >"$folder/log" &
  house=$!
  for _ in $(seq 100); do grep -q listening "$folder/log" && return; sleep 0.1; done
  return 1
}
# First by another door, so that nobody finds it before it is ready.
serve 0
"$bin/balcao-country" --server="unix:$folder/socket" --scale=0.002 \
  --claim-token-file="$folder/house/first-administrator.token" >"$folder/country.log" 2>&1
kill "$house" && wait "$house" || true
echo $$ >"$folder/web/ready.txt"
serve "$1"
again=no
trap 'again=yes; kill "$house"' USR1
while true; do
  while kill -0 "$house" 2>/dev/null; do wait "$house" || true; done
  [ $again = yes ] || exit 1
  again=no
  sleep 1
  serve "$1"
done
