# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

# What packaging/run and packaging/check share; sourced by both. `me` is the script's name for messages.

say() { printf '%s: %s\n' "$me" "$*" >&2; }
fail() { say "$*"; exit 1; }

# Debian 12 and Ubuntu 24.04 are the oldest that have Qt 6.4 and all that we build on.
require_known_system() {
    local file=${1:-/etc/os-release} id='' version='' name='an unknown system' oldest
    if [ -r "$file" ]; then
        id=$(. "$file" && printf '%s' "${ID:-}")
        version=$(. "$file" && printf '%s' "${VERSION_ID:-}")
        name=$(. "$file" && printf '%s' "${PRETTY_NAME:-$id}")
    fi
    case $id in
        debian) oldest=12; version=${version:-99} ;; # testing and unstable have no number
        ubuntu) oldest=24.04 ;;
        *) fail "runs on Debian 12 or Ubuntu 24.04 and newer; this is $name. CONTRIBUTING.md names what to build it with elsewhere." ;;
    esac
    if [ "$(printf '%s\n' "$oldest" "$version" | sort -V | head -n 1)" != "$oldest" ]; then
        fail "needs Debian 12 or Ubuntu 24.04 or newer; this is $name, whose Qt is too old."
    fi
}

# As many compilers as there are cores, and one for when they wait for the disk, but no more than the memory can hold (1 GB
# each).
jobs() {
    local cores memory
    cores=$(($(nproc) + 1))
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null)
    [ "${memory:-1}" -ge 1 ] || memory=1
    [ "$cores" -le "$memory" ] && echo "$cores" || echo "$memory"
}

# CMake options that make a build faster, some by helpers where they are installed.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
speed_options() {
    echo "-DPALIMPSEST_PRECOMPILE=ON"
    if command -v ccache >/dev/null; then
        echo "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
    fi
    if command -v mold >/dev/null; then
        echo "-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=mold"
    fi
}
