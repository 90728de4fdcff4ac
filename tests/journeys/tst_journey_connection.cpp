// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "delayproxy.h"
#include "journey.h"

#include "support/loopwatch.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/presentedtree.h"
#include "ui/widgets/texteditor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! A service somewhere else: slow, gone, back again, written to by others.
class TestJourneyConnection : public QObject
{
    Q_OBJECT

    static constexpr auto token = "journey-token";

    static QByteArray bigStore(int entries)
    {
        QJsonArray all;
        for (int i = 0; i < entries; ++i) {
            const QString path = u"folder %1/entry %2.md"_s.arg(i % 40).arg(i);
            const QJsonObject version{{u"action"_s, u"created"_s},
                                      {u"at"_s, u"2026-10-02T08:00:00.000000Z"_s},
                                      {u"content"_s, u"text %1\n"_s.arg(i)}};
            all.append(QJsonObject{{u"path"_s, path}, {u"versions"_s, QJsonArray{version}}});
        }
        const QJsonObject store{{u"name"_s, u"big"_s},
                                {u"description"_s, u"many"_s},
                                {u"metadata"_s, QJsonObject{}},
                                {u"created_at"_s, u"2026-10-01T08:00:00.000000Z"_s},
                                {u"entries"_s, all}};
        return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"stores"_s, QJsonArray{store}}}).toJson();
    }

    static std::unique_ptr<service::Service> startService(const QString &folder)
    {
        service::Options options;
        options.dataDirectory = folder;
        options.token = token;
        auto started = service::Service::start(options);
        return started ? std::move(*started) : nullptr;
    }

private slots:
    void aLineThatIsCutComesBackWithRetry()
    {
        QTemporaryDir folder;
        QVERIFY(service::importStores(folder.path(), Journey::sampleStore()));
        const auto running = startService(folder.path());
        QVERIFY(running);
        DelayProxy proxy(running->port(), 0);
        Journey journey;
        QVERIFY(journey.openRemote(proxy.baseUrl(), token));
        QTreeView *tree = journey.window().stores().treeView();

        proxy.cut();
        tree->expand(Journey::row(tree, u"agent notes"_s));
        const auto failed = [tree] {
            const QModelIndex row = tree->model()->index(0, 0, Journey::row(tree, u"agent notes"_s));
            return row.data(presentation::PresentedTree::WayOutTextRole).toString() == u"Retry"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(failed(), 20'000);

        proxy.up();
        const QModelIndex store = Journey::row(tree, u"agent notes"_s);
        emit journey.window().stores().retryRequested(tree->model()->index(0, 0, store));
        QTRY_VERIFY(Journey::row(tree, u"notes"_s, store).isValid());
        QVERIFY(!failed());
    }

    void whatAnAgentWritesLocallyAppearsWithinASecond()
    {
        Journey journey;
        QVERIFY(service::importStores(journey.dataFolder(), Journey::sampleStore()));
        // Another process on the same data folder, as palimpsest-service is.
        const auto other = startService(journey.dataFolder());
        QVERIFY(other);
        QVERIFY(journey.openLocal());
        QTreeView *tree = journey.window().stores().treeView();
        const QModelIndex store = Journey::row(tree, u"agent notes"_s);
        tree->expand(store);
        QTRY_VERIFY(Journey::row(tree, u"notes"_s, store).isValid());
        Journey::click(tree, store);
        QTRY_VERIFY(journey.window().history().view()->model()->rowCount() > 0);
        const int versions = journey.window().history().view()->model()->rowCount();

        Agent agent(other->baseUrl(), token);
        const core::StoreId id = journey.session()->stores().stores().first().id;
        QVERIFY(agent.create(id, u"from-agent.md"_s, "hello\n"));
        QTRY_VERIFY_WITH_TIMEOUT(Journey::row(tree, u"from-agent.md"_s).isValid(), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(journey.window().history().view()->model()->rowCount(), versions + 1, 10'000);
    }

    void tenThousandEntriesFarAwayNeverStopTheWindow()
    {
        QTemporaryDir folder;
        QVERIFY(service::importStores(folder.path(), bigStore(10'000)));
        const auto running = startService(folder.path());
        QVERIFY(running);
        DelayProxy proxy(running->port(), 300);
        Journey journey;
        QVERIFY(journey.openRemote(proxy.baseUrl(), token));
        QTreeView *tree = journey.window().stores().treeView();
        const QModelIndex store = Journey::row(tree, u"big"_s);

        support::LoopWatch watch; // promise G-I10
        tree->expand(store);
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount(store) > 1, 10'000);
        const QModelIndex folderRow = Journey::row(tree, u"folder 3"_s, store);
        QVERIFY(folderRow.isValid());
        tree->expand(folderRow);
        Journey::click(tree, tree->model()->index(0, 0, folderRow));
        const QString current = tree->currentIndex().data().toString();
        QTRY_VERIFY_WITH_TIMEOUT(journey.workbench().entryController().base(), 10'000);
        QTest::keyClicks(journey.window().entry().editor(), u"typed while it loads "_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            journey.session()->entries(journey.session()->stores().stores().first().id).loading().complete, 90'000);
        QVERIFY2(watch.longestWorkMs() <= 100 * support::slowness(), qPrintable(QString::number(watch.longestWorkMs())));
        // A lock, a file, a nested loop.
        QVERIFY2(watch.longestAwayMs() <= 1000 * support::slowness(), qPrintable(QString::number(watch.longestAwayMs())));
        QCOMPARE(tree->currentIndex().data().toString(), current);
        QTRY_COMPARE(tree->model()->rowCount(store), 40); // the row that says "loading" goes a moment later
    }
};

QTEST_MAIN(TestJourneyConnection)
#include "tst_journey_connection.moc"
