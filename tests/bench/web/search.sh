#!/usr/bin/env bash
# How soon a search answers a letter, with many people at one desk: search.sh [PEOPLE [NAMES]]
source "$(dirname "${BASH_SOURCE[0]}")/../../../deploy/common.sh"
people=${1:-100000}
bin=build/release/bin
build_preset release balcaod balcao-country
[ -f clients/web/dist/index.html ] || build_web
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
"$bin/balcaod" --data="$folder/house" --listen=127.0.0.1:50085 --web-listen=127.0.0.1:50086 \
  --web=clients/web/dist --calls-per-second=0 >"$folder/log" 2>&1 &
for _ in $(seq 100); do grep -q listening "$folder/log" && break; sleep 0.1; done
"$bin/balcao-country" --server=127.0.0.1:50085 --scale=0.002 \
  --claim-token-file="$folder/house/first-administrator.token" >/dev/null 2>&1
"$bin/balcao-country" load --server=127.0.0.1:50085 --mix intake --calls "$people" --seconds 86400 \
  --in-flight 64 | tail -1
uptime
use_node
node tests/bench/web/search.mjs http://127.0.0.1:50086/ "${2:-20}"
uptime
