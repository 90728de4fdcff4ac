// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "service/database.h"
#include "service/import.h"
#include "ui/dialogs/auditdialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/widgets/diffview.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using dialogs::AuditDialog;

namespace {

constexpr auto past = R"({"format": 1, "stores": [{"name": "agent notes", "description": "What the agent learned.",
    "metadata": {}, "created_at": "2026-10-01T08:00:00.000000Z", "entries": [
    {"path": "notes/meeting.md", "versions": [
      {"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "storage: SQLite\n"},
      {"action": "updated", "at": "2026-10-03T08:00:00.000000Z", "content": "storage: PostgreSQL\n"},
      {"action": "updated", "at": "2026-10-04T08:00:00.000000Z", "content": "storage: SQLite\n"}]},
    {"path": "notes/plan.md", "versions": [
      {"action": "created", "at": "2026-10-05T08:00:00.000000Z", "content": "Plan A\n"},
      {"action": "updated", "at": "2026-10-05T09:00:00.000000Z", "content": "Plan A\n"}]},
    {"path": "copy of plan.md", "versions": [
      {"action": "created", "at": "2026-10-06T08:00:00.000000Z", "content": "Plan A\n"}]},
    {"path": "guide.md", "versions": [
      {"action": "created", "at": "2026-10-06T08:10:00.000000Z", "content": "How to deploy: build the image, run all of the tests, tag the release, push it to the registry, then tell everybody in the channel that it is there.\n"}]},
    {"path": "notes/guide.md", "versions": [
      {"action": "created", "at": "2026-10-06T08:20:00.000000Z", "content": "How to deploy: build the image, run all of the tests, tag the release, push it to the registry, then tell everybody in the channel that it works.\n"}]},
    {"path": "old.md", "versions": [
      {"action": "created", "at": "2026-10-06T09:00:00.000000Z", "content": "gone soon\nghp_0123456789abcdefghijABCDEFGHIJ012345\n"},
      {"action": "deleted", "at": "2026-10-07T08:00:00.000000Z"}]}]}]})";

} // namespace

//! A reviewer looks for texts that came back and for keys, checks a store, and checks it again after somebody was at the database.
class TestJourneyAudit : public QObject
{
    Q_OBJECT

    Journey m_journey;

    static QTreeWidget *list(const AuditDialog &dialog) { return dialog.findChild<QTreeWidget *>(u"list"_s); }

    //! The titles of the groups and, indented, their rows.
    static QString words(const AuditDialog &dialog)
    {
        QString all;
        for (int i = 0; i < list(dialog)->topLevelItemCount(); ++i) {
            const QTreeWidgetItem *top = list(dialog)->topLevelItem(i);
            all += top->text(0) + u'\n';
            for (int j = 0; j < top->childCount(); ++j)
                all += u"  "_s + top->child(j)->text(0) + u" | "_s + top->child(j)->text(1) + u'\n';
        }
        return all;
    }

    AuditDialog *verify()
    {
        m_journey.action("store.verify")->trigger();
        auto *dialog = m_journey.dialog<AuditDialog>();
        return dialog && Journey::press(*dialog, u"Verify"_s) ? dialog : nullptr;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(service::importStores(m_journey.dataFolder(), past));
        QVERIFY(m_journey.openLocal());
        QVERIFY(m_journey.openEntry(u"notes/meeting.md"_s));
        const core::StoreId store = m_journey.session()->stores().stores().first().id;
        m_journey.session()->history()->follow(store);
        QTRY_VERIFY(m_journey.session()->history()->coverage(store).complete);
    }

    void whatCameBackIsFoundAndLedTo()
    {
        QTRY_VERIFY(m_journey.action("store.repeats")->isEnabled());
        m_journey.action("store.repeats")->trigger();
        auto *dialog = m_journey.dialog<AuditDialog>();
        QVERIFY(dialog);
        QTRY_VERIFY2(dialog->verdict().contains(u"10 versions"_s), qPrintable(dialog->verdict()));
        QVERIFY2(dialog->facts().contains(u"All 10 versions"_s), qPrintable(dialog->facts()));
        const QString found = words(*dialog);
        QVERIFY2(found.contains(u"Changed back (1)"_s), qPrintable(found));
        QVERIFY2(found.contains(u"1 version in between | notes/meeting.md"_s), qPrintable(found));
        QVERIFY2(found.contains(u"Texts that several entries have now (1)"_s), qPrintable(found));
        QVERIFY2(found.contains(u"7 bytes in 2 entries: has it now | copy of plan.md"_s), qPrintable(found));
        QVERIFY2(found.contains(u"Saved without a change (1)"_s), qPrintable(found));

        // A row leads to its version, and the list stays.
        list(*dialog)->setCurrentItem(list(*dialog)->topLevelItem(0)->child(0));
        QTest::keyClick(list(*dialog), Qt::Key_Return);
        QTRY_COMPARE(m_journey.workbench().navigator().subject().versions.size(), 1);
        QVERIFY(dialog->isVisible());

        // What is only alike is looked for when somebody asks for it: that reads the texts.
        QVERIFY(!found.contains(u"alike"_s));
        QVERIFY(Journey::press(*dialog, u"Texts That Are Alike"_s));
        QTRY_VERIFY2(dialog->verdict().contains(u"Two texts are at least 80 % alike."_s), qPrintable(dialog->verdict()));
        QVERIFY2(dialog->facts().contains(u"4 texts were compared, 1 entry has the very text of another one"_s), qPrintable(dialog->facts()));
        const QString alike = words(*dialog);
        QVERIFY2(alike.startsWith(u"Texts that are alike now (1)\n  89 % alike: guide.md | notes/guide.md\n"_s), qPrintable(alike));
        QVERIFY(alike.contains(u"Changed back (1)"_s)); // the rest stays
        list(*dialog)->setCurrentItem(list(*dialog)->topLevelItem(0)->child(0));
        QVERIFY(Journey::press(*dialog, u"Compare"_s));
        QTRY_COMPARE(m_journey.window().entry().view(), panels::EntryPanel::View::Changes);
        widgets::DiffView *diff = m_journey.window().entry().changes()->diffView();
        QTRY_VERIFY2(diff->text(widgets::DiffView::Side::Old).contains("it is there"), diff->text(widgets::DiffView::Side::Old).constData());
        QVERIFY(diff->text(widgets::DiffView::Side::New).contains("it works"));
        QVERIFY(!Journey::button(*dialog, u"Texts That Are Alike"_s));
        m_journey.window().entry().setView(panels::EntryPanel::View::Text);
        dialog->reject();
        QTRY_VERIFY(!m_journey.dialog<AuditDialog>());
    }

    //! A key that came in and was taken out again is still there for who can read the history.
    void aKeyThatIsGoneIsFoundInThePast()
    {
        m_journey.action("store.scan")->trigger();
        auto *dialog = m_journey.dialog<AuditDialog>();
        QVERIFY(dialog);
        QVERIFY(Journey::press(*dialog, u"Scan"_s));
        QTRY_VERIFY2(dialog->verdict() == u"1 place was found."_s, qPrintable(dialog->verdict() + dialog->facts()));
        const QString found = words(*dialog);
        QVERIFY2(found.contains(u"GitHub personal access token (github-pat): 1"_s), qPrintable(found));
        QVERIFY2(found.contains(u"ghp_… (40) | old.md, line 2"_s), qPrintable(found));
        QVERIFY2(dialog->facts().contains(u"Looked at: 5 entries, 2 older texts"_s), qPrintable(dialog->facts()));
        QVERIFY2(dialog->facts().contains(u"All 10 versions"_s), qPrintable(dialog->facts()));
        list(*dialog)->setCurrentItem(list(*dialog)->topLevelItem(0)->child(0));
        QVERIFY(Journey::press(*dialog, u"Show"_s));
        QTRY_COMPARE(m_journey.workbench().navigator().subject().versions.size(), 1);
        dialog->reject();
        QTRY_VERIFY(!m_journey.dialog<AuditDialog>());
        QVERIFY(m_journey.openEntry(u"notes/meeting.md"_s));
    }

    void everythingFits()
    {
        AuditDialog *dialog = verify();
        QVERIFY(dialog);
        QTRY_VERIFY2(dialog->verdict() == u"Everything that was checked fits together."_s, qPrintable(dialog->verdict()));
        QVERIFY2(dialog->facts().contains(u"Texts of versions: 9 fit, 1 is a deletion."_s), qPrintable(dialog->facts()));
        QVERIFY2(dialog->facts().contains(u"Histories of entries: 6 fit."_s), qPrintable(dialog->facts()));
        QCOMPARE(list(*dialog)->topLevelItemCount(), 0);
        dialog->reject();
        QTRY_VERIFY(!m_journey.dialog<AuditDialog>());
    }

    void aTextThatWasTamperedWithIsFound()
    {
        {
            auto database = service::Database::open(m_journey.dataFolder());
            QVERIFY(database);
            const auto changed = (*database)->write<bool>([](service::WriteContext &context) -> service::Outcome<bool> {
                return bool(context.connection.execute(
                    "UPDATE entry_text SET content = CAST('Plan B' || char(10) AS BLOB) WHERE entry = (SELECT key FROM entry WHERE path = 'notes/plan.md');"
                    "UPDATE entry SET sha256 = '4d7bd1a0a6d3a1d9a0f0e5c8d4bd3ad0e8f4e2a3c2f9b6a1d0c5e7f8a9b0c1d2' WHERE path = 'notes/plan.md'"));
            });
            QVERIFY(changed && *changed);
        }
        AuditDialog *dialog = verify();
        QVERIFY(dialog);
        QTRY_VERIFY2(dialog->verdict().contains(u"2 things do not fit."_s), qPrintable(dialog->verdict() + dialog->facts()));
        const QString found = words(*dialog);
        QVERIFY2(found.contains(u"The entry has another SHA-256 than its newest version (1)"_s), qPrintable(found));
        QVERIFY2(found.contains(u"notes/plan.md"_s), qPrintable(found));
        QVERIFY2(dialog->facts().contains(u"Histories of entries: 5 fit, 1 does not fit."_s), qPrintable(dialog->facts()));

        // For somebody else, in a folder that can be checked without this program.
        QTemporaryDir folder;
        QVERIFY(Journey::press(*dialog, u"Export Evidence…"_s));
        auto *exporting = dialog->findChild<dialogs::ExportDialog *>();
        QVERIFY(exporting);
        exporting->setPlace(folder.path());
        exporting->findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"for-monday"_s);
        QVERIFY(Journey::press(*exporting, u"Export"_s));
        QTRY_VERIFY2(exporting->result().contains(u"SHA256SUMS"_s), qPrintable(exporting->result()));
        const auto bytesOf = [&folder](const QString &name) {
            QFile file(folder.filePath(u"for-monday/"_s + name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QJsonObject report = QJsonDocument::fromJson(bytesOf(u"report.json"_s)).object();
        QCOMPARE(report["problems"_L1].toInt(), 2);
        QCOMPARE(report["store_name"_L1].toString(), u"agent notes"_s);
        QCOMPARE(bytesOf(u"findings.jsonl"_s).count('\n'), 2);
        QVERIFY(bytesOf(u"report.txt"_s).contains("notes/plan.md"));
        for (const QByteArray &line : bytesOf(u"SHA256SUMS"_s).trimmed().split('\n')) {
            const QByteArray file = bytesOf(QString::fromLatin1(line.mid(66)));
            QCOMPARE(QCryptographicHash::hash(file, QCryptographicHash::Sha256).toHex(), line.left(64));
        }
        exporting->reject();
        dialog->reject();
    }
};

QTEST_MAIN(TestJourneyAudit)
#include "tst_journey_audit.moc"
