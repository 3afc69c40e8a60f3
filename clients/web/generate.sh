#!/bin/sh
# The contract as TypeScript, into gen/, with Debian's protoc.
set -eu
cd "$(dirname "$0")"
rm -rf gen && mkdir gen
PATH=$PWD/node_modules/.bin:$PATH protoc -I ../../proto --es_out=gen --es_opt=target=ts \
  ../../proto/balcao/v1/*.proto ../../proto/google/rpc/error_details.proto
