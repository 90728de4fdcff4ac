// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/differencemodel.h"
#include "models/pasttreemodel.h"
#include "support/knownpast.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using history::Past;
using models::NodeKind;
using models::PastTreeModel;

namespace {

core::Timestamp moment(qint64 at) { return core::Timestamp::fromMicroseconds(at); }

//! One entry for each path, made at the moment of its place in the list (from 1), of 10, 20, 30 … bytes.
std::shared_ptr<const Past> pastOf(const QStringList &paths)
{
    std::vector<Past::Write> writes;
    std::vector<QString> names;
    std::vector<QByteArray> ids;
    for (int i = int(paths.size()) - 1; i >= 0; --i)
        writes.push_back({i + 1, (i + 1) * 10, i, i, core::Action::Created, false});
    for (const QString &path : paths) {
        names.push_back(path);
        ids.push_back("te" + QByteArray::number(ids.size())); // as they are packed
    }
    return Past::of(writes, names, ids);
}

//! Each row with its depth, as it stands in the tree.
QStringList rows(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines.append(QString(depth * 2, u' ') + index.data(models::DisplayNameRole).toString() + u' ' + index.data(models::SizeRole).toString());
        lines += rows(model, index, depth + 1);
    }
    return lines;
}

} // namespace

//! The tree of a moment, whose rows are made when somebody looks.
class TestPastTreeModel : public QObject
{
    Q_OBJECT
private slots:
    void foldersComeFirst();
    void anotherMomentIsAnotherTree();
    void oddPathsHaveTheirRows();
    void rowsAreFoundByPath();
    void uncertainRowsSayNothing();
    void aClosedFolderIsNotLookedInto();
    void agreesWithTheGenerator();
    void differencesAreATable();
};

void TestPastTreeModel::foldersComeFirst()
{
    PastTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 0);
    model.setState(pastOf({u"z.md"_s, u"notes/page-10.md"_s, u"notes/page-9.md"_s, u"notes/2026/a.md"_s, u"notes.md"_s, u"agents/x"_s})->stateAt(moment(100)));
    QCOMPARE(rows(model), QStringList({u"agents/ 60"_s, u"  x 60"_s, u"notes/ 90"_s, u"  2026/ 40"_s, u"    a.md 40"_s, u"  page-9.md 30"_s,
                                       u"  page-10.md 20"_s, u"notes.md 50"_s, u"z.md 10"_s}));
    // The same rows in an order that was worked out before.
    const QStringList sortedByNames = rows(model);
    const history::PastState state = model.state();
    model.setState(state, models::pathOrder(*state.past));
    QCOMPARE(rows(model), sortedByNames);
    const QModelIndex notes = model.index(1, 0);
    QCOMPARE(notes.data(models::CountRole).toLongLong(), 3);
    QCOMPARE(notes.data(models::NodeKindRole).value<NodeKind>(), NodeKind::Folder);
    QCOMPARE(notes.data(models::PathRole).toString(), u"notes"_s);
    QCOMPARE(model.index(0, 0, model.index(0, 0, notes)).data(models::EntryIdRole).toString(), u"e3"_s);
}

void TestPastTreeModel::anotherMomentIsAnotherTree()
{
    PastTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto past = pastOf({u"a/one"_s, u"b/two"_s, u"a/three"_s});
    model.setState(past->stateAt(moment(3)));
    QCOMPARE(rows(model), QStringList({u"a/ 40"_s, u"  one 10"_s, u"  three 30"_s, u"b/ 20"_s, u"  two 20"_s}));
    model.setState(past->stateAt(moment(2)));
    QCOMPARE(rows(model), QStringList({u"a/ 10"_s, u"  one 10"_s, u"b/ 20"_s, u"  two 20"_s}));
    model.setState(past->stateAt(moment(0)));
    QCOMPARE(rows(model), QStringList());
}

void TestPastTreeModel::oddPathsHaveTheirRows()
{
    PastTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setState(pastOf({u"a"_s, u"a/"_s, u"a/b"_s, u"a//b"_s, u"/c"_s, u"用户/x"_s})->stateAt(moment(100)));
    QCOMPARE(rows(model), QStringList({u"/ 50"_s, u"  c 50"_s, u"a/ 70"_s, u"  / 40"_s, u"    b 40"_s, u"  b 30"_s, u"用户/ 60"_s, u"  x 60"_s, u"a 10"_s, u"a/ 20"_s}));
}

void TestPastTreeModel::rowsAreFoundByPath()
{
    PastTreeModel model;
    model.setState(pastOf({u"notes.md"_s, u"notes/a.md"_s, u"notes/deep/b.md"_s})->stateAt(moment(100)));
    for (const QString &path : {u"notes.md"_s, u"notes/a.md"_s, u"notes/deep/b.md"_s}) {
        const QModelIndex found = model.entryAt(path);
        QVERIFY(found.isValid());
        QCOMPARE(found.data(models::PathRole).toString(), path);
        QVERIFY(model.item(found) >= 0);
    }
    QVERIFY(!model.entryAt(u"notes"_s).isValid());
    QVERIFY(!model.entryAt(u"notes/deep"_s).isValid());
    QVERIFY(!model.entryAt({}).isValid());
    QCOMPARE(model.folderAt(u"notes/deep"_s).data(models::PathRole).toString(), u"notes/deep"_s);
    QVERIFY(!model.folderAt(u"notes/de"_s).isValid());
    QCOMPARE(model.item(model.folderAt(u"notes"_s)), -1);
}

void TestPastTreeModel::uncertainRowsSayNothing()
{
    // Its oldest known write is an update, later than the moment.
    const auto past = Past::of({{50, 7, 0, 0, core::Action::Updated, false}, {10, 5, 1, 1, core::Action::Created, false}},
                               {u"was.md"_s, u"is.md"_s}, {QByteArray("twas"), QByteArray("tis")});
    PastTreeModel model;
    model.setState(past->stateAt(moment(20)));
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex was = model.entryAt(u"was.md"_s);
    QVERIFY(was.data(PastTreeModel::UncertainRole).toBool());
    QVERIFY(!was.data(models::SizeRole).isValid());
    QVERIFY(!was.data(models::UpdatedAtRole).isValid());
    QVERIFY(!model.entryAt(u"is.md"_s).data(PastTreeModel::UncertainRole).toBool());
    // A folder with such an entry does not say that it is empty.
    PastTreeModel deep;
    deep.setState(Past::of({{50, 7, 0, 0, core::Action::Updated, false}}, {u"a/was.md"_s}, {QByteArray("twas")})->stateAt(moment(20)));
    QCOMPARE(deep.index(0, 0).data(models::CountRole).toLongLong(), 0);
    QVERIFY(!deep.index(0, 0).data(models::CountCompleteRole).toBool());
    QCOMPARE(model.state().entries(), 1);
    QCOMPARE(model.state().bytes(), 5);
}

void TestPastTreeModel::aClosedFolderIsNotLookedInto()
{
    PastTreeModel model;
    model.setState(pastOf({u"a/one"_s, u"b/two"_s})->stateAt(moment(100)));
    QVERIFY(model.hasChildren(model.index(0, 0)));
    QVERIFY(!model.hasChildren(model.entryAt(u"a/one"_s)));
    QVERIFY(!model.hasChildren(model.index(0, 1)));
}

void TestPastTreeModel::agreesWithTheGenerator()
{
    const support::KnownPast known = support::KnownPast::make(300, 21);
    std::vector<Past::Write> writes;
    std::vector<QByteArray> ids;
    for (qsizetype i = known.versions.size() - 1; i >= 0; --i) {
        const core::Version record = known.record(i, {});
        const int entry = known.versions.at(i).entry;
        writes.push_back({known.versions.at(i).at, record.size.value_or(-1), entry, entry, record.action, record.redacted});
    }
    for (int entry = 0; entry < known.paths.size(); ++entry)
        ids.push_back("t" + QByteArray::number(entry));
    const auto past = Past::of(writes, {known.paths.cbegin(), known.paths.cend()}, ids);
    PastTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (qsizetype i = 5; i < known.versions.size(); i += 37) {
        const qint64 at = known.versions.at(i).at;
        model.setState(past->stateAt(moment(at)));
        const auto then = known.standingAt(at);
        qint64 bytes = 0;
        for (auto it = then.cbegin(); it != then.cend(); ++it) {
            const QModelIndex row = model.entryAt(it.key());
            QVERIFY(row.isValid());
            QCOMPARE(row.data(models::UpdatedAtRole).value<core::Timestamp>(), moment(known.versions.at(it.value()).at));
            QCOMPARE(row.data(models::RedactedRole).toBool(), known.versions.at(it.value()).redactedAt != 0);
            bytes += row.data(models::SizeRole).toLongLong();
        }
        const auto entriesBelow = [&model](const auto &self, const QModelIndex &parent) -> int {
            int count = 0;
            for (int row = 0; row < model.rowCount(parent); ++row)
                count += model.item(model.index(row, 0, parent)) >= 0 ? 1 : self(self, model.index(row, 0, parent));
            return count;
        };
        QCOMPARE(entriesBelow(entriesBelow, {}), int(then.size()));
        QCOMPARE(model.state().bytes(), bytes);
    }
}

void TestPastTreeModel::differencesAreATable()
{
    models::DifferenceModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    audit::Difference created;
    created.kind = audit::DifferenceKind::Created;
    created.path = u"a\u202Eb"_s;
    created.after = history::Record();
    created.after->version.size = 12;
    created.after->version.redacted = true;
    audit::Difference unknown;
    unknown.kind = audit::DifferenceKind::NotKnown;
    unknown.path = u"x"_s;
    model.setDifferences({created, unknown});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.totals().at(size_t(audit::DifferenceKind::Created)), 1);
    const QModelIndex row = model.index(0, 0);
    QVERIFY(!row.data(models::DisplayPathRole).toString().contains(u'\u202E'));
    QCOMPARE(row.data(models::SizeChangeRole).toLongLong(), 12);
    QVERIFY(row.data(models::DifferenceModel::RedactedTextRole).toBool());
    QVERIFY(!row.data(models::DifferenceModel::LinesAddedRole).isValid()); // not counted is not 0
    model.setLines(0, {3, 1});
    QCOMPARE(row.data(models::DifferenceModel::LinesAddedRole).toInt(), 3);
    QCOMPARE(row.data(models::DifferenceModel::LinesRemovedRole).toInt(), 1);
    model.setLines(7, {1, 1}); // of a list before
    QVERIFY(!model.index(1, 0).data(models::SizeChangeRole).isValid());
    // In the order of people, worked out once.
    QVERIFY(!model.index(0, 0).data(models::DifferenceModel::PathPlaceRole).isValid());
    audit::Difference ten;
    ten.path = u"note 10.md"_s;
    audit::Difference two;
    two.path = u"note 2.md"_s;
    QCOMPARE(models::pathPlaces({ten, two}), QList<int>({1, 0}));
    model.setDifferences({ten, two}, {1, 0});
    QCOMPARE(model.index(0, 0).data(models::DifferenceModel::PathPlaceRole).toInt(), 1);
    QCOMPARE(model.index(1, 0).data(models::DifferenceModel::PathPlaceRole).toInt(), 0);
    model.setDifferences({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestPastTreeModel)
#include "tst_pasttreemodel.moc"
