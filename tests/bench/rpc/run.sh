#!/usr/bin/env bash
# What a call costs, beside an echo through the same gate: run.sh [BIN [ROUNDS [SECONDS]]]
#
# Server and load share the machine, and every round interleaves all cells, so
# that ratios hold while the machine's speed drifts. Cells: echo; intake of a new
# person with a ticket and a case, and the same with one transaction a request;
# a call logged; a case read with its durable trace; and, where PostgreSQL 15 is
# installed, an equivalent intake in one statement under pgbench.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
bin=${1:-build/release/bin}
rounds=${2:-3}
seconds=${3:-4}
folder=$(mktemp -d)
chmod 755 "$folder"
pg=/usr/lib/postgresql/15/bin
cleanup() {
  kill $(jobs -p) 2>/dev/null || true
  [ -d "$folder/pg" ] && runuser -u postgres -- "$pg/pg_ctl" -D "$folder/pg" -m immediate stop >/dev/null 2>&1
  rm -rf "$folder"
}
trap cleanup EXIT

# start NAME PORT [OPTION...]: a house with a few people in it
start() {
  local name=$1 port=$2
  shift 2
  "$bin/balcaod" --data="$folder/$name" --listen="127.0.0.1:$port" --calls-per-second=0 "$@" >"$folder/$name.log" 2>&1 &
  echo $! >"$folder/$port.pid"
  for _ in $(seq 100); do grep -q listening "$folder/$name.log" && break; sleep 0.1; done
  "$bin/balcao-country" --server="127.0.0.1:$port" --scale=0.002 \
    --claim-token-file="$folder/$name/first-administrator.token" >/dev/null 2>&1
}

# The processor time of the server at PORT so far, in microseconds.
server_us() {
  awk -v hz="$(getconf CLK_TCK)" '{printf "%d", ($14 + $15) * 1e6 / hz}' \
    "/proc/$(cat "$folder/$1.pid")/stat"
}

# load CELL PORT MIX: one cell of a round
load() {
  local cell=$1 port=$2 mix=$3 before result
  before=$(server_us "$port")
  result=$("$bin/balcao-country" load --server="127.0.0.1:$port" --mix "$mix" --in-flight 64 \
    --seconds "$seconds" --channels 4 2>/dev/null | tail -1)
  echo "$cell ${result%\}}, \"server_us\": $(($(server_us "$port") - before))}" >>"$folder/cells"
}

start_postgres() {
  [ -x "$pg/postgres" ] || return 1
  mkdir "$folder/pg" && chown postgres "$folder/pg"
  runuser -u postgres -- "$pg/initdb" -D "$folder/pg" -A trust >/dev/null
  runuser -u postgres -- "$pg/pg_ctl" -D "$folder/pg" -w -l "$folder/pg/log" \
    -o "-p 55432 -k $folder/pg -c listen_addresses='' -c shared_buffers=512MB" start >/dev/null
  runuser -u postgres -- psql -q -h "$folder/pg" -p 55432 -f tests/bench/rpc/postgres.sql
}

postgres_cell() {
  runuser -u postgres -- pgbench -n -h "$folder/pg" -p 55432 -M prepared -c 64 -j 2 -T "$seconds" \
    -f tests/bench/rpc/intake.pgbench postgres 2>/dev/null |
    awk '/^tps/ {print "postgres {\"rps\": " $3 "}"}' >>"$folder/cells"
}

start grouped 50081
start single 50082 --one-transaction-each
with_postgres=0
start_postgres && with_postgres=1
for _ in $(seq "$rounds"); do
  load echo 50081 echo
  load intake 50081 intake
  load intake-single 50082 intake
  [ $with_postgres = 1 ] && postgres_cell
  load call 50081 call
  load call-single 50082 call
  load get-case 50081 get-case
done
python3 tests/bench/rpc/table.py "$folder/cells"
