// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/knownpast.h"
#include "support/pictures.h"

#include "core/utf8.h"
#include "models/planmodel.h"
#include "models/sincemodel.h"
#include "service/database.h"
#include "service/import.h"
#include "session/historykeeper.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/restoredialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/markspanel.h"
#include "ui/panels/storespanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/messagebanner.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTreeView>

using namespace Qt::StringLiterals;
using models::PlanFacts;
using models::PlanKind;
using models::PlanState;
using models::SinceKind;
using models::SinceModel;

//! Mark, look, keep or restore: what changed since yesterday or a mark, and a store put back to a mark, through the real
//! window. Answers are held against the generator's own record.
class TestJourneyMoment : public QObject
{
    Q_OBJECT

    static constexpr auto token = "journey-token";

    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    panels::MarksPanel &page() const { return m_journey->window().marks(); }
    QComboBox *marks() const { return page().findChild<QComboBox *>(u"markBox"_s); }
    dialogs::PlanDialog *plan() const { return m_journey->dialog<dialogs::PlanDialog>(); }

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
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), token);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), token));
        m_store = m_journey->session()->stores().stores().first().id;
        m_journey->workbench().navigator().go({m_store, {}, {}});
    }
    void servePast(const support::KnownPast &past)
    {
        serve([&past](const QString &folder) {
            const auto database = service::Database::open(folder);
            return database && service::writeImport(**database, {past.toImport("the past")});
        });
    }
    bool openPage()
    {
        m_journey->action("mark.changes")->trigger();
        return QTest::qWaitFor([&] { return page().isVisible() && m_journey->session()->history()->coverage(m_store).complete; }, 60'000);
    }
    void choose(qint64 mark)
    {
        marks()->setCurrentIndex(marks()->findData(mark));
        emit marks()->activated(marks()->currentIndex());
    }
    //! "path: what" of each row, as shown.
    QStringList rows() const
    {
        QStringList rows;
        const QAbstractItemModel *model = page().view()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            rows.append(u"%1: %2"_s.arg(model->index(row, SinceModel::PathColumn).data().toString(),
                                        model->index(row, SinceModel::KindColumn).data().toString()));
        return rows;
    }
    QHash<QString, QString> texts()
    {
        QHash<QString, QString> hashes;
        bool complete = false;
        session::EntryList &list = m_journey->session()->entries(m_store);
        list.refresh();
        complete = QTest::qWaitFor([&] { return list.loading().complete && !list.loading().isWorking(); }, 20'000);
        for (const core::Entry &entry : list.entries())
            hashes.insert(entry.path, entry.sha256);
        return complete ? hashes : QHash<QString, QString>();
    }
    qint64 keepMark(const core::Timestamp &moment, const QString &name)
    {
        history::Mark mark;
        mark.store = m_store;
        mark.moment = moment;
        mark.madeAt = moment;
        mark.name = name;
        qint64 id = 0;
        m_journey->session()->history()->index().keepMark(mark).then(this, [&id](const core::Result<history::Mark> &kept) {
            id = kept ? kept->id : -1;
        });
        return QTest::qWaitFor([&id] { return id != 0; }) ? id : -1;
    }
    static QJsonObject version(const QString &action, int daysAgo, int hour, const QString &text = {})
    {
        const QDateTime at(QDate::currentDate().addDays(-daysAgo), QTime(hour, 0));
        QJsonObject made{{u"action"_s, action}, {u"at"_s, at.toUTC().toString(Qt::ISODateWithMs)}};
        if (!text.isEmpty())
            made.insert(u"content"_s, text);
        return made;
    }
    static QByteArray agentNotes()
    {
        const auto entry = [](const QString &path, const QJsonArray &versions) {
            return QJsonObject{{u"path"_s, path}, {u"versions"_s, versions}};
        };
        const QJsonArray entries{
            entry(u"notes/old.md"_s, {version(u"created"_s, 20, 9, u"old\n"_s)}),
            entry(u"notes/plan.md"_s, {version(u"created"_s, 9, 9, u"Plan A\n"_s), version(u"updated"_s, 1, 9, u"Plan B\n"_s)}),
            entry(u"fresh.md"_s, {version(u"created"_s, 1, 11, u"fresh\n"_s)}),
            entry(u"gone.md"_s, {version(u"created"_s, 8, 9, u"gone soon\n"_s), version(u"deleted"_s, 1, 10)})};
        const QJsonObject store{{u"name"_s, u"agent notes"_s}, {u"description"_s, QString()}, {u"metadata"_s, QJsonObject()},
                                {u"created_at"_s, version({}, 30, 1).value(u"at"_s)}, {u"entries"_s, entries}};
        return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"stores"_s, QJsonArray{store}}}).toJson();
    }

private slots:
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    void whatChangedSinceYesterday()
    {
        serve([](const QString &folder) { return bool(service::importStores(folder, agentNotes())); });
        QVERIFY(openPage());
        choose(marks()->itemData(marks()->findText(u"Since yesterday"_s)).toLongLong());
        QTRY_COMPARE(rows(), QStringList({u"fresh.md: created"_s, u"gone.md: deleted"_s, u"notes/plan.md: changed"_s}));
        QTRY_COMPARE(page().findChild<QLabel *>(u"summaryLabel"_s)->text(),
                     u"3 entries were written to: 1 created, 1 changed, 1 deleted. 3 versions, none of them written here."_s);
        page().focusView();
        page().view()->setCurrentIndex(page().view()->model()->index(2, 0));
        QTRY_VERIFY(page().changes()->diffView()->unifiedText().contains("-Plan A\n+Plan B\n"));
        support::picture(m_journey->window(), u"changed since yesterday"_s);
        // The same in the entry itself.
        QTest::keyClick(page().view(), Qt::Key_Return);
        QTRY_VERIFY(!m_journey->window().tabs().areMarksShown());
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        QCOMPARE(m_journey->workbench().entryController().base()->path, u"notes/plan.md"_s);
        QCOMPARE(m_journey->workbench().navigator().subject().versions.size(), 2);
    }

    void markLookAndKeep()
    {
        serve([](const QString &folder) { return bool(service::importStores(folder, agentNotes())); });
        m_journey->action("mark.now")->trigger();
        const auto banners = m_journey->window().stores().findChild<widgets::MessageBanner *>(u"banner"_s);
        QTRY_VERIFY(banners->contains(u"marks.mark"_s));
        QVERIFY(m_agent->create(m_store, u"agent.md"_s, "by the agent\n"));
        const auto entry = m_agent->read(m_store, u"notes/old.md"_s);
        QVERIFY(entry && m_agent->write(*entry, "new\n"));
        m_journey->session()->catchUp();
        QVERIFY(openPage());
        QTRY_COMPARE(rows(), QStringList({u"agent.md: created"_s, u"notes/old.md: changed"_s}));
        // A name for it, and it is fine as it is: nothing has changed since then.
        auto *name = page().findChild<QLineEdit *>(u"nameEdit"_s);
        name->setFocus();
        name->setText(u"before the run"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(marks()->currentText().contains(u"“before the run”"_s));
        QVERIFY(Journey::press(page(), u"Keep"_s));
        QTRY_COMPARE(rows(), QStringList());
        QVERIFY(Journey::press(page(), u"Undo"_s));
        QTRY_COMPARE(rows().size(), 2);
        // Deleted, and back.
        QVERIFY(Journey::press(page(), u"Delete Mark"_s));
        QTRY_VERIFY(!marks()->currentText().contains(u"before the run"_s));
        QVERIFY(Journey::press(page(), u"Undo"_s));
        QTRY_VERIFY(marks()->currentText().contains(u"“before the run”"_s));
    }

    void theLastLookIsAMark()
    {
        serve([](const QString &folder) { return bool(service::importStores(folder, agentNotes())); });
        QVERIFY(openPage());
        m_journey->workbench().navigator().go({});
        QVERIFY(m_agent->create(m_store, u"agent.md"_s, "by the agent\n"));
        m_journey->session()->catchUp();
        m_journey->workbench().navigator().go({m_store, {}, {}});
        QVERIFY(openPage());
        QTRY_VERIFY(marks()->currentText().startsWith(u"Since I last looked"_s));
        QTRY_COMPARE(rows(), QStringList{u"agent.md: created"_s});
    }

    void aKnownPastIsPutBackToAMark_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("200") << 200;
        if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
            QTest::newRow("20,000") << 20'000;
    }

    void aKnownPastIsPutBackToAMark()
    {
        QFETCH(int, size);
        const support::KnownPast past = support::KnownPast::make(size, 7);
        servePast(past);
        const QHash<QString, QString> before = texts();
        const qsizetype last = size < 1000 ? size * 3 / 4 : size - 500; // the writes go through one by one
        const qint64 moment = past.versions.at(last).at;
        const qint64 id = keepMark(core::Timestamp::fromMicroseconds(moment), u"the good old days"_s);
        QVERIFY(id > 0);

        // What changed since the mark.
        QVERIFY(openPage());
        QTRY_VERIFY(marks()->findData(id) >= 0);
        choose(id);
        QSet<QString> touched;
        for (const support::KnownVersion &version : past.versions) {
            if (version.at > moment)
                touched.insert(past.paths.at(version.entry) + u'#' + QString::number(version.entry));
        }
        QTRY_COMPARE(page().view()->model()->rowCount(), touched.size());
        const QHash<QString, qsizetype> then = past.standingAt(moment);
        for (int row = 0; row < page().view()->model()->rowCount(); ++row) {
            const QModelIndex index = page().view()->model()->index(row, 0);
            const QString path = index.data(models::PathRole).toString();
            switch (SinceKind(index.data(SinceModel::SinceKindRole).toInt())) {
            case SinceKind::Created: QVERIFY(before.contains(path)); break;
            case SinceKind::Changed:
            case SinceKind::Unchanged: QVERIFY(before.contains(path) && then.contains(path)); break;
            case SinceKind::Deleted: QVERIFY(then.contains(path)); break;
            case SinceKind::CameAndWent: break;
            case SinceKind::NotKnown: QFAIL("all of the past is known");
            }
        }
        support::picture(m_journey->window(), u"changed since a mark"_s);

        // And back to it.
        QAction *whole = page().findChild<QPushButton *>(u"restoreButton"_s)->menu()->actions().at(1);
        whole->trigger();
        QTRY_VERIFY(plan() && plan()->stage() == dialogs::PlanDialog::Stage::Ready);
        support::picture(*plan(), u"restore a known past"_s);
        const QHash<QString, QString> stillThere = texts();
        QCOMPARE(stillThere, before); // a plan writes nothing
        QVERIFY(Journey::press(*plan(), u"Restore"_s));
        QTRY_VERIFY_WITH_TIMEOUT(plan() && plan()->stage() == dialogs::PlanDialog::Stage::Ended, 200'000);
        QVERIFY2(plan()->result().startsWith(u"Done."_s), qPrintable(plan()->result()));
        plan()->reject();

        QHash<QString, QString> expected;
        for (auto it = then.cbegin(); it != then.cend(); ++it) {
            const support::KnownVersion &version = past.versions.at(it.value());
            if (version.redactedAt == 0)
                expected.insert(it.key(), core::sha256Hex(support::KnownPast::textOf(version.text)));
            else if (before.contains(it.key()))
                expected.insert(it.key(), before.value(it.key()));
        }
        QCOMPARE(texts(), expected);
        QVERIFY(m_journey->action("entry.undoDelete")->isEnabled()); // as for other deletions
    }

    void aFolderIsPutBackFromTheMenu()
    {
        serve([](const QString &folder) { return bool(service::importStores(folder, agentNotes())); });
        const QDateTime before = QDateTime(QDate::currentDate().addDays(-2), QTime(12, 0));
        QVERIFY(keepMark(core::Timestamp::fromDateTime(before.toUTC()), u"two days ago"_s) > 0);
        auto *tree = m_journey->window().stores().treeView();
        tree->expand(tree->model()->index(0, 0));
        QTRY_VERIFY(Journey::row(tree, u"notes"_s).isValid());
        Journey::click(tree, Journey::row(tree, u"notes"_s));
        QTRY_VERIFY(m_journey->action("restore.moment")->isEnabled());
        m_journey->action("restore.moment")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::RestoreDialog>());
        auto *sheet = m_journey->dialog<dialogs::RestoreDialog>();
        QVERIFY(sheet->findChild<QComboBox *>(u"partBox"_s)->currentText().startsWith(u"The folder “notes/”"_s));
        QVERIFY(sheet->findChild<QComboBox *>(u"momentBox"_s)->currentText().contains(u"“two days ago”"_s));
        QVERIFY(Journey::press(*sheet, u"Plan…"_s));
        QTRY_VERIFY(plan() && plan()->stage() == dialogs::PlanDialog::Stage::Ready);
        QStringList kinds;
        const auto *table = plan()->findChild<QTreeView *>(u"table"_s);
        for (int row = 0; row < table->model()->rowCount(); ++row)
            kinds.append(table->model()->index(row, 0).data().toString() + u": "_s + table->model()->index(row, 1).data().toString());
        QCOMPARE(kinds, QStringList({u"notes/old.md: the same"_s, u"notes/plan.md: put back"_s}));
        // Somebody writes between the plan and the run: that stays.
        const auto entry = m_agent->read(m_store, u"notes/plan.md"_s);
        QVERIFY(entry && m_agent->write(*entry, "Plan C\n"));
        QVERIFY(Journey::press(*plan(), u"Restore"_s));
        QTRY_VERIFY(plan()->stage() == dialogs::PlanDialog::Stage::Ended);
        QVERIFY(plan()->result().contains(u"1 failed"_s));
        QVERIFY(table->model()->index(1, 3).data().toString().contains(u"Somebody changed this entry since the plan was made"_s));
        plan()->reject();
        QCOMPARE(*m_agent->read(m_store, u"notes/plan.md"_s)->content, QByteArray("Plan C\n"));
    }
};

QTEST_MAIN(TestJourneyMoment)
#include "tst_journey_moment.moc"
