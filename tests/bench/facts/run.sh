#!/bin/sh
# Measures the fact table and compares it, cell by cell, with DuckDB.
# Usage: run.sh [BUILD_DIR] [rows] [persons] [seed] [removals per 1000] [journal|shuffled]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
build=${1:-$root/build/release}
[ $# -gt 0 ] && shift

[ -f "$build/build.ninja" ] || (cd "$root" && cmake --preset release -B "$build" -DBALCAO_RPC=OFF)
ninja -C "$build" facts_bench
[ -d "$here/node_modules" ] || npm --prefix "$here" ci --no-audit --no-fund

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$build/tests/bench/facts/facts_bench" "$out" "$@"
node "$here/duckdb_oracle.mjs" "$out"
