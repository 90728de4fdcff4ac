// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "delayproxy.h"
#include "journey.h"
#include "support/knownpast.h"
#include "support/pictures.h"

#include "core/utf8.h"
#include "models/planmodel.h"
#include "service/database.h"
#include "service/import.h"
#include "session/historykeeper.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/restoredialog.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QTreeView>

using namespace Qt::StringLiterals;
using Stage = dialogs::PlanDialog::Stage;
using Texts = QHash<QString, QString>;

//! Putting a store back when not all goes well: a history that is not read to its end, a person who stops it, a service
//! that goes away in the middle, and more deletions than one would do without a copy.
class TestJourneyRestore : public QObject
{
    Q_OBJECT

    static constexpr auto token = "journey-token";

    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<DelayProxy> m_proxy;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    dialogs::PlanDialog *plan() const { return m_journey->dialog<dialogs::PlanDialog>(); }
    QAbstractItemModel *rows() const { return plan()->findChild<QTreeView *>(u"table"_s)->model(); }
    bool isAt(Stage stage, int patienceMs = 60'000) const
    {
        return QTest::qWaitFor([&] { return plan() && plan()->stage() == stage; }, patienceMs);
    }

    void serve(const std::function<bool(const QString &folder)> &fill)
    {
        const QString folder = m_folder.filePath(QString::number(++m_number));
        QVERIFY(fill(folder));
        service::Options options;
        options.dataDirectory = folder;
        options.token = token;
        auto started = service::Service::start(options);
        QVERIFY(started);
        m_service = std::move(*started);
        m_proxy = std::make_unique<DelayProxy>(m_service->port(), 0);
    }
    void servePast(const support::KnownPast &past)
    {
        serve([&past](const QString &folder) {
            const auto database = service::Database::open(folder);
            return database && service::writeImport(**database, {past.toImport("the past")});
        });
    }
    void openWindow()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_proxy->baseUrl(), token));
        m_store = m_journey->session()->stores().stores().first().id;
        m_journey->workbench().navigator().go({m_store, {}, {}});
    }
    //! The whole store to a mark at this moment, from the menu.
    void askForPlan(const core::Timestamp &moment)
    {
        history::Mark mark;
        mark.store = m_store;
        mark.moment = moment;
        mark.madeAt = moment;
        mark.name = u"before all this"_s;
        bool kept = false;
        m_journey->session()->history()->index().keepMark(mark).then(this, [&kept](const core::Result<history::Mark> &made) { kept = bool(made); });
        QTRY_VERIFY(kept);
        QTRY_VERIFY(m_journey->action("restore.moment")->isEnabled());
        m_journey->action("restore.moment")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::RestoreDialog>());
        auto *sheet = m_journey->dialog<dialogs::RestoreDialog>();
        QVERIFY(sheet->findChild<QComboBox *>(u"momentBox"_s)->currentText().contains(u"“before all this”"_s));
        QVERIFY(Journey::press(*sheet, u"Plan…"_s));
        QTRY_VERIFY(plan());
    }
    Texts texts()
    {
        Texts hashes;
        session::EntryList &list = m_journey->session()->entries(m_store);
        list.refresh();
        const bool complete = QTest::qWaitFor([&] { return list.loading().complete && !list.loading().isWorking(); }, 20'000);
        for (const core::Entry &entry : list.entries())
            hashes.insert(entry.path, entry.sha256);
        return complete ? hashes : Texts();
    }
    //! What the store holds after it was put back; of `kept` paths it holds what it did before.
    static Texts expected(const support::KnownPast &past, qint64 moment, const Texts &before, const QSet<QString> &kept = {})
    {
        Texts all;
        const QHash<QString, qsizetype> then = past.standingAt(moment);
        for (auto it = then.cbegin(); it != then.cend(); ++it) {
            const support::KnownVersion &version = past.versions.at(it.value());
            if (!kept.contains(it.key()) && version.redactedAt == 0)
                all.insert(it.key(), core::sha256Hex(support::KnownPast::textOf(version.text)));
            else if (before.contains(it.key()))
                all.insert(it.key(), before.value(it.key()));
        }
        for (const QString &path : kept) {
            if (before.contains(path))
                all.insert(path, before.value(path));
        }
        return all;
    }
    //! A moment after that version with no other version nearby.
    static qint64 quietMoment(const support::KnownPast &past, qsizetype around)
    {
        for (qsizetype i = around; i + 1 < past.versions.size(); ++i) {
            if (past.versions[i + 1].at - past.versions[i].at > 10'000'000)
                return past.versions[i].at + 5'000'000;
        }
        qFatal("no pause in this past");
        return 0;
    }
    static bool isWrite(const QByteArray &line) { return !line.startsWith("GET "); }

private slots:
    void cleanup()
    {
        m_journey.reset();
        m_proxy.reset();
        m_service.reset();
    }

    void planWithWhatIsKnown()
    {
        constexpr qsizetype size = 300;
        constexpr qsizetype page = 100;
        const support::KnownPast past = support::KnownPast::make(int(size), 11);
        servePast(past);
        // The newest page of versions comes, no other one.
        m_proxy->holdIf([](const QByteArray &line) { return line.contains("/versions?") && line.contains("after_id="); });
        openWindow();
        QTRY_VERIFY(m_proxy->heldCount() > 0);
        const qint64 moment = quietMoment(past, size - 60);
        const Texts before = texts();
        QVERIFY(!before.isEmpty());
        askForPlan(core::Timestamp::fromMicroseconds(moment));
        QCOMPARE(plan()->stage(), Stage::Planning);
        QVERIFY(Journey::press(*plan(), u"Plan with What Is Known"_s, 30'000));
        QVERIFY(isAt(Stage::Ready));

        // What was written to after the moment, and what it was then lies in a page that did not come.
        QSet<QString> unknown;
        QSet<int> known;
        for (qsizetype i = size - page; i < size; ++i) {
            const support::KnownVersion &version = past.versions.at(i);
            if (version.at > moment && version.action != core::Action::Created && !known.contains(version.entry))
                unknown.insert(past.paths.at(version.entry));
            known.insert(version.entry);
        }
        QVERIFY2(unknown.size() > 3, "this past has nothing to be seen by");
        QSet<QString> unreadable;
        for (int row = 0; row < rows()->rowCount(); ++row) {
            const QModelIndex index = rows()->index(row, 0);
            if (index.siblingAtColumn(models::PlanModel::KindColumn).data().toString() == u"cannot be read"_s)
                unreadable.insert(index.data().toString());
        }
        for (const QString &path : std::as_const(unknown))
            QVERIFY2(unreadable.contains(path), qPrintable(path));
        support::picture(*plan(), u"plan with what is known"_s);
        m_proxy->release(); // what comes now changes nothing in a plan that stands
        QVERIFY(Journey::press(*plan(), u"Restore"_s));
        QVERIFY(isAt(Stage::Ended));
        QVERIFY2(plan()->result().startsWith(u"Done."_s), qPrintable(plan()->result()));
        plan()->reject();
        QCOMPARE(texts(), expected(past, moment, before, unknown));
    }

    void stoppedAndGoneOn()
    {
        const support::KnownPast past = support::KnownPast::make(200, 7);
        servePast(past);
        openWindow();
        QTRY_VERIFY(m_journey->session()->history()->coverage(m_store).complete);
        const qint64 moment = quietMoment(past, 120);
        const Texts before = texts();
        askForPlan(core::Timestamp::fromMicroseconds(moment));
        QVERIFY(isAt(Stage::Ready));
        // Three writes go through; the text that comes after them is not read.
        int writes = 0;
        m_proxy->holdIf([&writes](const QByteArray &line) {
            writes += isWrite(line);
            return writes >= 3 && line.contains("/versions/");
        });
        QVERIFY(Journey::press(*plan(), u"Restore"_s));
        QTRY_VERIFY(m_proxy->heldCount() > 0);
        QCOMPARE(plan()->stage(), Stage::Running);
        support::picture(*plan(), u"restore running"_s);
        QVERIFY(Journey::press(*plan(), u"Stop"_s));
        QVERIFY(isAt(Stage::Ended));
        m_proxy->release();
        QVERIFY2(plan()->result().startsWith(u"Stopped as you wished."_s), qPrintable(plan()->result()));
        QVERIFY2(plan()->result().contains(u"were not tried"_s), qPrintable(plan()->result()));
        const Texts half = texts();
        QVERIFY(half != before);
        QVERIFY(half != expected(past, moment, before));
        support::picture(*plan(), u"restore stopped"_s);
        // Gone on with.
        QVERIFY(Journey::press(*plan(), u"Retry What Failed"_s));
        QVERIFY(isAt(Stage::Ended));
        QVERIFY2(plan()->result().startsWith(u"Done."_s), qPrintable(plan()->result()));
        QVERIFY(!Journey::button(*plan(), u"Retry What Failed"_s));
        plan()->reject();
        QCOMPARE(texts(), expected(past, moment, before));
    }

    void whatFailedIsTriedAgain()
    {
        const support::KnownPast past = support::KnownPast::make(200, 7);
        servePast(past);
        openWindow();
        QTRY_VERIFY(m_journey->session()->history()->coverage(m_store).complete);
        const qint64 moment = quietMoment(past, 120);
        const Texts before = texts();
        askForPlan(core::Timestamp::fromMicroseconds(moment));
        QVERIFY(isAt(Stage::Ready));
        // The fourth write is lost on its way, and the service with it.
        int writes = 0;
        m_proxy->holdIf([this, &writes](const QByteArray &line) {
            writes += isWrite(line);
            if (isWrite(line) && writes == 4)
                QTimer::singleShot(0, m_proxy.get(), [this] { m_proxy->cut(); });
            return isWrite(line) && writes >= 4;
        });
        QVERIFY(Journey::press(*plan(), u"Restore"_s));
        QVERIFY(isAt(Stage::Ended, 120'000));
        QVERIFY2(plan()->result().startsWith(u"Stopped, because"_s), qPrintable(plan()->result()));
        support::picture(*plan(), u"restore without a service"_s);
        m_proxy->release();
        m_proxy->up();
        QVERIFY(Journey::press(*plan(), u"Retry What Failed"_s));
        QVERIFY(isAt(Stage::Ended, 120'000));
        QVERIFY2(plan()->result().startsWith(u"Done."_s), qPrintable(plan()->result()));
        plan()->reject();
        QCOMPARE(texts(), expected(past, moment, before));
    }

    void aCopyIsOfferedBeforeManyDeletions()
    {
        constexpr int many = 25;
        const auto at = [](int daysAgo) { return QDateTime(QDate::currentDate().addDays(-daysAgo), QTime(9, 0)).toUTC(); };
        QJsonArray entries;
        for (int n = -1; n < many; ++n) {
            const QJsonObject version{{u"action"_s, u"created"_s}, {u"at"_s, at(n < 0 ? 9 : 1).toString(Qt::ISODateWithMs)},
                                      {u"content"_s, u"text %1\n"_s.arg(n)}};
            entries.append(QJsonObject{{u"path"_s, n < 0 ? u"old.md"_s : u"new/%1.md"_s.arg(n)}, {u"versions"_s, QJsonArray{version}}});
        }
        const QJsonObject store{{u"name"_s, u"agent notes"_s}, {u"description"_s, u"d"_s}, {u"metadata"_s, QJsonObject()},
                                {u"created_at"_s, at(30).toString(Qt::ISODateWithMs)}, {u"entries"_s, entries}};
        serve([&store](const QString &folder) {
            return bool(service::importStores(folder, QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"stores"_s, QJsonArray{store}}}).toJson()));
        });
        openWindow();
        askForPlan(core::Timestamp::fromDateTime(at(5)));
        QVERIFY(isAt(Stage::Ready));
        QVERIFY(Journey::says(*plan(), u"25 entries are deleted, because they were not there then."_s));
        const QString offer = u"Export What Is Deleted First…"_s;
        QVERIFY(Journey::button(*plan(), offer));
        QVERIFY(Journey::press(*plan(), u"Tick None Shown"_s));
        QTRY_VERIFY(!Journey::button(*plan(), offer)); // nothing is ticked
        QVERIFY(Journey::press(*plan(), u"Tick All Shown"_s));
        support::picture(*plan(), u"restore deletes many"_s);
        QVERIFY(Journey::press(*plan(), offer));
        QTRY_VERIFY(m_journey->dialog<dialogs::ExportDialog>());
        auto *sheet = m_journey->dialog<dialogs::ExportDialog>();
        QTemporaryDir place;
        sheet->setPlace(place.path());
        QVERIFY(Journey::press(*sheet, u"Export"_s));
        QVERIFY(Journey::press(*sheet, u"Close"_s, 60'000));
        const QStringList folders = QDir(place.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        QFile manifest(place.filePath(folders.first() + u"/manifest.json"_s));
        QVERIFY2(manifest.open(QIODevice::ReadOnly), qPrintable(QDir(place.filePath(folders.first())).entryList().join(u' ')));
        const QByteArray exported = manifest.readAll();
        for (int n = 0; n < many; ++n)
            QVERIFY(exported.contains("\"new/" + QByteArray::number(n) + ".md\""));
        // The plan stands as it was.
        QCOMPARE(plan()->stage(), Stage::Ready);
        QVERIFY(Journey::press(*plan(), u"Restore"_s));
        QVERIFY(isAt(Stage::Ended));
        QVERIFY2(plan()->result().startsWith(u"Done."_s), qPrintable(plan()->result()));
        plan()->reject();
        QCOMPARE(QStringList(texts().keys()), QStringList{u"old.md"_s});
    }
};

QTEST_MAIN(TestJourneyRestore)
#include "tst_journey_restore.moc"
