#!/usr/bin/env bash
# What the browser's door adds to a call, and how soon the first page can be used:
#   run.sh [ROUNDS [SECONDS [CALLS_A_SECOND]]]
# The first part is C++ (web_bench), the second a browser (first_page.mjs). The web client is built
# where it is not yet; server, clients and browser share the machine. On one that others use too,
# `nice -n -15` (root) gives them the rest.
source "$(dirname "${BASH_SOURCE[0]}")/../../../deploy/common.sh"
bin=build/release/bin
build_preset release balcaod balcao-country web_bench
[ -f clients/web/dist/index.html ] || build_web
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
"$bin/balcaod" --data="$folder/house" --listen=127.0.0.1:50085 --web-listen=127.0.0.1:50086 \
  --web=clients/web/dist --calls-per-second=0 >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 100); do grep -q listening "$folder/log" && break; sleep 0.1; done
grep -q listening "$folder/log" || { cat "$folder/log"; exit 1; }
"$bin/balcao-country" --server=127.0.0.1:50085 --scale=0.002 \
  --claim-token-file="$folder/house/first-administrator.token" >/dev/null 2>&1
uptime
build/release/tests/bench/web/web_bench 127.0.0.1:50085 50086 "$server" 100 "${1:-5}" "${2:-4}" "${3:-400}"
use_node
node tests/bench/web/first_page.mjs http://127.0.0.1:50086/
uptime
