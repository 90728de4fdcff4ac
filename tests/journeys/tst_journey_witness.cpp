// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/pictures.h"

#include "service/database.h"
#include "session/historykeeper.h"
#include "session/witness.h"
#include "ui/dialogs/auditdialog.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/messagebanner.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

//! Somebody changes the past of a service behind the program's back: it says so, shows what it was and what it is, and the
//! ledger that proves it is checked without a window.
class TestJourneyWitness : public QObject
{
    Q_OBJECT

    static constexpr auto token = "journey-token";

    QTemporaryDir m_folder;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    session::HistoryKeeper *keeper() const { return m_journey->session()->history(); }
    QString ledger() const { return session::Witness::of(keeper())->file(); }
    widgets::MessageBanner *banners() const { return m_journey->window().stores().findChild<widgets::MessageBanner *>(u"banner"_s); }
    dialogs::AuditDialog *sheet() const { return m_journey->dialog<dialogs::AuditDialog>(); }

    void sweep()
    {
        QSignalSpy swept(keeper(), &session::HistoryKeeper::sweepCompleted);
        keeper()->sweep(m_store);
        QTRY_VERIFY_WITH_TIMEOUT(!swept.isEmpty(), 60'000);
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    //! The program itself, where there is no display.
    static std::pair<int, QString> verify(const QString &file)
    {
        QProcess program;
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        if (qEnvironmentVariableIsSet("ASAN_OPTIONS"))
            environment.insert(u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS"));
        program.setProcessEnvironment(environment);
        program.start(QCoreApplication::applicationDirPath() + u"/palimpsest"_s, {u"--verify-ledger"_s, file});
        if (!program.waitForFinished(60'000) || program.exitStatus() != QProcess::NormalExit)
            return {-1, QString::fromUtf8(program.readAllStandardError())};
        return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput())};
    }

private slots:
    void initTestCase()
    {
        service::Options options;
        options.dataDirectory = m_folder.filePath(u"service"_s);
        options.token = token;
        auto started = service::Service::start(options);
        QVERIFY(started);
        m_service = std::move(*started);
        m_journey = std::make_unique<Journey>();
    }
    void cleanupTestCase()
    {
        m_journey.reset();
        m_service.reset();
    }

    void whatIsToldOtherwiseIsRaised()
    {
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), token));
        m_journey->session()->commands().createStore({u"agent notes"_s, u"d"_s, {}}).then(
            this, [this](const core::Result<session::StoreOutcome> &outcome) { m_store = outcome->store->id; });
        QTRY_VERIFY(!m_store.isEmpty());
        Agent agent(m_service->baseUrl(), token);
        const auto made = agent.create(m_store, u"notes/plan.md"_s, "Plan A\n");
        QVERIFY(made && agent.write(*made, "Plan B\n"));
        m_journey->workbench().navigator().go({m_store, {}, {}});
        keeper()->follow(m_store);
        QTRY_COMPARE(keeper()->coverage(m_store).records, 2);
        sweep();
        QVERIFY(!banners()->contains(u"witness.raised"_s));

        // Nothing yet.
        QVERIFY(m_journey->action("store.witness")->isEnabled());
        m_journey->action("store.witness")->trigger();
        QTRY_VERIFY(sheet() && !sheet()->verdict().isEmpty() && Journey::button(*sheet(), u"Close"_s));
        QTRY_COMPARE(sheet()->verdict(), u"The ledger is intact. Nothing that was seen was told otherwise later."_s);
        QVERIFY2(sheet()->facts().contains(u"2 versions were seen"_s), qPrintable(sheet()->facts()));
        sheet()->reject();

        auto database = service::Database::open(m_folder.filePath(u"service"_s));
        QVERIFY(database);
        QVERIFY((*database)->write<bool>([](service::WriteContext &context) -> service::Outcome<bool> {
            if (const auto done = context.connection.execute("UPDATE version SET size = size + 5, entry_path = 'notes/plot.md' WHERE action = 0"); !done)
                qFatal("%s", qPrintable(done.error().detail));
            return true;
        }));
        sweep();
        QTRY_VERIFY(banners()->contains(u"witness.raised"_s));
        QVERIFY(Journey::says(m_journey->window().stores(), u"“agent notes”: the service contradicts what it said before about a version of “notes/plan.md”. Its size is another one. Its path is another one."_s));
        support::picture(m_journey->window(), u"witness raised"_s);
        QVERIFY(Journey::press(m_journey->window().stores(), u"Show…"_s));
        QTRY_VERIFY(sheet());
        QTRY_COMPARE(sheet()->verdict(), u"The ledger is intact. Once something was told otherwise than before."_s);
        QVERIFY(!banners()->contains(u"witness.raised"_s));
        const auto *list = sheet()->findChild<QTreeWidget *>(u"list"_s);
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        const QTreeWidgetItem *row = list->topLevelItem(0)->child(0);
        QVERIFY(row->toolTip(0).contains(u"Size: 7 bytes before, 12 bytes now"_s));
        QVERIFY(row->toolTip(0).contains(u"Path: notes/plan.md before, notes/plot.md now"_s));
        support::picture(*sheet(), u"witness"_s);
        // And to the version itself.
        const_cast<QTreeWidget *>(list)->setCurrentItem(list->topLevelItem(0)->child(0));
        QVERIFY(Journey::press(*sheet(), u"Show"_s));
        QTRY_COMPARE(m_journey->workbench().navigator().subject().versions.size(), 1);
        QCOMPARE(m_journey->workbench().navigator().subject().entry, made->id);
        sheet()->reject();
    }

    void theLedgerIsCheckedWithoutADisplay()
    {
        const QString file = ledger();
        const QByteArray all = bytesOf(file);
        QVERIFY(all.count('\n') >= 4);
        const QString copy = m_folder.filePath(u"copy.ledger"_s);
        const auto put = [&copy](const QByteArray &bytes) {
            QFile written(copy);
            return written.open(QIODevice::WriteOnly | QIODevice::Truncate) && written.write(bytes) == bytes.size();
        };
        auto [code, words] = verify(file);
        QVERIFY2(code == 0 && words.startsWith(u"Intact.\n"_s), qPrintable(words));
        QVERIFY2(words.contains(u"2 versions, 1 contradictions"_s), qPrintable(words));

        QVERIFY(put(QByteArray(all).replace("notes/plan.md", "notes/plot.md")));
        std::tie(code, words) = verify(copy);
        QVERIFY2(code == 1 && words.startsWith(u"Changed at line 2:"_s), qPrintable(words));

        QVERIFY(put(all.chopped(3)));
        std::tie(code, words) = verify(copy);
        QVERIFY2(code == 3 && words.startsWith(u"Cut off after line %1:"_s.arg(all.count('\n') - 1)), qPrintable(words));

        // Whole lines: what lies beside it tells.
        QVERIFY(QFile::copy(file + u".head"_s, copy + u".head"_s));
        QVERIFY(put(all.first(all.lastIndexOf('\n', -2) + 1)));
        std::tie(code, words) = verify(copy);
        QVERIFY2(code == 3, qPrintable(words));

        QVERIFY(put("hello\n"));
        std::tie(code, words) = verify(copy);
        QCOMPARE(code, 4);
        std::tie(code, words) = verify(m_folder.filePath(u"nothing"_s));
        QCOMPARE(code, 4);
        std::tie(code, words) = verify({});
        QCOMPARE(code, 2);
    }
};

QTEST_MAIN(TestJourneyWitness)
#include "tst_journey_witness.moc"
