#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
"""Does the main job from outside, as a screen reader would: opens the sample store and an entry, edits, saves, sees the
new version in the history and compares it with the one before. Everything through AT-SPI; no key, no mouse.

Usage: atspi_tour.py PROGRAM. Exit code 77: AT-SPI cannot run here.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
PATIENCE = 30.0  # seconds, for anything that the window has to do
ADDED = "Written through AT-SPI.\n"


def skip(reason):
    print("atspi_tour: skipped:", reason)
    sys.exit(SKIPPED)


def go_inside(program):
    """Starts this script again on a message bus of its own."""
    for tool in ("Xvfb", "dbus-run-session"):
        if not shutil.which(tool):
            skip(tool + " is not installed")
    if not os.access(LAUNCHER, os.X_OK):
        skip(LAUNCHER + " is not installed")
    try:
        import pyatspi  # noqa: F401  only whether it is there; it connects at first use
    except ImportError as error:
        skip("python3-pyatspi is not installed ({})".format(error))
    os.execvp("dbus-run-session", ["dbus-run-session", "--", sys.executable, os.path.abspath(__file__), "--inside", program])


class Tour:
    def __init__(self, pid):
        import pyatspi

        self.atspi = pyatspi
        self.program = self.wait("the program on the bus", lambda: self.application(pid))

    def application(self, pid):
        desktop = self.atspi.Registry.getDesktop(0)
        for child in desktop:
            if child is not None and child.get_process_id() == pid:
                return child
        return None

    def wait(self, what, find):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                found = find()
            except Exception:  # a widget may go while it is asked
                found = None
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError("did not come: " + what)

    def every(self, root, depth=0):
        yield root
        if depth < 40:
            for i in range(min(root.childCount, 500)):
                child = root.getChildAtIndex(i)
                if child is not None:
                    yield from self.every(child, depth + 1)

    def find(self, role, name, showing=True):
        for item in self.every(self.program):
            if item.getRole() == role and name in item.name:
                if not showing or item.getState().contains(self.atspi.STATE_SHOWING):
                    return item
        return None

    def see(self, role, name, showing=True):
        return self.wait("{} “{}”".format(role, name), lambda: self.find(role, name, showing))

    def press(self, item):
        actions = item.queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        chosen = names.index("Press") if "Press" in names else 0
        assert actions.doAction(chosen), "{} cannot be pressed: {}".format(item.name, names)

    def enabled(self, item):
        return item.getState().contains(self.atspi.STATE_ENABLED)

    def menu(self, name):
        item = self.see(self.atspi.ROLE_MENU_ITEM, name, showing=False)
        self.wait("“{}” enabled".format(name), lambda: self.enabled(item))
        self.press(item)

    def button(self, name):
        item = self.see(self.atspi.ROLE_PUSH_BUTTON, name)
        self.wait("“{}” enabled".format(name), lambda: self.enabled(item))
        self.press(item)

    def row(self, view, starts):
        table = view.queryTable()
        for row in range(table.nRows):
            cell = table.getAccessibleAt(row, 0)
            if cell is not None and cell.name.startswith(starts):
                return row + 1  # never 0, which is nothing
        return None

    def choose(self, view, starts):
        row = self.wait("a row “{}…”".format(starts), lambda: self.row(view, starts)) - 1
        assert view.queryTable().addRowSelection(row), "a row cannot be chosen"


def tour(pid):
    t = Tour(pid)
    a = t.atspi

    print("opens the sample store")
    stores = t.wait("the tree of stores", lambda: next(
        (i for i in t.every(t.program) if i.name == "Stores and entries" and i.getState().contains(a.STATE_SHOWING)), None))
    t.choose(stores, "Store project-alpha")

    print("opens an entry")
    t.menu("Go to Path or Id")
    field = t.see(a.ROLE_TEXT, "Path")
    field.queryEditableText().insertText(0, "todo.md", 7)
    t.button("Go")
    editor = t.wait("the text of todo.md", lambda: next(
        (i for i in t.every(t.program)
         if i.name == "Text of the entry" and i.getState().contains(a.STATE_SHOWING) and i.queryText().characterCount > 0),
        None))

    history = t.wait("the history", lambda: next(
        (i for i in t.every(t.program)
         if i.name == "Versions, newest first" and i.getState().contains(a.STATE_SHOWING)), None))
    t.wait("version 6", lambda: t.row(history, "Version 6, updated"))
    assert not t.row(history, "Version 7,")

    print("edits and saves")
    assert editor.queryEditableText().insertText(0, ADDED, len(ADDED)), "the text cannot be edited"
    assert editor.queryText().getText(0, len(ADDED)) == ADDED
    t.menu("Save")

    print("sees the new version")
    t.wait("version 7", lambda: t.row(history, "Version 7, updated"))

    print("compares it with the one before")
    t.choose(history, "Version 7, updated")
    t.button("Compare")
    t.wait("the changed lines", lambda: next(
        (i for i in t.every(t.program) if i.getState().contains(a.STATE_SHOWING) and "Lines: 1 added, 0 removed" in i.name),
        None))
    changes = t.wait("the comparison", lambda: next(
        (i for i in t.every(t.program) if i.name == "Changes" and i.description
         and i.getState().contains(a.STATE_FOCUSABLE) and i.getState().contains(a.STATE_SHOWING)), None))
    print("  it says:", changes.description)

    print("leaves")
    t.menu("Quit")


def inside(program):
    children = []
    with tempfile.TemporaryDirectory() as home:
        for folder in ("runtime", "config", "data", "state", "cache"):
            os.mkdir(os.path.join(home, folder), 0o700)
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("QODER_", "WAYLAND_", "QT_"))}
        environment.update(HOME=home, XDG_RUNTIME_DIR=home + "/runtime", XDG_CONFIG_HOME=home + "/config",
                           XDG_DATA_HOME=home + "/data", XDG_STATE_HOME=home + "/state", XDG_CACHE_HOME=home + "/cache",
                           LC_ALL="C.UTF-8", QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        try:
            reader, writer = os.pipe()
            children.append(subprocess.Popen(
                ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"], pass_fds=[writer],
                stderr=subprocess.DEVNULL))
            os.close(writer)
            display = os.read(reader, 16).decode().strip()
            if not display:
                skip("Xvfb does not start")
            environment["DISPLAY"] = ":" + display
            os.environ.update(environment)
            children.append(subprocess.Popen([LAUNCHER, "--launch-immediately"], env=environment))
            running = subprocess.Popen([program, "--appearance", "light"], env=environment)
            children.append(running)
            tour(running.pid)
            code = running.wait(timeout=PATIENCE)
            assert code >= 0, "the program ended by signal {}".format(-code)
            print("done")
        finally:
            for child in reversed(children):
                if child.poll() is None:
                    child.send_signal(signal.SIGTERM)
                    child.wait(timeout=PATIENCE)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--inside":
        inside(sys.argv[2])
    elif len(sys.argv) == 2:
        go_inside(os.path.abspath(sys.argv[1]))
    else:
        sys.exit(__doc__)
