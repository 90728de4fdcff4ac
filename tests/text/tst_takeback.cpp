// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// Taking one change back, over random histories, with `git merge-file` and `git revert` as judges. How many: RC_PARAMS in
// CMakeLists.txt.
#include "mergetexts.h"
#include "support/gitcommand.h"
#include "text/takeback.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using text::TakeBack;
using Kind = text::TakeBack::Kind;

class TestTakeBack : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_git.isReady()); }
    void stories_data();
    void stories();
    void newestGivesTheTextBefore();
    void laterChangesStay();
    void twiceIsNothing();
    void asMergeFile();
    void asRevert();

private:
    support::GitCommand m_git;
};

namespace {

//! A version of each line that stands alone; changing one of them touches no other.
QByteArray spread(const std::vector<int> &changed)
{
    QByteArray text;
    for (int i = 0; i < 12; ++i) {
        text += "entry " + QByteArray::number(i);
        for (const int at : changed)
            text += at == i ? " changed" : "";
        text += "\n-\n";
    }
    return text;
}

} // namespace

void TestTakeBack::stories_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("changed");
    QTest::addColumn<QByteArray>("present");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *before, const char *changed, const char *present, Kind kind,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(changed) << QByteArray(present) << int(kind)
                            << QByteArray(expected);
    };
    row("the newest", "a\n", "b\n", "b\n", Kind::Clean, "a\n");
    row("an older one", "a\n-\nz\n", "A\n-\nz\n", "A\n-\nZ\n", Kind::Clean, "a\n-\nZ\n");
    row("an added line goes", "a\nz\n", "a\nb\nz\n", "0\na\nb\nz\n", Kind::Clean, "0\na\nz\n");
    row("it was taken back since", "a\n-\nz\n", "A\n-\nz\n", "a\n-\nZ\n", Kind::Nothing, "a\n-\nZ\n");
    row("it changed nothing", "a\n", "a\n", "b\n", Kind::Nothing, "b\n");
    row("changed again since", "a\n-\n", "b\n-\n", "c\n-\n", Kind::Conflicts, "c\n-\n");
    row("all back", "a\n", "b\n", "a\n", Kind::Nothing, "a\n");
}

void TestTakeBack::stories()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, changed);
    QFETCH(QByteArray, present);
    QFETCH(int, kind);
    const TakeBack back = text::takeBack(before, changed, present);
    QCOMPARE(int(back.kind), kind);
    QTEST(back.merge.result(), "expected");
}

void TestTakeBack::newestGivesTheTextBefore()
{
    QVERIFY(rc::check("taking back the newest change gives the text before it", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        const TakeBack back = text::takeBack(texts.base, texts.mine, texts.mine);
        RC_ASSERT((back.kind == Kind::Nothing) == (texts.base == texts.mine));
        RC_ASSERT((back.kind == Kind::Clean || back.kind == Kind::Nothing));
        RC_ASSERT(back.merge.result() == texts.base);
    }));
}

void TestTakeBack::laterChangesStay()
{
    QVERIFY(rc::check("what was changed elsewhere before and since stays", [] {
        const auto places = *rc::gen::unique<std::vector<int>>(5, rc::gen::inRange(0, 12));
        const std::vector<int> earlier(places.begin(), places.begin() + 1);
        const std::vector<int> own(places.begin() + 1, places.begin() + 3);
        const auto joinedPlaces = [](std::vector<int> a, const std::vector<int> &b) {
            a.insert(a.end(), b.begin(), b.end());
            return a;
        };
        const std::vector<int> later(places.begin() + 3, places.end());
        const std::vector<int> changed = joinedPlaces(earlier, own);
        const TakeBack back = text::takeBack(spread(earlier), spread(changed), spread(joinedPlaces(changed, later)));
        RC_ASSERT(back.kind == Kind::Clean);
        RC_ASSERT(back.merge.result() == spread(joinedPlaces(earlier, later)));
    }));
}

void TestTakeBack::twiceIsNothing()
{
    QVERIFY(rc::check("what is taken back cannot be taken back again", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::plainLines());
        const TakeBack back = text::takeBack(texts.base, texts.mine, texts.mine);
        RC_ASSERT(text::takeBack(texts.base, texts.mine, back.merge.result()).kind == Kind::Nothing);
    }));
}

void TestTakeBack::asMergeFile()
{
    QVERIFY(rc::check("git merge-file agrees", [this] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        const QByteArray &changed = texts.base;
        m_git.write(u"changed"_s, changed);
        m_git.write(u"present"_s, texts.mine);
        m_git.write(u"before"_s, texts.theirs);
        int conflicts = -1;
        const QByteArray merged
            = m_git.git({u"merge-file"_s, u"-p"_s, u"-q"_s, u"present"_s, u"changed"_s, u"before"_s}, &conflicts);
        const TakeBack back = text::takeBack(texts.theirs, changed, texts.mine);
        RC_CLASSIFY(conflicts == 0, "clean");
        RC_ASSERT((back.merge.conflictCount() == 0) == (conflicts == 0));
        RC_ASSERT((conflicts != 0 || back.merge.result() == merged));
        if (back.kind == Kind::Clean)
            RC_ASSERT(conflicts == 0);
    }));
}

//! The command that people know, on a real repository.
void TestTakeBack::asRevert()
{
    m_git.git({u"init"_s, u"-q"_s});
    m_git.git({u"config"_s, u"core.autocrlf"_s, u"false"_s});
    const auto commit = [this](const QByteArray &text) {
        m_git.write(u"entry"_s, text);
        m_git.git({u"add"_s, u"entry"_s});
        m_git.git({u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"-m"_s, u"one"_s});
    };
    QRandomGenerator random(20261121);
    const auto change = [&random](QByteArrayList lines) {
        for (int edits = 1 + int(random.bounded(3)); edits > 0; --edits) {
            const int at = int(random.bounded(int(lines.size())));
            if (random.bounded(2) == 0)
                lines.insert(at, "new " + QByteArray::number(random.bounded(9)));
            else
                lines[at] += " changed";
        }
        return lines;
    };
    int clean = 0;
    constexpr int rounds = 25;
    for (int round = 0; round < rounds; ++round) {
        QByteArrayList lines;
        for (int i = 0; i < 20; ++i)
            lines.append("line " + QByteArray::number(random.bounded(15)));
        const QByteArrayList changed = change(lines);
        const QByteArray before = lines.join('\n');
        const QByteArray present = change(change(changed)).join('\n');
        commit(before);
        commit(changed.join('\n'));
        commit(present);
        int exitCode = -1;
        m_git.git({u"revert"_s, u"--no-commit"_s, u"-X"_s, u"diff-algorithm=myers"_s, u"HEAD~1"_s}, &exitCode);
        const QByteArray reverted = m_git.read(u"entry"_s);
        m_git.git({u"reset"_s, u"-q"_s, u"--hard"_s});
        const TakeBack back = text::takeBack(before, changed.join('\n'), present);
        QCOMPARE(back.merge.conflictCount() == 0, exitCode == 0);
        if (exitCode == 0)
            QCOMPARE(back.merge.result(), reverted);
        clean += exitCode == 0 ? 1 : 0;
    }
    QVERIFY2(clean > 5 && clean < rounds, qPrintable(QString::number(clean))); // both kinds were tried
}

QTEST_GUILESS_MAIN(TestTakeBack)
#include "tst_takeback.moc"
