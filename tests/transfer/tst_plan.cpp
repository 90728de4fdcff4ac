// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "exportfixture.h"

#include "transfer/plan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace transfer;

class TestPlan : public QObject
{
    Q_OBJECT

    static ScannedFile file(const QString &path, const QByteArray &text, const QString &top = {})
    {
        ScannedFile file;
        file.path = path;
        file.topFolder = top;
        file.size = text.size();
        file.sha256 = core::sha256Hex(text);
        file.source = {QFile::encodeName(u"/tmp/"_s + path), -1};
        return file;
    }

    static ScannedFile bad(const QString &path, FileProblem problem)
    {
        ScannedFile bad = file(path, {});
        bad.problem = problem;
        bad.sha256.clear();
        return bad;
    }

    static QStringList told(const QList<PlanItem> &plan)
    {
        static const QStringList words{u"new"_s,          u"changed"_s,  u"same"_s,   u"too large"_s,
                                       u"invalid path"_s, u"not text"_s, u"skipped"_s};
        QStringList result;
        for (const PlanItem &item : plan)
            result.append(item.path + u' ' + words.at(int(item.kind)) + (item.chosen ? u" +"_s : QString()));
        return result;
    }

private slots:
    void anImportIsJudgedItemByItem()
    {
        ImportScan scan;
        ScannedFile hidden = file(u".env"_s, "x");
        hidden.hidden = true;
        scan.files = {file(u"a.md"_s, "new"),      file(u"b.md"_s, "other"),   file(u"c.md"_s, "same"),
                      file(u"d..md"_s, "x"),       file(u"e.md "_s, "x"),      bad(u"f"_s, FileProblem::TooLarge),
                      bad(u"g"_s, FileProblem::NotText), bad(u"h"_s, FileProblem::Blank),
                      bad(u"i"_s, FileProblem::NotAFile), bad(u"j%E9"_s, FileProblem::BadName), file(u"a.md"_s, "again"),
                      hidden,                      file(QString(1022, u'k'), "x")};
        PlanTarget target;
        target.folder = u"in/"_s;
        target.entries = {fixture::entry(1, u"in/b.md"_s, "before"), fixture::entry(2, u"in/c.md"_s, "same"),
                          fixture::entry(3, u"a.md"_s, "elsewhere")};
        const QList<PlanItem> plan = planImport(scan, target);
        QCOMPARE(told(plan).first(12),
                 (QStringList{u"in/a.md new +"_s, u"in/b.md changed +"_s, u"in/c.md same"_s, u"in/d..md invalid path"_s,
                              u"in/e.md  invalid path"_s, u"in/f too large"_s, u"in/g not text"_s, u"in/h not text"_s,
                              u"in/i skipped"_s, u"in/j%E9 invalid path"_s, u"in/a.md invalid path"_s, u"in/.env new"_s}));
        QCOMPARE(plan.at(1).base->id.value, u"mem_1"_s);
        QVERIFY(!plan.at(1).base->content);
        QCOMPARE(plan.at(3).pathProblem, wire::PathProblem::DotDot);
        QCOMPARE(plan.at(10).kind, PlanKind::InvalidPath);
        QVERIFY(plan.at(10).twice);
        QCOMPARE(plan.at(12).pathProblem, wire::PathProblem::TooLong);
    }

    void aFolderKeepsItsNameIfWished()
    {
        ImportScan scan;
        scan.files = {file(u"sub/a.md"_s, "x", u"notes"_s)};
        PlanTarget target;
        target.folder = u"in/"_s;
        QCOMPARE(planImport(scan, target).first().path, u"in/notes/sub/a.md"_s);
        target.keepTopFolder = false;
        QCOMPARE(planImport(scan, target).first().path, u"in/sub/a.md"_s);
        QCOMPARE(planImport(scan, target).first().origin, u"notes/sub/a.md"_s);
    }

    void aCopyKeepsPathsAndKnowsTheLimitsOfTheOtherSide()
    {
        PlanTarget target;
        target.limits.contentBytes = 10;
        target.entries = {fixture::entry(11, u"same.md"_s, "equal"), fixture::entry(12, u"changed.md"_s, "theirs")};
        core::Entry without = fixture::entry(4, u"no-hash.md"_s, "x");
        without.sha256.clear();
        const QList<PlanItem> plan
            = planCopy({fixture::entry(1, u"new.md"_s, "x"), fixture::entry(2, u"same.md"_s, "equal"),
                        fixture::entry(3, u"changed.md"_s, "mine"), without,
                        fixture::entry(5, u"large.md"_s, "more than 10 bytes"), fixture::entry(6, u"/odd"_s, "x")},
                       target);
        QCOMPARE(told(plan), (QStringList{u"new.md new +"_s, u"same.md same"_s, u"changed.md changed +"_s,
                                          u"no-hash.md new +"_s, u"large.md too large"_s, u"/odd invalid path"_s}));
    }

    void bothSidesAreCompared()
    {
        const auto at = [](const QString &path, const QByteArray &text) { return fixture::entry(1, path, text); };
        core::Entry unhashed = at(u"f"_s, "x");
        unhashed.sha256.clear();
        const CopyCheck check = compareCopies(
            {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s},
            {at(u"a"_s, "1"), at(u"b"_s, "1"), at(u"c"_s, "1"), at(u"e"_s, "5"), unhashed, at(u"more"_s, "1")},
            {at(u"a"_s, "1"), at(u"b"_s, "2"), at(u"d"_s, "1"), at(u"e"_s, "5"), unhashed});
        QCOMPARE(check.equal, 2);
        QCOMPARE(check.different, (QStringList{u"b"_s, u"f"_s}));
        QCOMPARE(check.missing, QStringList{u"c"_s});
        QCOMPARE(check.gone, QStringList{u"d"_s});
        QCOMPARE(check.total(), 6);
    }

    void whatBelongsToAFolder()
    {
        QVERIFY(isBelow(fixture::entry(1, u"notes/a"_s, "x"), u"notes/"_s, {}));
        QVERIFY(!isBelow(fixture::entry(1, u"notes2/a"_s, "x"), u"notes/"_s, {}));
        QVERIFY(isBelow(fixture::entry(1, u"x"_s, "x"), {}, {}));
        QVERIFY(!isBelow(fixture::entry(1, u"x"_s, "x"), {}, {u"mem_2"_s}));
    }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
