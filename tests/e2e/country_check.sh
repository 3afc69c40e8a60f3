#!/usr/bin/env bash
# Starts a house of its own, builds a small country in it, and compares every
# figure and table with the country's own record: country_check.sh BIN SCALE
set -euo pipefail
bin=$1
scale=$2
folder=$(mktemp -d)
"$bin/balcaod" --data="$folder/var" --listen="unix:$folder/socket" --calls-per-second=0 >"$folder/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 200); do
  grep -q listening "$folder/log" && break
  sleep 0.1
done
"$bin/balcao-country" --server="unix:$folder/socket" --scale="$scale" --check \
  --claim-token-file="$folder/var/first-administrator.token" --record="$folder/record.json"
BALCAO_PASSWORD=balcao-demo-2020 XDG_CONFIG_HOME=$folder \
  "$bin/balcao" --server "unix:$folder/socket" login admin
XDG_CONFIG_HOME=$folder "$bin/balcao" --server "unix:$folder/socket" verify
