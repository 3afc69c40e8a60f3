#!/usr/bin/env bash
# A large house: large.sh [FOLDER [ROUNDS [SECONDS]]]
#
# Makes a store of 1,000,000 people, each with a visit of eight matters and a case
# (10,000,000 facts), unless FOLDER holds one. Then: how long a start takes and what
# memory it has, with and without the checkpoint of the facts; and a case read at
# random among all, without and with its durable trace, beside an echo. Rounds
# interleave the cells; a house starts anew for each, for it cannot be told to leave
# out the trace: that is another program.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
folder=${1:-$(mktemp -d)}
rounds=${2:-3}
seconds=${3:-5}
people=${PEOPLE:-1000000}
port=50091
cmake --build --preset release --target balcaod balcao-country untraced_house >/dev/null
bin=build/release/bin
untraced=build/release/tests/bench/rpc/untraced_house
server=
trap '[ -z "$server" ] || kill "$server"' EXIT

# start WORD COMMAND...: waits until the house listens; says how long it took.
start() {
  local word=$1 begin
  shift
  begin=$(date +%s.%N)
  "$@" >"$folder.log" 2>&1 &
  server=$!
  until grep -q "$word" "$folder.log"; do
    kill -0 "$server" || { cat "$folder.log"; exit 1; }
    sleep 0.05
  done
  took=$(echo "$(date +%s.%N) - $begin" | bc)
}
stop() {
  kill "${1:--TERM}" "$server"
  wait "$server" || true
  server=
}
memory_mb() { awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$server/status"; }
house() {
  start listening "$bin/balcaod" --data="$folder" --listen="127.0.0.1:$port" --calls-per-second=0
}
load() {
  "$bin/balcao-country" load --server="127.0.0.1:$port" --seconds "$seconds" --in-flight 64 \
    --channels 4 "$@" | tail -1
}

if [ ! -e "$folder/data.db" ]; then
  house
  "$bin/balcao-country" --server="127.0.0.1:$port" --scale=0.002 \
    --claim-token-file="$folder/first-administrator.token" >/dev/null 2>&1
  "$bin/balcao-country" load --server="127.0.0.1:$port" --mix intake --matters 8 \
    --calls "$people" --seconds 86400 --in-flight 128 | tail -1
  stop
fi
du -sh "$folder"

house
echo "start with a checkpoint of the facts: $took s, $(memory_mb) MB"
stop -KILL
rm -f "$folder/facts.checkpoint"
house
echo "start without it: $took s, $(memory_mb) MB"
stop

for _ in $(seq "$rounds"); do
  start listening "$untraced" "$folder" "$port"
  load --mix echo | sed 's/^/echo /'
  load --mix get-case --cases "$people" | sed 's/^/plain /'
  stop
  house
  load --mix get-case --cases "$people" | sed 's/^/traced /'
  stop
done
