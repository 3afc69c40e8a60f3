#!/usr/bin/env bash
# Installs, builds and starts Balcão on a Debian 12 machine, with the embedded
# store in var/.
#
#   deploy/run.sh           loads the demo country and stays up
#   deploy/run.sh --check   the same, compares the plan table with the report, ends
#   deploy/run.sh --empty   a real, empty house: its first administrator is made
#                           with the one-time token in the file that the server names
#
# --data FOLDER keeps the store elsewhere; --scale N makes the country smaller;
# --address and --web-address say where programs and browsers find it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

mode=stay
data=var
scale=1
address=127.0.0.1:50051
web_address=127.0.0.1:8443
while [ $# -gt 0 ]; do
  case "$1" in
    --check) mode=check ;;
    --empty) mode=empty ;;
    --data) data=$2; shift ;;
    --scale) scale=$2; shift ;;
    --address) address=$2; shift ;;
    --web-address) web_address=$2; shift ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done

install_packages
build_preset release balcaod balcao balcao-country
build_web
bin=build/release/bin
doors=(--listen="$address" --web-listen="$web_address" --web=clients/web/dist)

if [ "$mode" != empty ] && [ -e "$data/data.db" ]; then
  if [ "$mode" = check ]; then
    data=$(mktemp -d)/var
    echo "a store is there already: the check uses $data"
  else
    echo "$data holds a store: starting it as it is"
    exec "$bin/balcaod" --data="$data" "${doors[@]}"
  fi
fi
if [ "$mode" = empty ]; then
  exec "$bin/balcaod" --data="$data" "${doors[@]}"
fi

# Years of work in a minute: the country is no account that ran wild.
"$bin/balcaod" --data="$data" "${doors[@]}" --calls-per-second=0 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  [ -e "$data/first-administrator.token" ] && break
  kill -0 "$server" 2>/dev/null || exit 1
  sleep 0.1
done
sleep 0.5
# It makes the token before it listens: why it could not, it has said.
kill -0 "$server" 2>/dev/null || exit 1

verdict=0
"$bin/balcao-country" --server="$address" --scale="$scale" --check \
  --claim-token-file="$data/first-administrator.token" --record="$data/country.json" || verdict=$?

if [ "$mode" = check ]; then
  exit "$verdict"
fi
cat <<TEXT

Balcão is up.
  browser    http://$web_address/
  gRPC       $address
  sign in    BALCAO_PASSWORD='balcao-demo-2020' $bin/balcao login desk.cnaim-lis
  accounts   desk.cnaim-lis (desk), linha.1 (helpline), supervisao (supervisor), focal.acm (focal point),
             admin; the password of all is balcao-demo-2020
Stop it with Ctrl-C.
TEXT
wait "$server"
