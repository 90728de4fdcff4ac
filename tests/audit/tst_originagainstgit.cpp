// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/lineorigin.h"

#include "support/gitcommand.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

//! 660 generated histories, given to `git blame` and to us.
//!
//! git's answer is unambiguous where it does not depend on which of several smallest differences it chose: where no line is
//! twice in the whole history and none changes its place among those that stay. There both must say the same for every line
//! (500 histories). What else there is:
//! - lines that moved: git blame calls some of them new, and which of them depends on the difference. The generator knows
//!   when each line was written, and for every line we must say that (80 histories);
//! - lines that repeat (blank ones, braces, list items): each difference chooses which of them stays, and sometimes whether
//!   a line beside them does. Of lines that are there once we must say what the generator knows; of the others a version
//!   from which on such a line was always there (80 histories).
class TestOriginAgainstGit : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void itAgrees_data();
    void itAgrees();

private:
    struct Line
    {
        QByteArray text;
        int born = 0; //!< version in which it was written
    };
    struct Past
    {
        QList<QByteArray> texts;
        QList<Line> lines; //!< of the last
    };
    static Past generate(QRandomGenerator &random, bool moves, bool repeats);
    //! For each line of the last text the version that git blame names.
    QList<QList<int>> blame(const QList<Past> &pasts);

    support::GitCommand m_git;
};

void TestOriginAgainstGit::initTestCase()
{
    QVERIFY(m_git.isReady());
}

TestOriginAgainstGit::Past TestOriginAgainstGit::generate(QRandomGenerator &random, bool moves, bool repeats)
{
    Past past;
    int written = 0;
    const int versions = 2 + int(random.bounded(11));
    QList<Line> &lines = past.lines;
    const auto fresh = [&](int version) {
        if (repeats && random.bounded(3) == 0)
            return Line{QByteArrayList{"", "}", "- item", "# a heading"}.at(random.bounded(4)), version};
        return Line{"line " + QByteArray::number(++written) + " of " + QByteArray::number(random.bounded(1000)), version};
    };
    for (int version = 0; version < versions; ++version) {
        const int edits = version == 0 ? 1 + int(random.bounded(25)) : 1 + int(random.bounded(6));
        for (int edit = 0; edit < edits; ++edit) {
            const auto at = qsizetype(random.bounded(int(lines.size()) + 1));
            const int kind = version == 0 || lines.isEmpty() ? 0 : int(random.bounded(moves ? 5 : 4));
            const qsizetype count = std::min<qsizetype>(1 + random.bounded(3), lines.size() - at);
            if (kind <= 1) {
                for (int i = int(random.bounded(3)); i >= 0; --i)
                    lines.insert(at, fresh(version));
            } else if (kind == 2) {
                lines.remove(at, count);
            } else if (kind == 3) {
                for (qsizetype i = at; i < at + count; ++i)
                    lines[i] = fresh(version);
            } else {
                const QList<Line> block = lines.mid(at, count);
                lines.remove(at, count);
                const auto to = qsizetype(random.bounded(int(lines.size()) + 1));
                for (qsizetype i = 0; i < block.size(); ++i)
                    lines.insert(to + i, block[i]);
            }
        }
        QByteArray text;
        for (const Line &line : std::as_const(lines))
            text += line.text + '\n';
        past.texts.append(text);
    }
    return past;
}

QList<QList<int>> TestOriginAgainstGit::blame(const QList<Past> &pasts)
{
    // One repository, a file for each history, a commit for each number of a version.
    QByteArray stream;
    qsizetype longest = 0;
    for (const Past &past : pasts)
        longest = std::max(longest, past.texts.size());
    for (qsizetype version = 0; version < longest; ++version) {
        const QByteArray words = "version " + QByteArray::number(version);
        stream += "commit refs/heads/main\nmark :" + QByteArray::number(version + 1) + "\ncommitter t <t@example.org> "
            + QByteArray::number(1'700'000'000 + version) + " +0000\ndata " + QByteArray::number(words.size()) + '\n' + words + '\n';
        for (qsizetype i = 0; i < pasts.size(); ++i) {
            if (version < pasts[i].texts.size())
                stream += "M 100644 inline " + QByteArray::number(i) + "\ndata " + QByteArray::number(pasts[i].texts[version].size()) + '\n'
                    + pasts[i].texts[version] + '\n';
        }
    }
    m_git.run(u"rm"_s, {u"-rf"_s, u".git"_s});
    m_git.git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
    m_git.git({u"fast-import"_s, u"--quiet"_s}, nullptr, stream);
    QList<QList<int>> answers;
    for (qsizetype i = 0; i < pasts.size(); ++i) {
        QList<int> lines;
        for (const QByteArray &line : m_git.git({u"blame"_s, u"-p"_s, u"--line-porcelain"_s, u"main"_s, u"--"_s, QString::number(i)}).split('\n')) {
            if (line.startsWith("summary version "))
                lines.append(line.mid(16).toInt());
        }
        answers.append(lines);
    }
    return answers;
}

void TestOriginAgainstGit::itAgrees_data()
{
    QTest::addColumn<int>("histories");
    QTest::addColumn<bool>("moves");
    QTest::addColumn<bool>("repeats");
    QTest::newRow("unambiguous") << 500 << false << false;
    QTest::newRow("with moves") << 80 << true << false;
    QTest::newRow("with lines that repeat") << 80 << false << true;
}

void TestOriginAgainstGit::itAgrees()
{
    QFETCH(int, histories);
    QFETCH(bool, moves);
    QFETCH(bool, repeats);
    QRandomGenerator random(20261121 + (moves ? 1 : 0) + (repeats ? 2 : 0));
    QList<Past> pasts;
    for (int i = 0; i < histories; ++i)
        pasts.append(generate(random, moves, repeats));
    const QList<QList<int>> answers = blame(pasts);
    int lines = 0;
    int others = 0; // than git says
    for (int i = 0; i < histories; ++i) {
        const Past &past = pasts[i];
        QList<std::optional<QByteArray>> texts;
        for (const QByteArray &text : past.texts)
            texts.append(text);
        const QList<audit::LineOrigin> origins = audit::lineOrigins(texts, true).lines;
        QCOMPARE(answers[i].size(), past.lines.size());
        QCOMPARE(origins.size(), past.lines.size());
        for (qsizetype n = 0; n < past.lines.size(); ++n) {
            ++lines;
            const Line &line = past.lines[n];
            const int ours = origins[n].latest;
            const QByteArray context = QByteArray::number(i) + ", line " + QByteArray::number(n) + ": " + line.text + '\n' + past.texts.join("--\n");
            QVERIFY2(origins[n].isExact(), context.constData());
            if (line.text.startsWith("line "))
                QVERIFY2(ours == line.born, context.constData());
            for (int version = ours; version < int(past.texts.size()); ++version)
                QVERIFY2(past.texts[version].startsWith(line.text + '\n') || past.texts[version].contains('\n' + line.text + '\n'), context.constData());
            others += ours == answers[i][n] ? 0 : 1;
        }
    }
    QVERIFY(lines > histories * 5);
    if (moves || repeats)
        qInfo("%d of %d lines are told otherwise than by git", others, lines);
    else
        QCOMPARE(others, 0);
    if (moves)
        QVERIFY(others > histories / 4); // or nothing would have moved
}

QTEST_GUILESS_MAIN(TestOriginAgainstGit)
#include "tst_originagainstgit.moc"
