#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Palimpsest authors
# SPDX-License-Identifier: Apache-2.0
"""Breaks every rule of the house once, in a small tree of its own: a check that cannot fail checks nothing."""
import tempfile
import unittest
from pathlib import Path

import layering

CPP = "// SPDX-FileCopyrightText: 2026 The Palimpsest authors\n// SPDX-License-Identifier: Apache-2.0\n"
HASH = CPP.replace("//", "#")
PIXELS = {"QWidget", "QColor", "qwidget.h"}

GOOD = {
    "CMakeLists.txt": HASH,
    "src/CMakeLists.txt": HASH + "# Qt6::Widgets is not for us\n",
    "src/core/a.h": CPP + "#pragma once\n\n#include <QString>\n\nnamespace core {\n}\n",
    "src/text/b.cpp": CPP + '#include "core/a.h"\n\n// never sender(); "quoted" /* and\nnamespace text {\n}\n',
    "src/wire/c.cpp": CPP + '#include "core/a.h"\n#include <nlohmann/json.hpp>\nconst char *u = "https://x"; // exec()\n',
    "ui/widgets/w.h": CPP + "#pragma once\n\n#include <QWidget>\n\nnamespace widgets {\n}\n",
    "ui/app/main.cpp": CPP + '#include "ui/widgets/w.h"\n#include "core/a.h"\nint main() { return app.exec(); }\n',
    "ui/panels/p.cpp": CPP + '#include "ui_p.h"\nauto *l = new QLabel; l->setTextFormat(Qt::PlainText);\n',
    "tests/core/tst_a.cpp": CPP + '#include "core/a.h"\n#include "support/s.h"\n#include "tests/support/s.h"\n#include "tst_a.moc"\n',
    "tests/support/s.h": CPP + "#pragma once\n",
    "packaging/run": "#!/usr/bin/env bash\n" + HASH,
    "resources/icons/x.svg": "<svg/>",
}

# rule -> (path, text) of trees that break it, each on top of GOOD
BAD = {
    "folder": [("src/extra/a.h", GOOD["src/core/a.h"]), ("ui/extra/a.cpp", CPP), ("stuff/a.txt", "")],
    "layer": [("src/core/x.cpp", CPP + '#include "wire/c.h"\n'),
              ("src/session/x.cpp", CPP + '#include "service/server.h"\n'),
              ("src/models/x.cpp", CPP + '#include "api/client.h"\n'),
              ("src/models/x.cpp", CPP + '#include "ui/widgets/w.h"\n'),
              ("ui/panels/x.cpp", CPP + '#include "session/session.h"\n'),
              ("ui/controllers/x.cpp", CPP + '#include "ui/app/mainwindow.h"\n')],
    "include": [("src/wire/x.cpp", CPP + '#include "c.h"\n'), ("src/wire/x.cpp", CPP + '#include "../core/a.h"\n'),
                ("src/wire/x.cpp", CPP + '#include "src/core/a.h"\n'), ("ui/app/x.cpp", CPP + '#include "widgets/w.h"\n'),
                ("src/wire/x.cpp", CPP + '#include "core/missing.h"\n'), ("src/wire/x.cpp", CPP + '#include "tests/support/s.h"\n'),
                ("tests/core/x.cpp", CPP + '#include "tests/support/missing.h"\n')],
    "library": [("src/api/x.cpp", CPP + "#include <httplib.h>\n"), ("src/session/x.cpp", CPP + "#include <sqlite3.h>\n"),
                ("ui/app/x.cpp", CPP + "#include <nlohmann/json.hpp>\n"),
                ("src/core/x.cpp", CPP + "#include <qt6keychain/keychain.h>\n")],
    "pixel": [("src/core/x.cpp", CPP + "#include <QWidget>\n"), ("src/models/x.cpp", CPP + "#include <qwidget.h>\n")],
    "pragma-once": [("src/core/x.h", CPP + "#ifndef X\nnamespace core {}\n")],
    "length": [("src/core/x.cpp", CPP + "\n" * 499), ("tests/core/x.cpp", CPP + "\n" * 499),
               ("src/core/x.h", CPP + "#pragma once\nnamespace core {}\n" + "\n" * 247)],
    "namespace": [("src/core/x.h", CPP + "#pragma once\n// namespace core\nnamespace other {}\n")],
    "licence": [("src/core/x.cpp", "\n" + CPP), ("src/core/x.cpp", HASH), ("src/x.cmake", ""), ("packaging/x", "#!/bin/sh\n"),
                ("tests/x.py", "import sys\n"), ("src/core/CMakeLists.txt", "x()\n"), (".ci/run", "#!/bin/sh\n")],
    "plain-text": [("ui/app/x.cpp", CPP + "auto *l = new QLabel;\n"), ("ui/app/x.cpp", CPP + "QMessageBox box(this);\n"),
                   ("ui/panels/x.ui", '<ui><widget class="QLabel" name="a"/></ui>')],
    "sender": [("src/core/x.cpp", CPP + "auto *s = sender();\n")],
    "string-connect": [("ui/app/x.cpp", CPP + "connect(a, SIGNAL(x()), b, c);\n")],
    "nested-loop": [("src/api/x.cpp", CPP + "QEventLoop loop;\n"), ("ui/app/x.cpp", CPP + "app.processEvents();\n")],
    "exec": [("ui/app/x.cpp", CPP + "dialog.exec();\n"), ("ui/app/x.cpp", CPP + "menu->exec();\n")],
    "modal-function": [("ui/app/x.cpp", CPP + 'QMessageBox::question(this, a, b);\n'),
                       ("ui/app/x.cpp", CPP + "QFileDialog::getOpenFileName(this);\n")],
    "sleep": [("tests/core/x.cpp", CPP + "QThread::msleep(5);\n"), ("tests/core/x.cpp", CPP + "QTest::qWait(5);\n")],
    "tls": [("src/api/x.cpp", CPP + "reply->ignoreSslErrors();\n")],
    "insecure-keychain": [("src/secrets/x.cpp", CPP + "job.setInsecureFallback(true);\n")],
    "lossy-text": [("ui/app/x.cpp", CPP + "edit->toPlainText();\n")],
    "open-url": [("ui/app/x.cpp", CPP + "QDesktopServices::openUrl(url);\n")],
    "rich-text": [("ui/app/x.cpp", CPP + "l->setTextFormat(Qt::RichText);\n"), ("ui/app/x.cpp", CPP + "v->setHtml(x);\n")],
    "module-include": [("src/core/x.cpp", CPP + "#include <QtCore/QString>\n"), ("ui/app/x.h", CPP + "#include <QtWidgets>\n")],
    "using-in-header": [("src/core/x.h", CPP + "#pragma once\n\n  using namespace std;\nnamespace core {}\n")],
    "gui-link": [("src/models/CMakeLists.txt", HASH + "palimpsest_layer(models LINKS Qt6::Gui)\n")],
}


def look(files, exceptions=frozenset()):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return layering.breaches(root, layering.load_house(), exceptions, PIXELS)


class Layering(unittest.TestCase):
    def test_good_tree_is_in_order(self):
        self.assertEqual([str(breach) for breach in look(GOOD)], [])

    def test_each_bad_tree_is_reported_by_rule_and_path(self):
        for rule, trees in BAD.items():
            for path, text in trees:
                with self.subTest(rule=rule, path=path, text=text[len(CPP):]):
                    found = look({**GOOD, path: text})
                    self.assertTrue([b for b in found if b.rule == rule and (b.path == path or rule == "folder")], found)

    def test_second_place_that_sets_the_token_is_reported(self):
        line = CPP + 'request.setRawHeader("Authorization", value);\n'
        self.assertEqual(look({**GOOD, "src/api/x.cpp": line}), [])
        found = look({**GOOD, "src/api/x.cpp": line, "src/session/y.cpp": line})
        self.assertEqual([(b.rule, b.path, b.line) for b in found], [("authorization", "src/session/y.cpp", 3)])

    def test_every_rule_of_words_has_a_bad_tree(self):
        rules = {rule["name"] for rule in layering.load_house()["words"]} - {"authorization"}
        self.assertEqual(rules - BAD.keys(), set())

    def test_line_number_is_that_of_the_word(self):
        found = look({**GOOD, "src/core/x.cpp": CPP + "// sender()\n/* sender()\n*/\nauto *s = sender();\n"})
        self.assertEqual([(b.rule, b.line) for b in found], [("sender", 6)])

    def test_strings_and_digit_separators_hide_no_code(self):
        lines = ["auto n = 100'000; auto c = '\"'; sender();", 'auto s = "//"; sender();', 'auto s = R"(/*)"; sender();']
        for line in lines:
            self.assertEqual([b.rule for b in look({**GOOD, "src/core/x.cpp": CPP + line + "\n"})], ["sender"], line)
        hidden = "auto n = 100'000; // sender() isn't\nauto s = \"\\\"\"; /* sender() */ // don't sender()\n"
        self.assertEqual(look({**GOOD, "src/core/x.cpp": CPP + hidden}), [])

    def test_exception_covers_its_rule_and_path_only(self):
        files = {**GOOD, "src/core/x.cpp": CPP + "sender();\nQEventLoop l;\n"}
        found = look(files, {("sender", "src/core/x.cpp")})
        self.assertEqual([b.rule for b in found], ["nested-loop"])

    def test_exception_that_is_not_needed_is_a_breach(self):
        self.assertEqual([b.rule for b in look(GOOD, {("sender", "src/core/a.h")})], ["exception"])

    def test_exception_without_reason_is_none(self):
        text = "# comment\nlength src/a.cpp\nlength src/b.cpp a table of 400 cases\n"
        self.assertEqual(layering.read_exceptions(text), {("length", "src/b.cpp")})


if __name__ == "__main__":
    unittest.main()
