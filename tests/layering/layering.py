#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
"""Reads every source file against the rules of the house (house.toml) and prints each breach.

layering.py --root DIR --qt-headers DIR    exit code 0: the house is in order; 1: breaches were printed
"""
import argparse
import fnmatch
import os
import re
import sys
import tomllib
import xml.etree.ElementTree
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CPP = (".cpp", ".h")
LICENSE_LINES = ("SPDX-FileCopyrightText: 2026 The Palimpsest authors", "SPDX-License-Identifier: Apache-2.0")
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]*)"|<([^>]*)>)')


@dataclass(frozen=True)
class Breach:
    path: str
    line: int
    rule: str
    words: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.words}"


def source_files(root, folders):
    """Relative path -> text of every file of ours, in a fixed order. Generated and hidden things are not ours."""
    files = {}
    for top in [*folders, ".ci"]:
        for where, names, found in os.walk(root / top):
            names[:] = sorted(n for n in names if n != "__pycache__")
            for name in sorted(found):
                path = Path(where, name)
                if path.suffix in (*CPP, ".py", ".sh", ".toml", ".cmake", ".ui", ".txt", ""):
                    files[str(path.relative_to(root))] = path.read_text(encoding="utf-8")
    for path in sorted(root.glob("CMakeLists.txt")):
        files[path.name] = path.read_text(encoding="utf-8")
    return files


def without_comments(text):
    """The C++ text with comments blanked out; strings and line numbers stay."""
    token = re.compile(r"""R"([^()\\\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/
                           |(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'  # not the separators of 100'000""", re.DOTALL | re.VERBOSE)

    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found.startswith(("//", "/*")) else found

    return token.sub(blank, text)


def layer_of(path):
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 and parts[0] in ("src", "ui") else None


def target_layer(include):
    """Layer that a quoted include names: "core/x.h" is src/core, "ui/app/x.h" is ui/app."""
    parts = include.split("/")
    if parts[0] == "ui":
        return "/".join(parts[:2]) if len(parts) > 2 else None
    return "src/" + parts[0] if len(parts) > 1 else None


def allowed(layer, wanted, layers):
    return wanted == layer or any(fnmatch.fnmatch(wanted, pattern) for pattern in layers[layer])


def check_folders(root, house):
    known = set(house["folders"])
    for path in sorted(root.iterdir()):
        if path.is_dir() and not path.name.startswith((".", "build")) and path.name not in known:
            yield Breach(path.name, 1, "folder", "is no folder of this house; see src/README.md")
    for top in ("src", "ui"):
        for path in sorted((root / top).glob("*/")):
            name = f"{top}/{path.name}"
            if name not in house["layers"]:
                yield Breach(name, 1, "folder", "is no layer; house.toml and src/README.md name them")


def check_include(path, number, match, files, house, pixels):
    layer, (quoted, angled) = layer_of(path), match.groups()
    name = quoted or angled
    if quoted is not None and not name.endswith(".moc"):
        wanted = target_layer(name)
        if name.startswith("ui_") and path.startswith("ui/"):
            return
        if path.startswith("tests/") and any(file in files and file.startswith("tests/") for file in
                                             (name, f"tests/{name}", f"{os.path.dirname(path)}/{name}")):
            return
        if wanted not in house["layers"]:
            yield Breach(path, number, "include", f'"{name}": name the layer, as in "core/result.h", "ui/app/actions.h"')
            return
        if layer and not allowed(layer, wanted, house["layers"]):
            yield Breach(path, number, "layer", f"{layer} must not know {wanted}")
        header = name if name.startswith("ui/") else f"src/{name}"
        if header not in files:
            yield Breach(path, number, "include", f'"{name}" does not exist')
    if layer is None:
        return
    for library, users in house["libraries"].items():
        if name.startswith(library) and layer not in users:
            yield Breach(path, number, "library", f"<{name}> belongs to {', '.join(users)}")
    if layer.startswith("src/") and name.split("/")[-1] in pixels:
        yield Breach(path, number, "pixel", f"<{name}> is of QtGui or QtWidgets; src has no pixel")


def check_cpp(path, text, files, house, pixels):
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if match:
            yield from check_include(path, number, match, files, house, pixels)
    if path.endswith(".h") and "#pragma once" not in lines[:4]:
        yield Breach(path, 3, "pragma-once", "comes right after the licence")
    length, most = text.count("\n"), house["lines"][Path(path).suffix]
    if length > most:
        yield Breach(path, length, "length", f"has {length} lines, {most} are the end: split it by what it does")
    layer = layer_of(path)
    if layer and path.endswith(".h"):
        name = layer.split("/")[1]
        if not re.search(rf"^namespace {name}\b", without_comments(text), re.MULTILINE):
            yield Breach(path, 1, "namespace", f"what lives in {layer} is in namespace {name}")


def check_licence(path, text):
    mark = {".cpp": "//", ".h": "//", ".ui": None}.get(Path(path).suffix, "#")
    is_text = Path(path).suffix == ".txt" and Path(path).name != "CMakeLists.txt"
    if mark is None or is_text or (Path(path).suffix == "" and not text.startswith("#!")):
        return
    lines = text.split("\n")
    first = 1 if lines[0].startswith("#!") else 0
    if lines[first:first + 2] != [f"{mark} {words}" for words in LICENSE_LINES]:
        yield Breach(path, first + 1, "licence", "the two SPDX lines open every source file, as in src/core")


def check_words(files, house):
    for rule in house["words"]:
        pattern, users = re.compile(rule["pattern"], re.MULTILINE), []
        for path, text in files.items():
            inside = any(fnmatch.fnmatch(path, where) for where in rule["in"])
            code = path.endswith((*CPP, "CMakeLists.txt"))
            if not (inside and code) or any(fnmatch.fnmatch(path, where) for where in rule.get("not_in", [])):
                continue
            text = without_comments(text) if path.endswith(CPP) else re.sub(r"#.*", "", text)
            found = [text.count("\n", 0, match.end()) + 1 for match in pattern.finditer(text)]
            users += [(path, found)] if found else []
        for path, found in users[rule.get("files", 0):]:
            for number in found:
                yield Breach(path, number, rule["name"], rule["instead"])


def check_labels(path, text):
    """Labels and message boxes guess whether their text is HTML, so each is told that it is not."""
    if path.endswith(".ui"):
        for widget in xml.etree.ElementTree.fromstring(text).iter("widget"):
            plain = widget.findtext("property[@name='textFormat']/enum", "").endswith("PlainText")
            if widget.get("class") == "QLabel" and not plain:
                yield Breach(path, 1, "plain-text", f"label {widget.get('name')} has no textFormat Qt::PlainText")
    elif path.endswith(".cpp") and path.startswith("ui/"):
        code = without_comments(text)
        made = re.search(r"\bnew (QLabel|QMessageBox)\b|\bmake_unique<(QLabel|QMessageBox)>|\b(QLabel|QMessageBox) \w+[;({]", code)
        if made and "Qt::PlainText" not in code:
            yield Breach(path, code.count("\n", 0, made.start()) + 1, "plain-text", "setTextFormat(Qt::PlainText) is missing")


def read_exceptions(text):
    """(rule, path) of each exception; one without a reason is none."""
    rows = [line.split(None, 2) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {(row[0], row[1]) for row in rows if len(row) == 3}


def breaches(root, house, exceptions, pixels):
    files = source_files(root, house["folders"])
    found = list(check_folders(root, house))
    for path, text in files.items():
        found += check_licence(path, text)
        if path.endswith(CPP):
            found += check_cpp(path, text, files, house, pixels)
        found += check_labels(path, text)
    found += check_words(files, house)
    used = {(breach.rule, breach.path) for breach in found}
    for rule, path in sorted(exceptions - used):
        found.append(Breach(path, 1, "exception", f"'{rule}' in exceptions.txt is not needed any more"))
    return [breach for breach in found if (breach.rule, breach.path) not in exceptions]


def pixel_headers(qt_headers):
    """Names of all headers of QtGui and QtWidgets, so that no list of ours can be incomplete."""
    names = set()
    for module in ("QtGui", "QtWidgets"):
        names |= {path.name for path in (Path(qt_headers) / module).iterdir()}
    if "QWidget" not in names or "QColor" not in names:
        raise SystemExit(f"{qt_headers} does not hold the headers of QtGui and QtWidgets")
    return names


def load_house():
    return tomllib.loads((HERE / "house.toml").read_text(encoding="utf-8"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--root", type=Path, default=HERE.parent.parent)
    arguments.add_argument("--qt-headers", required=True)
    options = arguments.parse_args()
    exceptions = read_exceptions((HERE / "exceptions.txt").read_text(encoding="utf-8"))
    found = breaches(options.root.resolve(), load_house(), exceptions, pixel_headers(options.qt_headers))
    for breach in found:
        print(breach)
    print(f"{len(found)} breaches" if found else "The house is in order.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
