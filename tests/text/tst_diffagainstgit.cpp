// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/gitcommand.h"
#include "text/diff.h"
#include "text/unified.h"

#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

//! The counts are those of the git command, and what patch() writes is taken by git and by patch, to the byte.
class TestDiffAgainstGit : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_git.isReady()); }
    void countsAreThoseOfGit_data();
    void countsAreThoseOfGit();
    void patchesApply_data();
    void patchesApply();
    void patchesOfOddTexts_data();
    void patchesOfOddTexts();
    void pathsAreQuoted_data();
    void pathsAreQuoted();
    void createsAndRemoves();
    void ignoredBlanksMakeNoPatch();

private:
    void apply(const QString &program, const QString &path, const QByteArray &before, const QByteArray &after);

    support::GitCommand m_git;
};

namespace {

QByteArray randomText(QRandomGenerator &random)
{
    const QByteArrayList words = {"alpha", "beta", "", "  gamma", "\xC3\xA9t\xC3\xA9", "\xE4\xBD\xA0\xE5\xA5\xBD", "x\ry", "\ta  b "};
    QByteArray bytes;
    if (random.bounded(8) == 0)
        bytes += "\xEF\xBB\xBF";
    const int lines = int(random.bounded(40));
    for (int i = 0; i < lines; ++i) {
        bytes += words[random.bounded(int(words.size()))];
        if (random.bounded(4) == 0)
            bytes += ' ' + words[random.bounded(int(words.size()))];
        bytes += random.bounded(8) == 0 ? "\r\n" : "\n";
    }
    if (random.bounded(3) == 0)
        bytes += "no newline";
    return bytes;
}

//! A few lines taken out, changed, put in, or with other blanks.
QByteArray edited(const QByteArray &text, QRandomGenerator &random)
{
    QByteArrayList lines = text.split('\n');
    for (int edits = int(random.bounded(6)); edits > 0; --edits) {
        const int at = int(random.bounded(int(lines.size())));
        switch (random.bounded(5)) {
        case 0:
            lines.insert(at, "new " + QByteArray::number(random.bounded(5)));
            break;
        case 1:
            lines[at] += " changed";
            break;
        case 2:
            lines[at].replace("a", "a ").prepend('\t');
            break;
        case 3:
            lines[at].replace(" ", "");
            break;
        default:
            if (lines.size() > 1)
                lines.removeAt(at);
        }
    }
    return lines.join('\n');
}

} // namespace

void TestDiffAgainstGit::countsAreThoseOfGit_data()
{
    QTest::addColumn<bool>("ignoreBlanks");
    QTest::newRow("exact") << false;
    QTest::newRow("-w") << true;
}

void TestDiffAgainstGit::countsAreThoseOfGit()
{
    QFETCH(bool, ignoreBlanks);
    QStringList command{u"diff"_s, u"--no-index"_s, u"--text"_s, u"--numstat"_s, u"before"_s, u"after"_s};
    if (ignoreBlanks)
        command.insert(1, u"-w"_s);
    text::DiffOptions options;
    options.ignoreBlanks = ignoreBlanks;
    QRandomGenerator random(20260518);
    int blanksOnly = 0;
    for (int i = 0; i < 60; ++i) {
        const QByteArray before = randomText(random);
        const QByteArray after = i % 4 == 0 ? randomText(random) : edited(before, random);
        m_git.write(u"before"_s, before);
        m_git.write(u"after"_s, after);
        const QByteArray numstat = m_git.git(command);
        const QByteArrayList fields = numstat.isEmpty() ? QByteArrayList{"0", "0"} : numstat.split('\t');
        const text::Diff diff = text::diff(before, after, {}, options);
        const QByteArray context = "texts " + before.toPercentEncoding() + " and " + after.toPercentEncoding();
        QVERIFY2(diff.added == fields.value(0).toInt(), context.constData());
        QVERIFY2(diff.removed == fields.value(1).toInt(), context.constData());
        blanksOnly += diff.added < text::diff(before, after).added ? 1 : 0;
    }
    QCOMPARE(blanksOnly > 5, ignoreBlanks); // it made a difference
}

void TestDiffAgainstGit::apply(const QString &program, const QString &path, const QByteArray &before,
                               const QByteArray &after)
{
    m_git.write(path, before);
    m_git.write(u"patch"_s, text::patch(text::diff(before, after), {path, path}));
    int exitCode = -1;
    const QByteArray said = program == u"git"
        ? m_git.git({u"apply"_s, u"--whitespace=nowarn"_s, u"patch"_s}, &exitCode)
        : m_git.run(u"patch"_s, {u"-p1"_s, u"--no-backup-if-mismatch"_s, u"-i"_s, u"patch"_s}, &exitCode);
    QVERIFY2(exitCode == 0, said.constData());
    QCOMPARE(m_git.read(path), after);
}

void TestDiffAgainstGit::patchesApply_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("git apply") << u"git"_s;
    QTest::newRow("patch") << u"patch"_s;
}

void TestDiffAgainstGit::patchesApply()
{
    QFETCH(QString, program);
    if (program == u"patch" && QStandardPaths::findExecutable(program).isEmpty())
        QSKIP("patch is not installed");
    QRandomGenerator random(7);
    for (int i = 0; i < 40; ++i) {
        const QByteArray before = "first\n" + randomText(random);
        const QByteArray after = edited(before, random) + (i % 2 == 0 ? "\nlast\n" : "\nlast");
        apply(program, u"file"_s, before, after);
    }
}

void TestDiffAgainstGit::patchesOfOddTexts_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("no newline at the end before") << "a\nb"_ba << "a\nb\n"_ba;
    QTest::newRow("no newline at the end after") << "a\nb\n"_ba << "a\nb"_ba;
    QTest::newRow("no newline at the end on both") << "a\nb"_ba << "a\nc"_ba;
    QTest::newRow("LF to CRLF") << "a\nb\n"_ba << "a\r\nb\r\n"_ba;
    QTest::newRow("CRLF stays") << "a\r\nb\r\nc\r\n"_ba << "a\r\nB\r\nc\r\n"_ba;
    QTest::newRow("CR within") << "a\rb\nc\n"_ba << "a\rB\nc\n"_ba;
    QTest::newRow("byte order mark put in") << "a\nb\n"_ba << "\xEF\xBB\xBF" "a\nb\n"_ba;
    QTest::newRow("lines like those of a patch") << "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n"_ba
                                                 << "--- a/x\n+++ b/y\n@@ -1 +1 @@\n+a\ndiff --git a/z b/z\n"_ba;
    QTest::newRow("from nothing") << ""_ba << "a\nb\n"_ba;
    QTest::newRow("separators of other systems") << "a\xE2\x80\xA8" "b\x0C\n"_ba << "a\xE2\x80\xA9" "b\x0B\n"_ba;
}

void TestDiffAgainstGit::patchesOfOddTexts()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    apply(u"git"_s, u"file"_s, before, after);
    if (!QStandardPaths::findExecutable(u"patch"_s).isEmpty())
        apply(u"patch"_s, u"file"_s, before, after);
}

void TestDiffAgainstGit::pathsAreQuoted_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << u"notes/a.md"_s << "notes/a.md"_ba;
    QTest::newRow("blanks") << u"my notes/a b.md"_s << "my notes/a b.md"_ba;
    QTest::newRow("Chinese") << u"笔记/你好.md"_s << u"笔记/你好.md"_s.toUtf8();
    QTest::newRow("quotes") << u"say \"hi\"\\now"_s << "\"say \\\"hi\\\"\\\\now\""_ba;
    QTest::newRow("a line of its own") << u"a\n+++ b/evil"_s << "\"a\\012+++ b/evil\""_ba;
    QTest::newRow("tab") << u"a\tb"_s << "\"a\\011b\""_ba;
    QTest::newRow("direction") << u"a\u202Etxt.md"_s << "\"a\\342\\200\\256txt.md\""_ba;
}

void TestDiffAgainstGit::pathsAreQuoted()
{
    QFETCH(QString, path);
    QTEST(text::quotedPath(path), "written");
    apply(u"git"_s, path, "a\nb\n", "a\nB\nc\n");
    const QByteArrayList lines = m_git.read(u"patch"_s).split('\n');
    QVERIFY(lines.value(0).startsWith("--- ") && lines.value(1).startsWith("+++ ") && lines.value(2).startsWith("@@ "));
}

void TestDiffAgainstGit::createsAndRemoves()
{
    const QByteArray text = "a\nb";
    m_git.write(u"patch"_s, text::patch(text::diff({}, text), {std::nullopt, u"new/file"_s}));
    int exitCode = -1;
    QByteArray said = m_git.git({u"apply"_s, u"patch"_s}, &exitCode);
    QVERIFY2(exitCode == 0, said.constData());
    QCOMPARE(m_git.read(u"new/file"_s), text);
    m_git.write(u"patch"_s, text::patch(text::diff(text, {}), {u"new/file"_s, std::nullopt}));
    said = m_git.git({u"apply"_s, u"patch"_s}, &exitCode);
    QVERIFY2(exitCode == 0, said.constData());
    QVERIFY(!QFile::exists(m_git.path(u"new/file"_s)));
}

void TestDiffAgainstGit::ignoredBlanksMakeNoPatch()
{
    text::DiffOptions options;
    options.ignoreBlanks = true;
    const text::Diff diff = text::diff("a b\nx\n", "a  b\ny\n", {}, options);
    QCOMPARE(diff.added, 1);
    QVERIFY(text::patch(diff, {u"f"_s, u"f"_s}).isEmpty());
    QCOMPARE(text::unified(diff, "1", "2"), "--- 1\n+++ 2\n@@ -1,2 +1,2 @@\n a  b\n-x\n+y\n"_ba);
}

QTEST_GUILESS_MAIN(TestDiffAgainstGit)
#include "tst_diffagainstgit.moc"
