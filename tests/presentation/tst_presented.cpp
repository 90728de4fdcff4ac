// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/models/modelfixture.h"

#include "models/historymodel.h"
#include "session/session.h"
#include "ui/presentation/delegates.h"
#include "ui/presentation/presentedentries.h"
#include "ui/presentation/presentedhistory.h"
#include "ui/presentation/presentedresults.h"
#include "ui/presentation/errorsentences.h"
#include "ui/presentation/presentedtree.h"
#include "ui/presentation/theme.h"
#include "ui/presentation/treestate.h"
#include "models/findresultsmodel.h"
#include "session/textsearch.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QHeaderView>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QTreeView>

using namespace Qt::StringLiterals;
using core::Action;
using presentation::PresentedHistory;
using presentation::PresentedTree;

namespace {

const core::StoreId storeId {u"memstore_1"_s};
const core::ConnectionId connectionId {u"c1"_s};

core::Timestamp at(const QDateTime &now, qint64 secondsAgo)
{
    return core::Timestamp::fromDateTime(now.addSecs(-secondsAgo));
}

core::Store store(const QString &id, const QString &name, qint64 entries, bool archived = false)
{
    core::Store made;
    made.id = {id};
    made.name = name;
    made.entryCount = entries;
    made.totalSize = 48'213;
    made.archived = archived;
    made.statusWord = archived ? u"archived"_s : u"active"_s;
    made.createdAt = core::Timestamp::fromMicroseconds(1'779'000'000'000'000);
    made.updatedAt = made.createdAt;
    return made;
}

core::Version version(int number, Action action, const QString &sha, qint64 size, const core::Timestamp &when)
{
    core::Version v;
    v.id = {u"memver_%1"_s.arg(number, 6, 10, QChar(u'0'))};
    v.store = storeId;
    v.entry = {u"mem_1"_s};
    v.path = u"notes/meeting.md"_s;
    v.action = action;
    v.sha256 = sha;
    v.size = size;
    v.createdAt = when;
    return v;
}

struct World
{
    World()
    {
        api::StoreFilter filter;
        filter.includeArchived = true;
        service.repository->setFilter(filter);
        model.setSource(connectionId, service.repository.get(),
                        [this](const core::StoreId &id, bool make) { return service.list(id, make); });
        tree.setSourceModel(&model);
    }
    void fillTree()
    {
        service.repository->put(store(u"memstore_2"_s, u"user-prefs-2025"_s, 5, true));
        service.repository->put(store(u"memstore_1"_s, u"project-alpha"_s, 12));
        auto *list = service.list(storeId, true);
        model.refresh(model.indexOf(storeId));
        const QStringList paths = {u"notes/meeting.md"_s, u"notes/retro.md"_s, u"notes/2026/05/daily.md"_s,
                                   u"decisions/arch-choice.md"_s, u"decisions/storage.yaml"_s, u"偏好设置.md"_s, u"README.md"_s};
        for (int i = 0; i < paths.size(); ++i) {
            auto entry = support::entry(u"mem_%1"_s.arg(i + 1), paths[i], 214 * (i + 1), i + 1);
            entry.updatedAt = at(clock.now(), 130 + i * 40'000);
            list->put(entry);
        }
    }

    core::FixedClock clock {QDateTime({2026, 5, 18}, {15, 40}, Qt::UTC)};
    support::Service service;
    models::StoreTreeModel model;
    PresentedTree tree {clock};
};

//! What a view shows, as a picture; kept where the variable says, so that a person can look at it.
QImage grab(QWidget &widget, const QString &name, qreal scale = 1.0)
{
    QImage image(widget.size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    widget.render(&image);
    if (const QString folder = qEnvironmentVariable("PALIMPSEST_GRABS"); !folder.isEmpty())
        image.save(folder + u'/' + name + u".png"_s);
    return image;
}

//! How many colours a row has: text that is not painted leaves one or two.
int coloursIn(const QImage &image)
{
    QSet<QRgb> found;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found.insert(image.pixel(x, y));
    }
    return int(found.size());
}

} // namespace

class tst_Presented : public QObject
{
    Q_OBJECT

private:
    static QModelIndex rowNamed(const PresentedTree &tree, const QString &name)
    {
        return tree.match(tree.index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive).value(0);
    }

private slots:
    void theTreeSpeaks()
    {
        World world;
        QAbstractItemModelTester tester(&world.tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester.setUseFetchMore(false);
        world.fillTree();
        const QModelIndex notes = rowNamed(world.tree, u"notes"_s);
        QCOMPARE(notes.data(PresentedTree::CountTextRole).toString(), u"3+"_s); // the list is not complete
        QCOMPARE(notes.data(Qt::AccessibleTextRole).toString(), u"Folder notes, at least 3 entries"_s);
        const QModelIndex archived = rowNamed(world.tree, u"user-prefs-2025"_s);
        QCOMPARE(archived.data(PresentedTree::BadgeTextRole).toString(), u"archived"_s);
        QCOMPARE(archived.data(Qt::AccessibleTextRole).toString(), u"Store user-prefs-2025, archived, read-only, 5 entries"_s);
        const QModelIndex meeting = rowNamed(world.tree, u"meeting.md"_s);
        QCOMPARE(meeting.siblingAtColumn(1).data().toString(), u"214 B"_s);
        QCOMPARE(meeting.siblingAtColumn(2).data().toString(), u"v1"_s);
        QCOMPARE(meeting.siblingAtColumn(3).data().toString(), u"2 min ago"_s);
        world.model.setDirty({connectionId, storeId, {u"mem_1"_s}}, true);
        QCOMPARE(meeting.data(Qt::AccessibleTextRole).toString(), u"Entry meeting.md, unsaved changes"_s);
        QVERIFY(meeting.data(Qt::ToolTipRole).toString().startsWith(u"notes/meeting.md\n"_s));
        world.model.setPathFilter(u"meeting"_s);
        QCOMPARE(rowNamed(world.tree, u"notes"_s).data(PresentedTree::CountTextRole).toString(), u"1 of 3+"_s);
    }

    void hostileNamesAreShownNotObeyed()
    {
        World world;
        const QString hostile = u"<img src=x>\u202Egpj"_s;
        world.service.repository->put(store(u"memstore_1"_s, hostile, 0));
        const QModelIndex row = world.tree.index(0, 0);
        QVERIFY(!row.data().toString().contains(QChar(0x202E)));
        QVERIFY(row.data().toString().startsWith(u"<img src=x>"_s)); // plain text, painted as it is
        QTextDocument document;
        document.setHtml(row.data(Qt::ToolTipRole).toString());
        QVERIFY(document.toRawText().contains(u"<img"_s)); // escaped: no image in it
    }

    void failedRowsOfferTheirWayOut()
    {
        World world;
        world.service.server.fault("status:401");
        world.model.fetchMore({});
        QTRY_COMPARE(world.tree.rowCount(), 1);
        const QModelIndex failed = world.tree.index(0, 0);
        QCOMPARE(failed.data().toString(), u"The service does not accept this token."_s);
        QCOMPARE(failed.data(PresentedTree::WayOutTextRole).toString(), u"New Token…"_s);
        QCOMPARE(failed.data(PresentedTree::WayOutRole).toInt(), int(presentation::WayOut::NewToken));
        QVERIFY(failed.data(PresentedTree::DetailsTextRole).toString().contains(u"Request id: "_s));
        QCOMPARE(failed.data(Qt::AccessibleTextRole).toString(), u"The service does not accept this token. Press Enter for: New Token…"_s);
        QTreeView view;
        presentation::StoreTreeDelegate delegate;
        view.setModel(&world.tree);
        view.setItemDelegate(&delegate);
        view.setHeaderHidden(true);
        view.setRootIsDecorated(false);
        view.header()->setStretchLastSection(false);
        view.setColumnWidth(0, 380);
        view.resize(400, 100);
        view.show();
        QSignalSpy retry(&delegate, &presentation::StoreTreeDelegate::retryRequested);
        const QRect row = view.visualRect(failed);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.left() + 60, row.center().y()));
        QCOMPARE(retry.count(), 0);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.right() - 12, row.center().y()));
        QCOMPARE(retry.count(), 1);
    }

    void theStateOfATreeOutlivesAReset()
    {
        World world;
        world.fillTree();
        QTreeView view;
        view.setModel(&world.tree);
        view.expand(world.tree.mapFromSource(world.model.indexOf(storeId)));
        view.expand(rowNamed(world.tree, u"notes"_s));
        view.setCurrentIndex(rowNamed(world.tree, u"meeting.md"_s));
        const auto state = presentation::TreeState::of(view);
        QCOMPARE(state.expanded.size(), 2);
        world.model.setPathFilter(u"me"_s);
        QVERIFY(!view.currentIndex().isValid());
        state.applyTo(view);
        QCOMPARE(view.currentIndex().data().toString(), u"meeting.md"_s);
        QVERIFY(view.isExpanded(rowNamed(world.tree, u"notes"_s)));
        QVERIFY(!view.isExpanded(rowNamed(world.tree, u"decisions"_s)));
    }

    void theHistorySpeaks()
    {
        World world;
        session::Connection connection;
        connection.dialect = session::DialectChoice::S;
        session::Session session(connection, std::move(world.service.client), nullptr, world.clock);
        models::HistoryModel model;
        PresentedHistory history(world.clock);
        history.setSourceModel(&model);
        model.setEntry(&session, storeId, {u"mem_1"_s});
        auto &log = session.versions(storeId);
        auto redacted = version(2, Action::Updated, u"1712de0"_s, 100, at(world.clock.now(), 90'000));
        redacted.redacted = true;
        redacted.redactedAt = at(world.clock.now(), 300);
        log.put(version(4, Action::Deleted, {}, 0, at(world.clock.now(), 10)));
        log.put(version(3, Action::Updated, u"9a4f8d1122"_s, 314, at(world.clock.now(), 120)));
        log.put(redacted);
        log.put(version(1, Action::Created, u"9a4f8d1122"_s, 17, at(world.clock.now(), 40LL * 86'400)));
        QCOMPARE(history.index(1, 0).data().toString(), u"at least v3 updated"_s);
        QCOMPARE(history.index(1, 0).data(PresentedHistory::ChangeTextRole).toString(), u"+214 B"_s);
        QCOMPARE(history.index(1, 0).data(PresentedHistory::SecondLineRole).toString(), u"2 min ago · same text as v1 · 9a4f8d1"_s);
        QCOMPARE(history.index(2, 0).data().toString(), u"at least v2 updated, redacted"_s);
        QVERIFY(history.index(2, 0).data(PresentedHistory::SecondLineRole).toString().contains(u"redacted 5 min ago"_s));
        QCOMPARE(history.index(3, 0).data(PresentedHistory::ChangeTextRole).toString(), u"17 B"_s);
        const QString spoken = history.index(1, 0).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(spoken, u"Version 3 at least, updated, notes/meeting.md, 2 min ago, 214 bytes more, same text as v1"_s);
        QVERIFY(history.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"deleted"_s));
        QVERIFY(history.index(2, 0).data(Qt::ToolTipRole).toString().contains(u"UTC"_s));
        // What the scan found, of texts that are not redacted or deleted; asked again when there is news.
        QSignalSpy changed(&history, &QAbstractItemModel::dataChanged);
        bool known = false;
        QStringList asked;
        history.setFindings([&](const QString &sha256) {
            asked.append(sha256);
            return known ? u"a key (key)\nan <b>address</b>"_s : QString();
        });
        const auto signs = [&history](int row) { return history.index(row, 0).data(PresentedHistory::SignsRole).value<QList<QIcon>>().size(); };
        QCOMPARE(signs(1), 0);
        known = true;
        history.noteFindings();
        QCOMPARE(changed.size(), 2);
        QCOMPARE(signs(1), 1);
        QCOMPARE(signs(0), 0);
        QCOMPARE(signs(2), 0);
        QVERIFY(!asked.contains(u"1712de0"_s) && !asked.contains(QString()));
        QVERIFY(history.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u", found by the scan: a key (key), an <b>address</b>"_s));
        QVERIFY(!Qt::mightBeRichText(history.index(1, 0).data(Qt::ToolTipRole).toString())
                || history.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
        QVERIFY(!history.index(2, 0).data(Qt::AccessibleTextRole).toString().contains(u"scan"_s));
        // And it is painted.
        QListView view;
        presentation::HistoryDelegate delegate;
        view.setModel(&history);
        view.setItemDelegate(&delegate);
        view.resize(320, 260);
        for (bool dark : {false, true}) {
            view.setPalette(dark ? presentation::darkPalette() : presentation::lightPalette());
            history.setPalette(view.palette());
            QVERIFY(coloursIn(grab(view, dark ? u"history-dark"_s : u"history-light"_s)) > 20);
        }
        view.setPalette(presentation::lightPalette());
        history.setPalette(view.palette());
        grab(view, u"history-200"_s, 2.0);
    }

    void theTreeIsPainted()
    {
        World world;
        world.fillTree();
        QTreeView view;
        presentation::StoreTreeDelegate delegate;
        view.setModel(&world.tree);
        view.setItemDelegate(&delegate);
        view.setUniformRowHeights(true);
        view.expandAll();
        world.model.setDirty({connectionId, storeId, {u"mem_1"_s}}, true);
        world.model.setIntegrity({connectionId, storeId, {u"mem_4"_s}}, core::Integrity::HashMismatch);
        view.setCurrentIndex(rowNamed(world.tree, u"retro.md"_s));
        view.setColumnWidth(0, 260);
        view.resize(560, 420);
        for (bool dark : {false, true}) {
            view.setPalette(dark ? presentation::darkPalette() : presentation::lightPalette());
            world.tree.setPalette(view.palette());
            QVERIFY(coloursIn(grab(view, dark ? u"tree-dark"_s : u"tree-light"_s)) > 20);
        }
        view.setPalette(presentation::lightPalette());
        world.tree.setPalette(view.palette());
        grab(view, u"tree-200"_s, 2.0);
    }

    void resultsAreGroupedAndPainted()
    {
        models::FindResultsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        presentation::PresentedResults results;
        results.setSourceModel(&model);
        const session::TextHit first {{u"mem_1"_s}, u"notes/%1.md"_s, 3, 2, 4, u"- SQLite for storage"_s};
        const session::TextHit second {{u"mem_1"_s}, u"notes/%1.md"_s, 9, 0, 6, u"SQLite\u202E again"_s};
        const session::TextHit third {{u"mem_2"_s}, u"a.md"_s, 1, 900, 99, u"short"_s}; // out of range: not trusted
        model.add({first, second});
        model.add({third});
        QVERIFY(results.index(0, 0).data(models::FirstOfEntryRole).toBool());
        QVERIFY(!results.index(1, 0).data(models::FirstOfEntryRole).toBool());
        QVERIFY(results.index(2, 0).data(models::FirstOfEntryRole).toBool());
        QCOMPARE(results.index(0, 0).data(models::HitsOfEntryRole).toInt(), 2);
        QCOMPARE(results.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"notes/%1.md, line 3: - SQLite for storage"_s);
        QVERIFY(!results.index(1, 0).data().toString().contains(QChar(0x202E)));
        QListView view;
        presentation::FindResultDelegate delegate;
        view.setModel(&results);
        view.setItemDelegate(&delegate);
        view.resize(320, 160);
        QVERIFY(coloursIn(grab(view, u"results-light"_s)) > 10);
        model.clear();
        QCOMPARE(results.rowCount(), 0);
    }
};

QTEST_MAIN(tst_Presented)
#include "tst_presented.moc"
