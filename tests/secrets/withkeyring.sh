#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
# withkeyring.sh MODE PROGRAM [ARGUMENT...]: runs a test program with a home, a session bus and a keyring of its own.
#   unlocked   a bus and gnome-keyring, unlocked with the password "pw"
#   bare-bus   a bus on which nobody keeps secrets and nobody can be started
#   bad-bus    the address of a bus that is not there
#   no-bus     no address at all
set -eu
mode=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -m 700 "$root/home" "$root/run" "$root/tmp"
export HOME="$root/home" XDG_RUNTIME_DIR="$root/run" TMPDIR="$root/tmp" PRIVATE_ROOT="$root"
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY \
    GNOME_KEYRING_CONTROL XDG_CURRENT_DESKTOP DESKTOP_SESSION KDE_FULL_SESSION KDE_SESSION_VERSION
case $mode in
unlocked)
    dbus-run-session -- sh -c '
        printf "pw\n" | gnome-keyring-daemon --unlock --components=secrets >"$TMPDIR/keyring.env"
        . "$TMPDIR/keyring.env"
        export GNOME_KEYRING_CONTROL
        "$@"' sh "$@" ;;
bare-bus)
    dbus-run-session --config-file="$here/barebus.conf" -- "$@" ;;
bad-bus)
    DBUS_SESSION_BUS_ADDRESS="unix:path=$root/run/nothing" "$@" ;;
no-bus)
    "$@" ;;
*)
    echo "withkeyring.sh: unknown mode $mode" >&2
    exit 2 ;;
esac
