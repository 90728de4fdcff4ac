// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "delayproxy.h"
#include "journey.h"
#include "pastnotes.h"
#include "support/knownpast.h"
#include "support/pictures.h"

#include "models/differencemodel.h"
#include "models/pasttreemodel.h"
#include "service/database.h"
#include "service/import.h"
#include "session/historykeeper.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/pastpanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/texteditor.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

using namespace Qt::StringLiterals;
using models::DifferenceModel;
using models::PastTreeModel;
using pastnotes::daysAgo;

//! *The Store at a Moment* through the real window: what stood in a store on a given day, by mouse and by keys, and what
//! differs between two moments. Answers are held against what was written, or against the generator's own record.
class TestJourneyTimeMachine : public QObject
{
    Q_OBJECT

    static constexpr auto token = "journey-token";

    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    panels::PastPanel &page() const { return m_journey->window().past(); }
    QString text() const { return QString::fromUtf8(page().text()->bytes()); }
    bool says(const QString &words) const { return Journey::says(page(), words); }
    QString summary() const { return page().findChild<QLabel *>(u"summaryLabel"_s)->text(); }

    bool startService(const std::function<bool(const QString &folder)> &fill)
    {
        const QString folder = m_folder.filePath(QString::number(++m_number));
        service::Options options;
        options.dataDirectory = folder;
        options.token = token;
        if (!fill(folder))
            return false;
        auto started = service::Service::start(options);
        if (started)
            m_service = std::move(*started);
        return bool(started);
    }
    void serve(const std::function<bool(const QString &folder)> &fill)
    {
        QVERIFY(startService(fill));
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), token);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), token));
        m_store = m_journey->session()->stores().stores().first().id;
        m_journey->workbench().navigator().go({m_store, {}, {}});
    }
    void serveNotes()
    {
        serve([](const QString &folder) { return bool(service::importStores(folder, pastnotes::store())); });
    }
    bool open()
    {
        if (!QTest::qWaitFor([&] { return m_journey->action("store.moment")->isEnabled(); }))
            return false;
        m_journey->action("store.moment")->trigger();
        return QTest::qWaitFor([&] {
            return page().isVisible() && m_journey->session()->history()->coverage(m_store).complete && page().tree()->model()->rowCount() > 0;
        }, 60'000);
    }
    //! All paths of the tree, those of folders left out.
    static QStringList paths(const QAbstractItemModel &model, const QModelIndex &parent = {})
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            if (index.data(models::NodeKindRole).value<models::NodeKind>() == models::NodeKind::Entry)
                found.append(index.data(models::PathRole).toString());
            found += paths(model, index);
        }
        return found;
    }
    QStringList tree() const
    {
        QStringList found = paths(*page().tree()->model());
        found.sort();
        return found;
    }
    QModelIndex rowOf(const QString &path, const QModelIndex &parent = {}) const
    {
        const QAbstractItemModel *model = page().tree()->model();
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            if (index.data(models::PathRole).toString() == path && !index.data(models::EntryIdRole).toString().isEmpty())
                return index;
            if (const QModelIndex below = rowOf(path, index); below.isValid())
                return below;
        }
        return {};
    }
    //! "path: what lines" of each difference, as shown.
    QStringList differences() const
    {
        QStringList rows;
        const QAbstractItemModel *model = page().differences()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            rows.append(u"%1: %2 %3"_s.arg(model->index(row, DifferenceModel::PathColumn).data().toString(),
                                           model->index(row, DifferenceModel::KindColumn).data().toString(),
                                           model->index(row, DifferenceModel::LinesColumn).data().toString()));
        return rows;
    }
    void mark(const QString &name, const QDateTime &at)
    {
        history::Mark mark;
        mark.store = m_store;
        mark.moment = core::Timestamp::fromDateTime(at.toUTC());
        mark.madeAt = mark.moment;
        mark.name = name;
        bool kept = false;
        m_journey->session()->history()->index().keepMark(mark).then(this, [&kept](const core::Result<history::Mark> &one) { kept = bool(one); });
        QTRY_VERIFY(kept);
    }
    void type(int which, const QDateTime &moment)
    {
        page().findChild<QDateTimeEdit *>(u"momentEdit%1"_s.arg(which))->setDateTime(moment);
    }

private slots:
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    void whatWasTheStoreOnAGivenDay()
    {
        serveNotes();
        QVERIFY(open());
        // At first it is the present.
        QTRY_COMPARE(tree(), QStringList({u"final.md"_s, u"fresh.md"_s, u"notes/old.md"_s, u"notes/plan.md"_s}));
        QVERIFY(page().tree()->isExpanded(rowOf(u"notes/old.md"_s).parent())); // a small store is open
        Journey::click(page().tree(), rowOf(u"notes/plan.md"_s));
        QTRY_COMPARE(text(), u"Plan B\nsame\n"_s);
        QVERIFY(page().text()->isReadOnly());

        // Two days ago, by the mouse on the slider: what was deleted since is there, what came since is not.
        QTest::mouseClick(page().slider(), Qt::LeftButton, {}, page().slider()->pointOf(daysAgo(3, 12)));
        QTRY_COMPARE(tree(), QStringList({u"draft.md"_s, u"gone.md"_s, u"notes/old.md"_s, u"notes/plan.md"_s}));
        QTRY_COMPARE(text(), u"Plan A\nsame\n"_s); // of the same path
        QVERIFY2(summary().contains(u"4 entries, 44 bytes"_s), qPrintable(summary()));
        QVERIFY(says(u"notes/plan.md: v1, written "_s + QLocale().toString(daysAgo(9, 9), u"d MMM yyyy HH:mm:ss"_s)));
        support::picture(m_journey->window(), u"store at a moment"_s);

        // A day is typed: the path that is looked at was not there then.
        type(0, daysAgo(15, 18));
        QTRY_COMPARE(tree(), QStringList{u"notes/old.md"_s});
        QVERIFY(says(u"It was not there"_s));
        QCOMPARE(text(), QString()); // nothing stays behind
        type(0, daysAgo(25, 18));
        QTRY_VERIFY(says(u"Nothing was there"_s));

        // Its version of then, in the entry itself.
        type(0, daysAgo(2, 12));
        QTRY_VERIFY(rowOf(u"notes/plan.md"_s).isValid());
        QTRY_COMPARE(text(), u"Plan A\nsame\n"_s);
        page().tree()->setFocus();
        page().tree()->setCurrentIndex(rowOf(u"notes/plan.md"_s));
        QTest::keyClick(page().tree(), Qt::Key_Return);
        QTRY_VERIFY(!m_journey->window().tabs().isPastShown());
        QCOMPARE(m_journey->workbench().navigator().subject().versions.size(), 1);
        QTRY_VERIFY(m_journey->window().entry().showsVersion());
        QTRY_COMPARE(m_journey->window().entry().versionView()->bytes(), QByteArray("Plan A\nsame\n"));
    }

    void byKeysFromWriteToWrite()
    {
        serveNotes();
        QVERIFY(open());
        QTRY_VERIFY(page().slider()->hasFocus());
        const auto at = [this](const QDateTime &moment) { return page().slider()->accessibleName().contains(QLocale().toString(moment, u"d MMM yyyy HH:mm:ss"_s)); };
        QTest::keyClick(page().slider(), Qt::Key_Left); // the present is the newest write
        QTRY_VERIFY2(at(daysAgo(1, 11)) || at(daysAgo(1, 12)), qPrintable(page().slider()->accessibleName()));
        while (!at(daysAgo(1, 11)))
            QTest::keyClick(page().slider(), Qt::Key_Left);
        QTRY_COMPARE(tree(), QStringList({u"draft.md"_s, u"fresh.md"_s, u"notes/old.md"_s, u"notes/plan.md"_s}));
        QTest::keyClick(page().slider(), Qt::Key_Left);
        QVERIFY(at(daysAgo(1, 10)));
        QTRY_COMPARE(tree(), QStringList({u"draft.md"_s, u"notes/old.md"_s, u"notes/plan.md"_s}));
        QTest::keyClick(page().slider(), Qt::Key_Left);
        QTRY_COMPARE(tree(), QStringList({u"draft.md"_s, u"gone.md"_s, u"notes/old.md"_s, u"notes/plan.md"_s}));
        QTest::keyClick(page().slider(), Qt::Key_PageUp);
        QVERIFY(at(daysAgo(2, 9)));
        QTest::keyClick(page().slider(), Qt::Key_Right);
        QVERIFY(at(daysAgo(1, 9)));
        QTest::keyClick(page().slider(), Qt::Key_Home);
        QTRY_VERIFY(says(u"Nothing was there"_s));
        QTest::keyClick(page().slider(), Qt::Key_End);
        QTRY_COMPARE(tree().size(), 4);
        // From the tree, too, without leaving it.
        page().tree()->setFocus();
        page().tree()->setCurrentIndex(rowOf(u"fresh.md"_s));
        QTRY_COMPARE(text(), u"fresh\n"_s);
        while (!at(daysAgo(1, 10)))
            QTest::keyClick(page().tree(), Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(says(u"It was not there"_s));
        QTest::keyClick(page().tree(), Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(text(), u"fresh\n"_s); // it is followed
    }

    void whatDiffersBetweenTwoMoments()
    {
        serveNotes();
        QVERIFY(open());
        type(0, daysAgo(3, 12));
        QTRY_COMPARE(tree().size(), 4);
        QTest::mouseClick(page().findChild<QCheckBox *>(u"compareCheck"_s), Qt::LeftButton, {}, QPoint(8, page().findChild<QCheckBox *>(u"compareCheck"_s)->height() / 2));
        QTRY_COMPARE(differences(), QStringList({u"draft.md → final.md: moved +0 −0"_s, u"fresh.md: created +1 −0"_s, u"gone.md: deleted +0 −1"_s,
                                                 u"notes/plan.md: changed +1 −1"_s}));
        QCOMPARE(summary(), u"1 created, 1 changed, 1 deleted, 1 moved."_s);
        page().differences()->setFocus();
        page().differences()->setCurrentIndex(page().differences()->model()->index(3, 0));
        QTRY_VERIFY(page().changes()->diffView()->unifiedText().contains("-Plan A\n+Plan B\n"));
        support::picture(m_journey->window(), u"two moments"_s);
        // The other handle by keys: at the write before, and nothing is left of the move.
        page().slider()->setFocus();
        QTest::keyClick(page().slider(), Qt::Key_Down);
        QCOMPARE(page().slider()->active(), 1);
        type(1, daysAgo(1, 11));
        QTRY_COMPARE(differences(), QStringList({u"fresh.md: created +1 −0"_s, u"gone.md: deleted +0 −1"_s, u"notes/plan.md: changed +1 −1"_s}));
        // Whichever is later: the order of the two does not matter.
        type(1, daysAgo(3, 12));
        type(0, daysAgo(1, 11));
        QTRY_COMPARE(differences().size(), 3);
        // In the entry itself.
        page().differences()->setCurrentIndex(page().differences()->model()->index(2, 0));
        QTest::keyClick(page().differences(), Qt::Key_Return);
        QTRY_VERIFY(!m_journey->window().tabs().isPastShown());
        QCOMPARE(m_journey->workbench().navigator().subject().versions.size(), 2);
        QTRY_VERIFY(m_journey->window().entry().changes()->diffView()->unifiedText().contains("-Plan A\n+Plan B\n"));
        // Back to one moment.
        QVERIFY(open());
        page().findChild<QCheckBox *>(u"compareCheck"_s)->click();
        QTRY_COMPARE(tree(), QStringList({u"draft.md"_s, u"fresh.md"_s, u"notes/old.md"_s, u"notes/plan.md"_s}));
    }

    void aMoveIsOpenedAsAComparison()
    {
        serveNotes();
        QVERIFY(open());
        type(0, daysAgo(3, 12));
        page().findChild<QCheckBox *>(u"compareCheck"_s)->click();
        QTRY_COMPARE(differences().size(), 4);
        page().differences()->setFocus();
        page().differences()->setCurrentIndex(page().differences()->model()->index(0, 0));
        QTest::keyClick(page().differences(), Qt::Key_Return);
        QTRY_VERIFY(!m_journey->window().tabs().isPastShown());
        QTRY_VERIFY(Journey::says(m_journey->window().entry(), u"draft.md"_s));
    }

    void aRedactionTakesTheTextFromTheWindow()
    {
        serveNotes();
        QVERIFY(open());
        type(0, daysAgo(3, 12));
        QTRY_VERIFY(rowOf(u"notes/plan.md"_s).isValid());
        page().tree()->setCurrentIndex(rowOf(u"notes/plan.md"_s));
        QTRY_COMPARE(text(), u"Plan A\nsame\n"_s);
        const QString entry = rowOf(u"notes/plan.md"_s).data(models::EntryIdRole).toString();
        core::VersionId first;
        m_journey->session()->history()->index().history(m_store, {entry}).then(this, [&first](const core::Result<history::Block> &block) {
            first = block ? block->records.constLast().version.id : core::VersionId();
        });
        QTRY_VERIFY(!first.isEmpty());
        QVERIFY(m_agent->redact(m_store, first)); // somebody else
        m_journey->session()->history()->sweep(m_store);
        QTRY_VERIFY_WITH_TIMEOUT(says(u"This version is redacted"_s), 30'000);
        QCOMPARE(text(), QString());
        QTRY_VERIFY2(summary().contains(u"1 text of it is redacted"_s), qPrintable(summary()));
        support::picture(m_journey->window(), u"a moment with a redacted text"_s);
        // A difference of which one text is gone has no line count, and says so.
        page().findChild<QCheckBox *>(u"compareCheck"_s)->click();
        QTRY_VERIFY2(differences().contains(u"notes/plan.md: changed redacted"_s), qPrintable(differences().join(u'|')));
        // The same where two moments are compared.
        page().differences()->setCurrentIndex(Journey::row(page().differences(), u"fresh.md"_s));
        QTRY_VERIFY(page().changes()->patch().contains("+fresh\n"));
        const auto fresh = m_agent->read(m_store, u"fresh.md"_s);
        QVERIFY(fresh && m_agent->write(*fresh, "another\n")); // what is current cannot be redacted
        core::VersionId old;
        m_journey->session()->history()->index().history(m_store, fresh->id).then(this, [&old](const core::Result<history::Block> &block) {
            old = block ? block->records.constLast().version.id : core::VersionId();
        });
        QTRY_VERIFY(!old.isEmpty());
        QVERIFY(m_agent->redact(m_store, old));
        m_journey->session()->history()->sweep(m_store);
        // Why there is none stands in its place.
        const auto told = [this] { return Journey::texts(page().changes()->findChild<QListView *>(u"sentencesView"_s)).join(u'|'); };
        QTRY_VERIFY2(told().contains(u"The service has erased this text"_s), qPrintable(told()));
        QVERIFY(!page().changes()->patch().contains("fresh\n"));
        QVERIFY(!page().changes()->diffView()->unifiedText().contains("fresh"));
    }

    void backToItAndOutOfIt()
    {
        serveNotes();
        QVERIFY(open());
        type(0, daysAgo(3, 12));
        QTRY_VERIFY(rowOf(u"gone.md"_s).isValid());
        QVERIFY(Journey::press(page(), u"Restore to This Moment…"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::PlanDialog>() && m_journey->dialog<dialogs::PlanDialog>()->stage() == dialogs::PlanDialog::Stage::Ready);
        QStringList rows;
        const auto *table = m_journey->dialog<dialogs::PlanDialog>()->findChild<QTreeView *>(u"table"_s);
        for (int row = 0; row < table->model()->rowCount(); ++row)
            rows.append(table->model()->index(row, 0).data().toString() + u": "_s + table->model()->index(row, 1).data().toString());
        QVERIFY2(rows.contains(u"gone.md: recreate"_s), qPrintable(rows.join(u'|')));
        QVERIFY2(rows.contains(u"notes/plan.md: put back"_s), qPrintable(rows.join(u'|')));
        m_journey->dialog<dialogs::PlanDialog>()->reject();
        QTRY_VERIFY(!m_journey->dialog<dialogs::PlanDialog>());
        QVERIFY(Journey::press(page(), u"Export Evidence…"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::ExportDialog>());
        QVERIFY(Journey::says(*m_journey->dialog<dialogs::ExportDialog>(), u"the versions that stood in the store at"_s));
        m_journey->dialog<dialogs::ExportDialog>()->reject();
    }

    //! With room for both beside each other, as in the pictures of the documentation.
    void theSamplesOnAGivenDay()
    {
        serve([](const QString &folder) {
            QFile file(u"" PALIMPSEST_SAMPLES "/project-alpha.json"_s);
            return file.open(QIODevice::ReadOnly) && service::importStores(folder, file.readAll());
        });
        m_journey->window().resize(1296, 800);
        m_journey->action("pane.history")->setChecked(false);
        mark(u"before the run"_s, QDateTime(QDate(2026, 11, 9), QTime(8, 0)));
        QVERIFY(open());
        const QStringList now = tree();
        QVERIFY(!now.contains(u"scratch/import-experiment.md"_s) && now.contains(u"lessons/carriers.md"_s));
        type(0, QDateTime(QDate(2026, 10, 12), QTime(18, 0)));
        QTRY_VERIFY(tree().contains(u"scratch/import-experiment.md"_s) && !tree().contains(u"lessons/carriers.md"_s));
        type(0, QDateTime(QDate(2026, 10, 24), QTime(18, 0)));
        QTRY_VERIFY(tree().contains(u"lessons/carriers.md"_s) && tree().contains(u"scratch/import-experiment.md"_s));
        page().tree()->setFocus();
        page().tree()->setCurrentIndex(rowOf(u"notes/meeting.md"_s));
        QTRY_VERIFY(says(u"notes/meeting.md: v3, written"_s) && !text().isEmpty());
        QVERIFY(page().text()->mapTo(&page(), QPoint()).x() > page().tree()->width() / 2); // beside it
        support::picture(m_journey->window(), u"samples at a moment"_s);
        page().findChild<QCheckBox *>(u"compareCheck"_s)->click();
        QTRY_VERIFY(differences().size() > 3);
        QTRY_VERIFY(!differences().join(u'|').contains(u"not known"_s)); // all texts are at hand, or read
        page().differences()->setFocus();
        const QModelIndex meeting = Journey::row(page().differences(), u"notes/meeting.md"_s);
        QVERIFY(meeting.isValid());
        page().differences()->setCurrentIndex(meeting);
        QTRY_VERIFY(page().changes()->diffView()->unifiedText().contains("+## 2026-11-19"));
        support::picture(m_journey->window(), u"samples at two moments"_s);
        // By the mark, from the menu that the keyboard reaches.
        page().findChild<QCheckBox *>(u"compareCheck"_s)->click();
        QAction *go = nullptr;
        for (QAction *action : page().findChild<QToolButton *>(u"placesButton"_s)->menu()->actions())
            go = action->text().contains(u"before the run"_s) ? action : go;
        QVERIFY(go);
        go->trigger();
        QTRY_VERIFY(summary().startsWith(u"9 Nov 2026 08:00:00"_s));
    }

    void anotherStoreIsAnotherPast()
    {
        serveNotes();
        QVERIFY(open());
        m_journey->workbench().navigator().go({});
        QTRY_VERIFY(says(u"Choose a store on the left."_s));
        QCOMPARE(page().tree()->model()->rowCount(), 0);
        m_journey->workbench().navigator().go({m_store, {}, {}});
        QTRY_COMPARE(tree().size(), 4);
        // What is written meanwhile comes by itself, at the end of time.
        QVERIFY(m_agent->create(m_store, u"agent.md"_s, "by the agent\n"));
        m_journey->session()->catchUp();
        QTRY_VERIFY(tree().contains(u"agent.md"_s));
    }

    //! The service does not give more than its newest page for now: what is older is not guessed.
    void whatIsNotReadYetIsNotGuessed()
    {
        const support::KnownPast past = support::KnownPast::make(350, 12);
        QVERIFY(startService([&past](const QString &folder) {
            const auto database = service::Database::open(folder);
            return database && service::writeImport(**database, {past.toImport("the past")});
        }));
        DelayProxy proxy(quint16(QUrl(m_service->baseUrl()).port()), 0);
        proxy.holdIf([](const QByteArray &line) { return line.contains("version") && line.contains("after_id"); });
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(proxy.baseUrl(), token));
        m_store = m_journey->session()->stores().stores().first().id;
        m_journey->workbench().navigator().go({m_store, {}, {}});
        QTRY_VERIFY(m_journey->action("store.moment")->isEnabled());
        m_journey->action("store.moment")->trigger();
        QTRY_VERIFY(page().tree()->model()->rowCount() > 0);
        QTRY_VERIFY(proxy.heldCount() > 0);
        const core::Timestamp back = m_journey->session()->history()->coverage(m_store).backTo;
        QVERIFY(!back.isNull() && back.microseconds() > past.versions.constFirst().at);
        // Just before: what was written to later was there once; that is all that is known.
        type(0, back.local().addSecs(-60));
        QTRY_VERIFY2(summary().contains(u"only later versions are known"_s), qPrintable(summary()));
        QVERIFY(says(u"The history was read back to"_s));
        const QStringList uncertain = tree();
        QVERIFY(!uncertain.isEmpty());
        page().tree()->setCurrentIndex(rowOf(uncertain.constFirst()));
        QTRY_VERIFY(says(u"Not known yet"_s));
        QCOMPARE(rowOf(uncertain.constFirst()).siblingAtColumn(PastTreeModel::SizeColumn).data().toString(), u"not known"_s);
        support::picture(m_journey->window(), u"a moment that is not read yet"_s);
        // When it is known, it is said.
        proxy.release();
        QTRY_VERIFY_WITH_TIMEOUT(m_journey->session()->history()->coverage(m_store).complete, 60'000);
        const auto then = past.standingAt(core::Timestamp::fromDateTime(page().findChild<QDateTimeEdit *>(u"momentEdit0"_s)->dateTime().toUTC()).microseconds());
        QStringList expected(then.keyBegin(), then.keyEnd());
        expected.sort();
        QTRY_COMPARE(tree(), expected);
        QVERIFY(!says(u"The history was read back to"_s));
        m_journey.reset();
    }

    void aKnownPastAtAnyMoment_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("200") << 200;
        if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
            QTest::newRow("20,000") << 20'000;
    }

    void aKnownPastAtAnyMoment()
    {
        QFETCH(int, size);
        const support::KnownPast past = support::KnownPast::make(size, 31);
        serve([&past](const QString &folder) {
            const auto database = service::Database::open(folder);
            return database && service::writeImport(**database, {past.toImport("the past")});
        });
        QVERIFY(open());
        const qsizetype last = past.versions.size() - 1;
        for (const qsizetype write : {last / 10, last / 3, last / 2, last * 4 / 5, last}) {
            const QDateTime second = core::Timestamp::fromMicroseconds(past.versions.at(write).at).local().addSecs(1);
            const QDateTime moment(second.date(), QTime(second.time().hour(), second.time().minute(), second.time().second()));
            const auto then = past.standingAt(core::Timestamp::fromDateTime(moment.toUTC()).microseconds());
            type(0, moment);
            QStringList expected(then.keyBegin(), then.keyEnd());
            expected.sort();
            QTRY_COMPARE(tree(), expected);
        }
        // The text of some of them, as the generator wrote it.
        const qsizetype middle = last / 2;
        const QDateTime second = core::Timestamp::fromMicroseconds(past.versions.at(middle).at).local().addSecs(1);
        const QDateTime moment(second.date(), QTime(second.time().hour(), second.time().minute(), second.time().second()));
        const auto then = past.standingAt(core::Timestamp::fromDateTime(moment.toUTC()).microseconds());
        type(0, moment);
        QTRY_COMPARE(tree().size(), then.size());
        int looked = 0;
        for (auto it = then.cbegin(); it != then.cend() && looked < 12; ++it, ++looked) {
            const support::KnownVersion &version = past.versions.at(it.value());
            page().tree()->setCurrentIndex(rowOf(it.key()));
            if (version.redactedAt != 0)
                QTRY_VERIFY(says(u"This version is redacted"_s));
            else
                QTRY_COMPARE(text().toUtf8(), support::KnownPast::textOf(version.text));
        }
        QVERIFY(looked > 5);
    }
};

QTEST_MAIN(TestJourneyTimeMachine)
#include "tst_journey_timemachine.moc"
