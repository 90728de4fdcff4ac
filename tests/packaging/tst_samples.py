#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
"""The sample memories: is each file what the import takes, and is there enough in them to look at?"""
import json
import re
import unittest
from pathlib import Path

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "resources" / "samples").glob("*.json"))
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
MOST_BYTES = 102400


def no_duplicate_keys(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key comes twice: {keys}"
    return dict(pairs)


def load(path):
    return json.loads(path.read_bytes().decode("utf-8"), object_pairs_hook=no_duplicate_keys)


def all_stores():
    return [store for path in SAMPLES for store in load(path)["stores"]]


def is_legal_path(path):
    parts = path.split("/")
    return (0 < len(path.encode()) <= 1024 and ".." not in path and not re.search(r"[\x00-\x1f\x7f]", path)
            and all(part and part != "." and part == part.strip() for part in parts))


def is_live(entry):
    return entry["versions"][-1]["action"] != "deleted"


class Form(unittest.TestCase):
    def test_only_known_keys(self):
        for path in SAMPLES:
            document = load(path)
            self.assertEqual((document.keys(), document["format"]), ({"format", "stores"}, 1), path.name)
            for store in document["stores"]:
                keys = {"name", "description", "metadata", "created_at", "entries"}
                self.assertEqual(store.keys() - {"archived_at"}, keys)
                for entry in store["entries"]:
                    self.assertEqual(entry.keys(), {"path", "versions"})
                    for version in entry["versions"]:
                        self.assertLessEqual(version.keys(), {"action", "at", "content", "redacted_at"}, entry["path"])

    def test_names_and_descriptions_are_within_the_limits(self):
        for store in all_stores():
            self.assertTrue(0 < len(store["name"]) <= 64)
            self.assertTrue(0 < len(store["description"]) <= 1024)
            self.assertTrue(all(isinstance(value, str) for value in store["metadata"].values()))

    def test_paths_are_legal_and_come_once(self):
        for store in all_stores():
            paths = [entry["path"] for entry in store["entries"]]
            self.assertEqual([path for path in paths if not is_legal_path(path)], [])
            self.assertEqual(len(paths), len(set(paths)))

    def test_every_life_begins_with_created_and_ends_with_deleted_at_most(self):
        for store in all_stores():
            for entry in store["entries"]:
                actions = [version["action"] for version in entry["versions"]]
                middle = actions[1:-1] if actions[-1] == "deleted" else actions[1:]
                self.assertEqual((actions[0], set(middle) - {"updated"}), ("created", set()), entry["path"])

    def test_texts_are_there_not_blank_not_too_long_and_change(self):
        for store in all_stores():
            for entry in store["entries"]:
                texts = [version.get("content") for version in entry["versions"] if version["action"] != "deleted"]
                self.assertTrue(all(text and text.strip() and len(text.encode()) <= MOST_BYTES for text in texts))
                self.assertTrue(all(a != b for a, b in zip(texts, texts[1:])), entry["path"])
                self.assertTrue(all("content" not in v for v in entry["versions"] if v["action"] == "deleted"))

    def test_times_grow_within_the_life_of_store_and_entry(self):
        for store in all_stores():
            every = [version["at"] for entry in store["entries"] for version in entry["versions"]]
            self.assertEqual(len(every), len(set(every)), "no two versions of a store at the same time")
            for entry in store["entries"]:
                times = [store["created_at"], *(version["at"] for version in entry["versions"])]
                times += [store["archived_at"]] if "archived_at" in store else []
                self.assertTrue(all(MOMENT.fullmatch(time) for time in times), times)
                self.assertEqual(times, sorted(set(times)), entry["path"])
                for version in entry["versions"]:
                    self.assertGreater(version.get("redacted_at", "9"), version["at"])
                    self.assertTrue(MOMENT.fullmatch(version.get("redacted_at", version["at"])))

    def test_json_and_yaml_entries_parse_in_every_version(self):
        for store in all_stores():
            for entry in store["entries"]:
                if entry["path"].endswith(".json"):
                    for version in entry["versions"]:
                        json.loads(version["content"])


class Amount(unittest.TestCase):
    def setUp(self):
        self.stores = all_stores()
        self.active = [store for store in self.stores if "archived_at" not in store]
        self.versions = [version for store in self.active for entry in store["entries"] for version in entry["versions"]]

    def test_there_is_enough_to_look_at(self):
        entries = [entry for store in self.active for entry in store["entries"]]
        self.assertGreaterEqual(len([entry for entry in entries if is_live(entry)]), 12)
        self.assertGreaterEqual(len(self.versions), 40)
        self.assertEqual(len([entry for entry in entries if not is_live(entry)]), 1)
        self.assertEqual(len([version for version in self.versions if "redacted_at" in version]), 2)
        self.assertEqual(len(self.stores) - len(self.active), 1)

    def test_it_was_written_over_weeks(self):
        days = {version["at"][:10] for version in self.versions}
        self.assertGreaterEqual(len(days), 20)
        self.assertEqual((min(days)[:7], max(days)[:7]), ("2026-10", "2026-11"))

    def test_there_is_something_of_each_kind(self):
        paths = [entry["path"] for store in self.active for entry in store["entries"]]
        for ending in (".md", ".yaml", ".json"):
            self.assertTrue([path for path in paths if path.endswith(ending)], ending)
        self.assertTrue([version for version in self.versions if re.search("[\u4e00-\u9fff]", version.get("content", ""))])

    def test_what_was_redacted_is_in_no_text_that_stays(self):
        words = {"alpha_live_EXAMPLE-0000-not-a-real-key-0000", "correct-horse-EXAMPLE-only"}
        for version in self.versions:
            hidden = {word for word in words if word in version.get("content", "")}
            self.assertEqual(bool(hidden), "redacted_at" in version)


if __name__ == "__main__":
    unittest.main()
