#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
"""The icons are one family, and what the code asks for is there."""
import re
import unittest
import xml.etree.ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))


def listed(name):
    return {file.text for file in xml.etree.ElementTree.parse(RESOURCES / name).iter("file")}


class Icons(unittest.TestCase):
    def test_each_is_drawn_in_one_way(self):
        self.assertTrue(ICONS)
        for path in ICONS:
            text = path.read_text(encoding="utf-8")
            root = xml.etree.ElementTree.fromstring(text)
            form = [root.get(key) for key in ("viewBox", "fill", "stroke", "stroke-width")]
            self.assertEqual(form, ["0 0 24 24", "none", "#000", "1.5"], path.name)
            self.assertEqual(set(re.findall(r"#[0-9A-Fa-f]+", text)), {"#000"}, path.name)
            shapes = {element.tag.split("}")[1] for element in root}
            self.assertLessEqual(shapes, {"path", "rect", "circle"}, path.name)

    def test_the_lists_name_every_file_and_no_other(self):
        rules = {f"rules/{path.name}" for path in (RESOURCES / "rules").glob("*.json")}
        self.assertEqual(listed("resources.qrc"), {f"icons/{path.name}" for path in ICONS} | rules | {"palimpsest.svg"})
        samples = (RESOURCES / "samples").glob("*.json")
        self.assertEqual(listed("samples.qrc"), {f"samples/{path.name}" for path in samples})

    def test_what_the_code_asks_for_is_there(self):
        known = {f"/{name}" for name in listed("resources.qrc") | listed("samples.qrc")}
        for path in (*ROOT.glob("src/**/*.cpp"), *ROOT.glob("ui/**/*.cpp"), *ROOT.glob("ui/**/*.ui")):
            wanted = set(re.findall(r":(/(?:icons|samples)/[\w./-]+\.\w+)", path.read_text(encoding="utf-8")))
            self.assertEqual(wanted - known, set(), path)


if __name__ == "__main__":
    unittest.main()
