// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/diff.h"
#include "text/unified.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! The counts are those of the git command, and what unified() writes is a patch that git applies.
class TestDiffAgainstGit : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void countsAreThoseOfGit();
    void patchesApply();

private:
    void write(const QString &name, const QByteArray &bytes) const;
    QByteArray git(const QStringList &arguments, int *exitCode = nullptr) const;

    QTemporaryDir m_folder;
};

namespace {

QByteArray randomText(QRandomGenerator &random)
{
    const QByteArrayList words = {"alpha", "beta", "", "  gamma", "\xC3\xA9t\xC3\xA9", "\xE4\xBD\xA0\xE5\xA5\xBD", "x\ry"};
    QByteArray bytes;
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

//! A few lines taken out, changed, put in.
QByteArray edited(const QByteArray &text, QRandomGenerator &random)
{
    QByteArrayList lines = text.split('\n');
    for (int edits = int(random.bounded(6)); edits > 0; --edits) {
        const int at = int(random.bounded(int(lines.size())));
        switch (random.bounded(3)) {
        case 0:
            lines.insert(at, "new " + QByteArray::number(random.bounded(5)));
            break;
        case 1:
            lines[at] += " changed";
            break;
        default:
            if (lines.size() > 1)
                lines.removeAt(at);
        }
    }
    return lines.join('\n');
}

} // namespace

void TestDiffAgainstGit::initTestCase()
{
    QVERIFY(m_folder.isValid());
    int exitCode = -1;
    git({u"--version"_s}, &exitCode);
    QCOMPARE(exitCode, 0);
}

void TestDiffAgainstGit::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestDiffAgainstGit::git(const QStringList &arguments, int *exitCode) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    environment.insert(u"GIT_CEILING_DIRECTORIES"_s, m_folder.path());
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(u"git"_s, arguments);
    if (!process.waitForFinished(20'000))
        return {};
    if (exitCode)
        *exitCode = process.exitCode();
    return process.readAllStandardOutput() + process.readAllStandardError();
}

void TestDiffAgainstGit::countsAreThoseOfGit()
{
    QRandomGenerator random(20260518);
    for (int i = 0; i < 60; ++i) {
        const QByteArray before = randomText(random);
        const QByteArray after = i % 4 == 0 ? randomText(random) : edited(before, random);
        write(u"before"_s, before);
        write(u"after"_s, after);
        const QByteArray numstat
            = git({u"diff"_s, u"--no-index"_s, u"--text"_s, u"--numstat"_s, u"before"_s, u"after"_s});
        const QByteArrayList fields = numstat.isEmpty() ? QByteArrayList{"0", "0"} : numstat.split('\t');
        const text::Diff diff = text::diff(before, after);
        const QByteArray context = "texts " + before.toPercentEncoding() + " and " + after.toPercentEncoding();
        QVERIFY2(diff.added == fields.value(0).toInt(), context.constData());
        QVERIFY2(diff.removed == fields.value(1).toInt(), context.constData());
    }
}

void TestDiffAgainstGit::patchesApply()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 30; ++i) {
        const QByteArray before = "first\n" + randomText(random);
        const QByteArray after = edited(before, random) + "\nlast\n";
        write(u"file"_s, before);
        write(u"patch"_s, text::unified(text::diff(before, after), "a/file", "b/file"));
        int exitCode = -1;
        const QByteArray said = git({u"apply"_s, u"--whitespace=nowarn"_s, u"patch"_s}, &exitCode);
        QVERIFY2(exitCode == 0, said.constData());
        QFile file(m_folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), after);
    }
}

QTEST_GUILESS_MAIN(TestDiffAgainstGit)
#include "tst_diffagainstgit.moc"
