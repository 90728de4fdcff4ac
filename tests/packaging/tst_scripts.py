#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
"""What packaging/run and packaging/check say where they cannot work."""
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def bash(script, **environment):
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=30,
                          env={**os.environ, **environment}, check=False)


def system(words):
    """Result of require_known_system on a machine whose /etc/os-release has these words."""
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(words)
        file.flush()
        return bash(f'me=run; root={ROOT}; . "$root/packaging/common.sh"; require_known_system {file.name}')


class KnownSystem(unittest.TestCase):
    def test_what_is_new_enough(self):
        for words in ("ID=debian\nVERSION_ID=12\n", "ID=debian\nVERSION_ID=13\n", 'ID=debian\nPRETTY_NAME="trixie/sid"\n',
                      'ID=ubuntu\nVERSION_ID="24.04"\n', 'ID=ubuntu\nVERSION_ID="26.04"\n'):
            self.assertEqual((system(words).returncode, system(words).stderr), (0, ""), words)

    def test_what_is_too_old_is_named_and_refused(self):
        for words in ('ID=debian\nVERSION_ID=11\nPRETTY_NAME="Debian 11"\n',
                      'ID=ubuntu\nVERSION_ID="22.04"\nPRETTY_NAME="Ubuntu 22.04"\n',
                      'ID=ubuntu\nVERSION_ID="23.10"\nPRETTY_NAME="Ubuntu 23.10"\n'):
            result = system(words)
            self.assertEqual(result.returncode, 1, words)
            self.assertIn("needs Debian 12 or Ubuntu 24.04 or newer; this is " + words.split('"')[-2], result.stderr)

    def test_another_system_is_named_and_refused(self):
        result = system('ID=fedora\nVERSION_ID=41\nPRETTY_NAME="Fedora 41"\n')
        self.assertEqual(result.returncode, 1)
        self.assertIn("this is Fedora 41. CONTRIBUTING.md names", result.stderr)


class Scripts(unittest.TestCase):
    """A copy of the scripts, and stand-ins for the tools that they call."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.tree = Path(self.folder.name)
        shutil.copytree(ROOT / "packaging", self.tree / "packaging")
        self.tools = self.tree / "tools"
        self.tools.mkdir()

    def tearDown(self):
        self.folder.cleanup()

    def tool(self, name, script):
        (self.tools / name).write_text("#!/bin/sh\n" + script, encoding="utf-8")
        (self.tools / name).chmod(0o755)

    def run_script(self, command, display=":99"):
        environment = {"PATH": f"{self.tools}:{os.environ['PATH']}", "DISPLAY": display, "WAYLAND_DISPLAY": ""}
        return bash(f"cd {self.tree} && {command}", **environment)


class Installing(Scripts):
    def setUp(self):
        super().setUp()
        common = self.tree / "packaging" / "common.sh"
        with common.open("a", encoding="utf-8") as file:
            file.write("require_known_system() { :; }\n")
        self.tool("id", "echo 1000\n")
        self.tool("sudo", 'exec "$@"\n')

    def installed(self, *packages):
        self.tool("dpkg-query", "".join(f"echo installed {package}\n" for package in packages))

    def test_nothing_missing_asks_for_nothing(self):
        self.installed("xvfb fontconfig", "fonts-noto-core fonts-noto-cjk", "fonts-noto-color-emoji")
        self.tool("sudo", "echo asked; exit 1\n")
        result = self.run_script("packaging/install-dependencies screen")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))

    def test_only_what_is_missing_is_installed(self):
        self.installed("xvfb", "fontconfig", "fonts-noto-core")
        self.tool("apt-get", f'echo "$@" >> {self.tree}/asked\n')
        result = self.run_script("packaging/install-dependencies screen")
        self.assertEqual(result.returncode, 0, result.stderr)
        asked = (self.tree / "asked").read_text(encoding="utf-8").splitlines()
        self.assertTrue(asked[0].endswith(" update"))
        self.assertTrue(asked[1].endswith("--no-install-recommends install fonts-noto-cjk fonts-noto-color-emoji"), asked)

    def test_removed_but_not_purged_counts_as_missing(self):
        self.tool("dpkg-query", "echo config-files xvfb\n")
        self.tool("apt-get", "true\n")
        self.assertIn(" xvfb", self.run_script("packaging/install-dependencies screen").stderr)

    def test_apt_that_fails_is_named_with_the_packages(self):
        self.installed("xvfb", "fontconfig", "fonts-noto-core", "fonts-noto-cjk")
        self.tool("apt-get", "echo E: no network; exit 100\n")
        result = self.run_script("packaging/install-dependencies screen")
        self.assertEqual(result.returncode, 1)
        self.assertIn("E: no network", result.stderr)
        self.assertIn("could not install: fonts-noto-color-emoji", result.stderr)


class Failures(Scripts):
    def setUp(self):
        super().setUp()
        installer = self.tree / "packaging" / "install-dependencies"
        installer.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")

    def test_cmake_that_fails_is_shown_with_its_log(self):
        self.tool("cmake", "echo no such library; exit 1\n")
        result = self.run_script("packaging/run")
        self.assertEqual(result.returncode, 1)
        self.assertIn("no such library", result.stderr)
        self.assertIn("CMake could not configure; the whole log is build/run/configure.log", result.stderr)

    def test_compiler_that_fails_is_shown(self):
        self.tool("cmake", "touch build/run/build.ninja\n")
        self.tool("ninja", "echo '[1/2] Building'; echo 'a.cpp:1: error: what is this'; exit 1\n")
        result = self.run_script("packaging/run")
        self.assertEqual(result.returncode, 1)
        self.assertIn("a.cpp:1: error: what is this", result.stderr)
        self.assertIn("the build failed", result.stderr)

    def built(self, program):
        self.tool("cmake", "echo x >> configured; touch build/run/build.ninja\n")
        self.tool("ninja", f"mkdir -p build/run/bin; printf '%s' '{program}' > build/run/bin/palimpsest\n"
                           "chmod +x build/run/bin/palimpsest\n")

    def test_arguments_go_on_and_the_second_start_does_not_configure(self):
        self.built('#!/bin/sh\nfor a in "$@"; do echo "<$a>"; done\n')
        for _ in range(2):
            result = self.run_script("packaging/run --base-url 'http://a b'")
            self.assertEqual((result.returncode, result.stdout), (0, "<--base-url>\n<http://a b>\n"))
        self.assertEqual((self.tree / "configured").read_text(encoding="utf-8"), "x\n")

    def test_without_display_a_picture_is_taken_on_a_virtual_one(self):
        self.tool("Xvfb", "echo 77 >&3; exec sleep 20\n")
        self.built('#!/bin/sh\necho "$DISPLAY $1"; echo png > "$2"; shift 2; echo "$@"\n')
        result = self.run_script("packaging/run more words", display="")
        self.assertEqual((result.returncode, result.stdout), (0, ":77 --screenshot\nmore words\n"))
        self.assertIn("no display here", result.stderr)
        self.assertIn(f"wrote {self.tree}/palimpsest.png", result.stderr)

    def test_virtual_display_that_does_not_start_is_shown(self):
        self.tool("Xvfb", "echo broken screen >&2; exit 1\n")
        self.built("#!/bin/sh\n")
        result = self.run_script("packaging/run", display="")
        self.assertEqual(result.returncode, 1)
        self.assertIn("broken screen", result.stderr)
        self.assertIn("did not start", result.stderr)

    def test_program_that_fails_is_not_called_a_success(self):
        self.tool("Xvfb", "echo 77 >&3; exec sleep 20\n")
        self.built("#!/bin/sh\nexit 3\n")
        result = self.run_script("packaging/run", display="")
        self.assertEqual(result.returncode, 1)
        self.assertIn("palimpsest ended with 3", result.stderr)

    def test_check_names_the_build_that_failed(self):
        self.tool("cmake", 'case $1 in --build) echo "b.cpp:2: error: no"; exit 1;; esac\n')
        result = self.run_script("packaging/check --fast")
        self.assertEqual(result.returncode, 1)
        self.assertIn("b.cpp:2: error: no", result.stderr)
        self.assertIn("the build of 'dev' failed; the whole log is build/dev.log", result.stderr)

    def test_check_fails_when_a_test_fails_and_says_so_last(self):
        self.tool("cmake", "mkdir -p build/dev build/asan\n")
        self.tool("ctest", "echo '50% tests passed, 1 tests failed out of 2'; exit 8\n")
        result = self.run_script("packaging/check --all")
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stdout, r"dev: 50% tests passed, 1 tests failed out of 2 .*\n"
                                        r"asan: 50% tests passed, 1 tests failed out of 2 .*\n$")
        self.assertIn("some tests failed", result.stderr)

    def test_check_builds_and_tests_once_under_sanitizers(self):
        self.tool("cmake", 'mkdir -p build/dev build/asan; [ "$1" != --build ] || echo "$*" >>built\n')
        self.tool("ctest", "echo '100% tests passed, 0 tests failed out of 2'\n")
        result = self.run_script("packaging/check")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, r"\nasan: 100% tests passed.*\n$")
        built = Path(self.tree, "built").read_text().splitlines()
        self.assertEqual(len(built), 1)
        self.assertRegex(built[0], r"build/asan -j \d+$")

    def test_check_gives_tests_a_home_and_no_token_of_the_person(self):
        self.tool("cmake", "mkdir -p build/dev\n")
        self.tool("ctest", 'echo "home=$HOME token=$QODER_PAT data=$XDG_DATA_HOME"; echo "100% tests passed"\n')
        result = self.run_script("QODER_PAT=secret packaging/check --fast")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, r"home=/\S+/home token= data=/\S+/data")
        self.assertNotIn(f"home={os.environ.get('HOME')} ", result.stdout)

    def test_unknown_option_is_refused(self):
        result = self.run_script("packaging/check --fats")
        self.assertEqual(result.returncode, 1)
        self.assertIn("'--fats'", result.stderr)


if __name__ == "__main__":
    unittest.main()
