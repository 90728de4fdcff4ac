#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
"""What is installed for the desktop: installs the build tree into a folder and reads it as a desktop would.

Arguments: the build folder, CMake's path."""
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as tree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD, CMAKE = Path(sys.argv[1]), sys.argv[2]
ID = "io.github.palimpsest.Palimpsest"


def run(*command, **environment):
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("DISPLAY", "WAYLAND", "QT_"))}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env={**clean, **environment}, check=False)


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.prefix = Path(cls.folder.name)
        result = run(CMAKE, "--install", str(BUILD), "--prefix", str(cls.prefix), "--strip")
        assert result.returncode == 0, result.stdout + result.stderr
        cls.menu = cls.prefix / f"share/applications/{ID}.desktop"
        cls.description = cls.prefix / f"share/metainfo/{ID}.metainfo.xml"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def keys(self):
        return dict(line.split("=", 1) for line in self.menu.read_text().splitlines() if "=" in line)

    def test_nothing_but_the_programs_and_what_a_desktop_reads(self):
        there = sorted(str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*") if path.is_file())
        self.assertEqual(there, [
            "bin/palimpsest", "bin/palimpsest-service",
            f"share/applications/{ID}.desktop",
            "share/doc/palimpsest/changelog.gz", "share/doc/palimpsest/copyright",
            f"share/icons/hicolor/scalable/apps/{ID}.svg",
            "share/man/man1/palimpsest-service.1.gz", "share/man/man1/palimpsest.1.gz",
            f"share/metainfo/{ID}.metainfo.xml"])

    def test_the_menu_entry_is_valid_and_starts_what_is_installed(self):
        result = run("desktop-file-validate", str(self.menu))
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))
        self.assertTrue(os.access(self.prefix / "bin" / self.keys()["Exec"], os.X_OK))
        self.assertTrue((self.prefix / f"share/icons/hicolor/scalable/apps/{self.keys()['Icon']}.svg").is_file())

    def test_the_description_is_valid_and_names_the_menu_entry(self):
        result = run("appstreamcli", "validate", "--no-net", str(self.description))
        self.assertEqual(result.returncode, 0, result.stdout)
        root = tree.parse(self.description).getroot()
        self.assertEqual(root.findtext("id"), ID)
        self.assertEqual(root.findtext("launchable"), self.menu.name)
        for binary in root.iter("binary"):
            self.assertTrue((self.prefix / "bin" / binary.text).is_file(), binary.text)

    def test_the_window_is_told_to_belong_to_the_menu_entry(self):
        source = (ROOT / "ui/app/main.cpp").read_text()
        self.assertEqual(re.findall(r'setDesktopFileName\(u"([^"]+)"', source), [ID])

    def test_manual_and_help_name_the_same_options(self):
        for program in ("palimpsest", "palimpsest-service"):
            help_text = run(str(self.prefix / "bin" / program), "--help").stdout
            manual = (ROOT / f"packaging/linux/{program}.1").read_text().replace("\\-", "-")
            # --help-all is Qt's own.
            wanted = set(re.findall(r"^ +.*?(--[a-z-]+)", help_text, re.M)) - {"--help-all"}
            self.assertEqual(set(re.findall(r"^\.B[IR] (?:-[hv] \", \" )?(--[a-z-]+)", manual, re.M)), wanted, program)

    def test_version_and_help_need_no_display(self):
        version = re.search(r"project\(palimpsest VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        for program in ("palimpsest", "palimpsest-service"):
            result = run(str(self.prefix / "bin" / program), "--version")
            self.assertEqual((result.returncode, result.stdout), (0, f"{program} {version}\n"), result.stderr)
            self.assertEqual(run(str(self.prefix / "bin" / program), "--help").returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
