// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "session/session.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/notedialog.h"
#include "ui/panels/historypanel.h"
#include "ui/presentation/presentedhistory.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

//! A reviewer writes a note on a version and takes the history of an entry along for somebody else.
class TestJourneyEvidence : public QObject
{
    Q_OBJECT

    Journey m_journey;

    QListView *history() { return m_journey.window().history().view(); }

    static QPushButton *button(const QWidget *in, const QString &text)
    {
        for (QPushButton *button : in->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().remove(u'&') == text)
                return button;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_journey.openLocal());
        session::EntryList &list = m_journey.session()->entries(m_journey.session()->stores().stores().first().id);
        list.load();
        QTRY_VERIFY(list.findPath(u"notes/meeting.md"_s));
        m_journey.workbench().navigator().go({list.store(), list.findPath(u"notes/meeting.md"_s)->id, {}});
        QTRY_VERIFY(history()->model() && history()->model()->rowCount() > 1);
    }

    void aNoteIsSeenWhereTheVersionIs()
    {
        Journey::click(history(), history()->model()->index(0, 0));
        QTRY_VERIFY(m_journey.action("version.note")->isEnabled());
        m_journey.action("version.note")->trigger();
        auto *dialog = m_journey.dialog<dialogs::NoteDialog>();
        QVERIFY(dialog);
        QTRY_VERIFY(!button(dialog, u"Save"_s)->isEnabled()); // nothing was changed
        QTest::keyClicks(dialog->findChild<QPlainTextEdit *>(), u"who wrote this?"_s);
        QTest::mouseClick(button(dialog, u"Save"_s), Qt::LeftButton);
        QTRY_VERIFY(!m_journey.dialog<dialogs::NoteDialog>());
        const auto words = [this] {
            return history()->model()->index(0, 0).data(presentation::PresentedHistory::SecondLineRole).toString();
        };
        QTRY_VERIFY2(words().contains(u"with a note"_s), qPrintable(words()));
        QVERIFY(history()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"who wrote this?"_s));
        QVERIFY(!history()->model()->index(1, 0).data(presentation::PresentedHistory::SecondLineRole).toString().contains(u"note"_s));
    }

    void theHistoryIsTakenAlong()
    {
        QTemporaryDir folder;
        m_journey.action("version.evidence")->trigger();
        auto *dialog = m_journey.dialog<dialogs::ExportDialog>();
        QVERIFY(dialog);
        dialog->setPlace(folder.path());
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"for-monday"_s);
        QTRY_VERIFY(button(dialog, u"Export"_s)->isEnabled());
        QTest::mouseClick(button(dialog, u"Export"_s), Qt::LeftButton);
        QTRY_VERIFY2(dialog->result().contains(u"SHA256SUMS"_s), qPrintable(dialog->result()));
        QFile file(folder.filePath(u"for-monday/versions.jsonl"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), history()->model()->rowCount());
        QCOMPARE(QJsonDocument::fromJson(lines.first()).object().value("note"_L1).toString(), u"who wrote this?"_s);
        QCOMPARE(QJsonDocument::fromJson(lines.last()).object().value("action"_L1).toString(), u"created"_s);
        QFile page(folder.filePath(u"for-monday/evidence.html"_s));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY(page.readAll().contains("who wrote this?"));
        QVERIFY(QFile::exists(folder.filePath(u"for-monday/SHA256SUMS"_s)));
        dialog->reject();
    }

    void twoVersionsAreCompared()
    {
        QTemporaryDir folder;
        Journey::click(history(), history()->model()->index(0, 0));
        Journey::click(history(), history()->model()->index(1, 0), Qt::ControlModifier);
        m_journey.action("version.evidence")->trigger();
        auto *dialog = m_journey.dialog<dialogs::ExportDialog>();
        QVERIFY(dialog);
        dialog->setPlace(folder.path());
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"two"_s);
        QTest::mouseClick(button(dialog, u"Export"_s), Qt::LeftButton);
        QTRY_VERIFY2(dialog->result().contains(u"SHA256SUMS"_s), qPrintable(dialog->result()));
        QFile patch(folder.filePath(u"two/comparison.patch"_s));
        QVERIFY(patch.open(QIODevice::ReadOnly));
        QVERIFY(patch.readAll().contains("\n@@ "));
        QFile file(folder.filePath(u"two/versions.jsonl"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 2);
        dialog->reject();
    }
};

QTEST_MAIN(TestJourneyEvidence)
#include "tst_journey_evidence.moc"
