#!/usr/bin/env bash
# Installs, builds and runs every test, with reduced counts for the long ones, and
# prints what each suite took. What only reads comes first: a fault there is told in
# seconds. deploy/checks/full runs the stated counts.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

step() {
  name=$1
  local budget=$2
  shift 2
  local begin=$SECONDS
  "$@"
  spent+=("$(printf '%-14s %4d s of %4d s' "$name" $((SECONDS - begin)) "$budget")")
}

spent=()
trap '[ $? -eq 0 ] || echo "failed: $name"' EXIT
step packages 300 install_packages
step tidy 60 deploy/checks/tidy
step format 60 deploy/checks/format
step texts 30 deploy/checks/texts
step features 30 deploy/checks/features
step proto 60 deploy/checks/proto
step build 1800 build_preset release
step fuzz 240 deploy/checks/fuzz browser
step tests 900 ctest --preset release --output-junit ctest.xml
step web 600 deploy/checks/web
step nginx 60 deploy/checks/nginx
printf '%s\n' "${spent[@]}"
