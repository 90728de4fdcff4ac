// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "pastnotes.h"

#include "db/connection.h"
#include "history/filenames.h"
#include "history/schema.h"
#include "models/differencemodel.h"
#include "service/import.h"
#include "session/historykeeper.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/panels/pastpanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/widgets/texteditor.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using models::DifferenceModel;
using pastnotes::daysAgo;

//! *The Store at a Moment* where there is nothing to tell, where another moment is wanted than the one that was answered, and
//! where what this computer remembers cannot be read for a while.
class TestJourneyTwoMoments : public QObject
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
    bool says(const QString &words) const { return Journey::says(page(), words); }
    QString text() const { return QString::fromUtf8(page().text()->bytes()); }
    bool showsText(const QString &words) const { return page().text()->isVisible() && text() == words; }

    void serveNotes()
    {
        const QString folder = m_folder.filePath(QString::number(++m_number));
        service::Options options;
        options.dataDirectory = folder;
        options.token = token;
        QVERIFY(service::importStores(folder, pastnotes::store()));
        auto started = service::Service::start(options);
        QVERIFY(started);
        m_service = std::move(*started);
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), token);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), token));
        m_store = m_journey->session()->stores().stores().first().id;
        m_journey->workbench().navigator().go({m_store, {}, {}});
    }
    bool open()
    {
        if (!support::eventually([&] { return m_journey->action("store.moment")->isEnabled(); }))
            return false;
        m_journey->action("store.moment")->trigger();
        return QTest::qWaitFor([&] {
            return page().isVisible() && m_journey->session()->history()->coverage(m_store).complete && page().tree()->model()->rowCount() > 0;
        }, 60'000);
    }
    QModelIndex row(const QString &path) const { return Journey::row(page().tree(), path); }
    QStringList differences() const
    {
        QStringList rows;
        const QAbstractItemModel *model = page().differences()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            rows.append(u"%1: %2"_s.arg(model->index(row, DifferenceModel::PathColumn).data().toString(),
                                        model->index(row, DifferenceModel::KindColumn).data().toString()));
        return rows;
    }
    void type(int which, const QDateTime &moment)
    {
        page().findChild<QDateTimeEdit *>(u"momentEdit%1"_s.arg(which))->setDateTime(moment);
    }
    void compare() { page().findChild<QCheckBox *>(u"compareCheck"_s)->click(); }
    //! Of what is remembered of the connection.
    bool change(const char *sql) const
    {
        const QString file = history::indexFileOf(m_journey->dataFolder(), m_journey->session()->connection().id);
        const auto connection = QFile::exists(file) ? db::Connection::open(history::indexOptions(file)) : core::Error{};
        return connection && (*connection)->execute(sql);
    }
    bool forgetVersions() const { return change("ALTER TABLE version RENAME TO elsewhere"); }
    bool rememberVersions() const { return change("ALTER TABLE elsewhere RENAME TO version"); }

private slots:
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    //! Evidence of nothing is not offered, and of two moments it is what differs between them.
    void evidenceIsOfWhatIsShown()
    {
        serveNotes();
        QVERIFY(open());
        const QPushButton *evidence = Journey::button(page(), u"Export Evidence…"_s);
        QVERIFY(evidence);
        QTRY_VERIFY(evidence->isEnabled());
        type(0, daysAgo(25, 18));
        QTRY_VERIFY(says(u"Nothing was there"_s));
        QVERIFY(!evidence->isEnabled());
        QCOMPARE(evidence->accessibleDescription(), u"Nothing stood there at this moment, as far as is known."_s);
        type(0, daysAgo(3, 12));
        QTRY_VERIFY(evidence->isEnabled());
        compare();
        QTRY_COMPARE(differences().size(), 4);
        QTRY_VERIFY(evidence->isEnabled());
        // The same moment twice. What is listed until it is answered is of others.
        type(1, daysAgo(3, 12));
        QVERIFY(!evidence->isEnabled());
        QCOMPARE(evidence->accessibleDescription(), u"The two moments are still being compared."_s);
        QTRY_COMPARE(evidence->accessibleDescription(), u"Nothing differs between the two moments."_s);
        QVERIFY(differences().isEmpty());
        QVERIFY(!evidence->isEnabled());
        type(1, daysAgo(1, 11));
        QTRY_COMPARE(differences(), QStringList({u"fresh.md: created"_s, u"gone.md: deleted"_s, u"notes/plan.md: changed"_s}));
        QVERIFY(Journey::press(page(), u"Export Evidence…"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::ExportDialog>());
        auto *dialog = m_journey->dialog<dialogs::ExportDialog>();
        const auto utc = [](const QDateTime &moment) { return presentation::exactUtc(core::Timestamp::fromDateTime(moment.toUTC())); };
        QVERIFY(Journey::says(*dialog, u"both sides of what differs in the store between %1 and %2"_s.arg(utc(daysAgo(3, 12)), utc(daysAgo(1, 11)))));
        const QTemporaryDir folder;
        dialog->setPlace(folder.path());
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"two-moments"_s);
        QVERIFY(Journey::press(*dialog, u"Export"_s));
        QTRY_VERIFY2(dialog->result().contains(u"SHA256SUMS"_s), qPrintable(dialog->result()));
        QFile file(folder.filePath(u"two-moments/versions.jsonl"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 4); // one that came, one that went, two of the one that changed
        dialog->reject();
    }

    //! Who looks at the present wants no comparison of it with itself.
    void whatTheLastDayBrought()
    {
        serveNotes();
        QVERIFY(m_agent->create(m_store, u"agent.md"_s, "by the agent\n"));
        m_journey->session()->catchUp();
        QVERIFY(open());
        QTRY_VERIFY(row(u"agent.md"_s).isValid());
        QVERIFY(!says(u"What was written after"_s)); // the newest records were read in this run
        compare();
        QTRY_VERIFY2(differences().contains(u"agent.md: created"_s), qPrintable(differences().join(u'|')));
        // Asked for before the past was there.
        m_journey->workbench().navigator().go({});
        QTRY_VERIFY(says(u"Choose a store on the left."_s));
        m_journey->workbench().navigator().go({m_store, {}, {}});
        QVERIFY(!row(u"agent.md"_s).isValid());
        compare();
        QTRY_VERIFY2(differences().contains(u"agent.md: created"_s), qPrintable(differences().join(u'|')));
    }

    //! A look that failed leaves nothing on the page, and the next one is not taken for the one that was shown before.
    void aLookThatFailedIsMended()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openLocal()); // what is remembered of it has a known place
        m_store = m_journey->session()->stores().stores().first().id;
        m_journey->workbench().navigator().go({m_store, {}, {}});
        QVERIFY(open());
        const QDateTime moment(QDate(2026, 10, 24), QTime(18, 0));
        type(0, moment);
        QTRY_VERIFY(row(u"meeting.md"_s).isValid());
        page().tree()->setFocus();
        page().tree()->setCurrentIndex(row(u"meeting.md"_s));
        QTRY_VERIFY(page().text()->isVisible() && !text().isEmpty());
        const QString then = text();
        QVERIFY(!then.contains(u"2026-11-19"_s));
        QVERIFY(forgetVersions());
        type(0, moment.addSecs(60));
        QTRY_VERIFY(!page().text()->isVisible());
        QCOMPARE(text(), QString());
        QVERIFY(rememberVersions());
        type(0, moment.addSecs(120)); // the same version
        QTRY_VERIFY(showsText(then));
        // Retry reads what stood at this moment, not what was shown at the other one.
        QVERIFY(forgetVersions());
        type(0, QDateTime(QDate(2026, 11, 20), QTime(12, 0)));
        QTRY_VERIFY(!page().text()->isVisible());
        QVERIFY(rememberVersions());
        QVERIFY(Journey::press(page(), u"Retry"_s));
        QTRY_VERIFY(page().text()->isVisible() && text().contains(u"2026-11-19"_s));
    }
};

QTEST_MAIN(TestJourneyTwoMoments)
#include "tst_journey_twomoments.moc"
