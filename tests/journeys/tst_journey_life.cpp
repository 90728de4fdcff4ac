// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/pictures.h"

#include "service/import.h"
#include "ui/dialogs/auditdialog.h"
#include "ui/panels/entrypanel.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using dialogs::AuditDialog;

namespace {

constexpr auto past = R"({"format": 1, "stores": [{"name": "agent notes", "description": "What the agent learned.",
    "metadata": {}, "created_at": "2025-10-01T08:00:00.000000Z", "entries": [
    {"path": "notes/plan.md", "versions": [
      {"action": "created", "at": "2025-10-02T08:00:00.000000Z", "content": "Plan A\n"},
      {"action": "updated", "at": "2025-10-03T08:00:00.000000Z", "content": "Plan A\nThe key is hunter-2 and nothing else\n"},
      {"action": "updated", "at": "2025-10-04T08:00:00.000000Z", "content": "Plan B\nThe key is hunter-2 and nothing else\n"},
      {"action": "updated", "at": "2025-10-05T08:00:00.000000Z", "content": "Plan B\n"}]},
    {"path": "notes/keys.md", "versions": [
      {"action": "created", "at": "2025-11-01T08:00:00.000000Z", "content": "Nothing yet\n"},
      {"action": "updated", "at": "2025-11-02T08:00:00.000000Z", "redacted_at": "2025-11-09T08:00:00.000000Z", "content": "redacted\n"},
      {"action": "updated", "at": "2025-11-03T08:00:00.000000Z", "content": "hunter-2 again\n"}]},
    {"path": "old.md", "versions": [
      {"action": "created", "at": "2025-12-06T09:00:00.000000Z", "content": "HUNTER-2\n"},
      {"action": "deleted", "at": "2025-12-07T08:00:00.000000Z"}]}]}]})";

} // namespace

//! Somebody must know where a secret could be read, and since when and until when.
class TestJourneyLife : public QObject
{
    Q_OBJECT

    Journey m_journey;

    AuditDialog *dialog() { return m_journey.dialog<AuditDialog>(); }
    QTreeWidget *list() { return dialog()->findChild<QTreeWidget *>(u"list"_s); }
    QLineEdit *needle() { return dialog()->findChild<QLineEdit *>(u"needleEdit"_s); }
    void check(const QString &name, bool on) { dialog()->findChild<QCheckBox *>(name)->setChecked(on); }

    QStringList rows()
    {
        QStringList all;
        for (int i = 0; i < list()->topLevelItemCount(); ++i) {
            const QTreeWidgetItem *row = list()->topLevelItem(i);
            all.append(row->text(0) + u" | "_s + row->text(1) + u" | "_s + row->text(2));
        }
        return all;
    }

    //! The year is told of what is older than this one.
    static QString when(int number, int year, int month, int day, int hour = 8)
    {
        const QDateTime at(QDate(year, month, day), QTime(hour, 0), Qt::UTC);
        const bool thisYear = at.toLocalTime().date().year() == QDate::currentDate().year();
        return u"v%1, %2"_s.arg(number).arg(QLocale().toString(at.toLocalTime(), thisYear ? u"d MMM HH:mm"_s : u"d MMM yyyy"_s));
    }

private slots:
    void initTestCase()
    {
        QVERIFY(service::importStores(m_journey.dataFolder(), past));
        QVERIFY(m_journey.openLocal());
        QVERIFY(m_journey.openEntry(u"notes/plan.md"_s));
        const core::StoreId store = m_journey.session()->stores().stores().first().id;
        m_journey.session()->history()->follow(store);
        QTRY_VERIFY(m_journey.session()->history()->coverage(store).complete);
    }

    void whatIsNotKnownIsSaidAndReadWhenAsked()
    {
        QTRY_VERIFY(m_journey.action("store.search")->isEnabled());
        QTest::keyClick(&m_journey.window(), Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(dialog());
        QVERIFY(!Journey::button(*dialog(), u"Search"_s)->isEnabled()); // nothing to look for
        QTest::keyClicks(needle(), u"hunter-2"_s);
        support::picture(*dialog(), u"life-asking"_s);
        QTest::keyClick(needle(), Qt::Key_Return);
        QTRY_VERIFY2(dialog()->facts().startsWith(u"Texts of "_s), qPrintable(dialog()->verdict() + dialog()->facts()));
        QVERIFY2(dialog()->facts().contains(u" of 8 versions are known; 1 is redacted."_s), qPrintable(dialog()->facts()));
        QVERIFY2(dialog()->facts().contains(u"All 9 versions"_s), qPrintable(dialog()->facts()));
        support::picture(*dialog(), u"life-known"_s);
        QPushButton *missing = nullptr;
        for (QPushButton *button : dialog()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().contains(u"Missing Texts"_s))
                missing = button;
        }
        QVERIFY(missing);
        missing->click();
        QTRY_VERIFY2(dialog()->facts().startsWith(u"Texts of 7 of 8 versions are known; 1 is redacted."_s), qPrintable(dialog()->facts()));
        QVERIFY(!missing->isVisible());
        QCOMPARE(dialog()->verdict(), u"It came in 3 times. 1 entry has it still."_s);
        const QStringList expected{u"notes/plan.md | "_s + when(2, 2025, 10, 3) + u" | "_s + when(4, 2025, 10, 5),
                                   u"notes/keys.md | "_s + when(3, 2025, 11, 3) + u" or before | still there"_s,
                                   u"old.md | "_s + when(1, 2025, 12, 6, 9) + u" | "_s + when(2, 2025, 12, 7) + u", deleted"_s};
        QVERIFY2(rows() == expected, qPrintable(rows().join(u'\n')));
        support::picture(*dialog(), u"life-found"_s);
    }

    //! Somebody closes it, looks at something else, and comes back.
    void itOutlivesItsWindow()
    {
        const QStringList found = rows();
        QPointer<AuditDialog> closed = dialog();
        closed->reject();
        QTRY_VERIFY(!dialog());
        m_journey.action("store.search")->trigger();
        QTRY_VERIFY(dialog());
        QCOMPARE(dialog(), closed.data());
        QCOMPARE(rows(), found);
        QCOMPARE(dialog()->verdict(), u"It came in 3 times. 1 entry has it still."_s);
    }

    void aRowLeadsToTheChange()
    {
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Home);
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_COMPARE(m_journey.workbench().navigator().subject().versions.size(), 1);
        QTRY_COMPARE(m_journey.window().entry().view(), panels::EntryPanel::View::Changes);
        QVERIFY(dialog()->isVisible());
        QTRY_VERIFY(m_journey.session()->versions(m_journey.workbench().navigator().subject().store)
                        .find(m_journey.workbench().navigator().subject().versions.first())->createdAt.text().startsWith(u"2025-10-03"_s));
        // One that is gone can be looked at, too.
        list()->setCurrentItem(list()->topLevelItem(2));
        QVERIFY(Journey::press(*dialog(), u"Show"_s));
        QTRY_VERIFY(m_journey.session()->versions(m_journey.workbench().navigator().subject().store)
                        .find(m_journey.workbench().navigator().subject().versions.value(0))->createdAt.text().startsWith(u"2025-12-06"_s));
    }

    void itIsAskedAgainInAnotherWay()
    {
        QVERIFY(Journey::press(*dialog(), u"New Search"_s));
        check(u"caseCheck"_s, true);
        QVERIFY(Journey::press(*dialog(), u"Search"_s));
        QTRY_COMPARE(dialog()->verdict(), u"It came in 2 times. 1 entry has it still."_s);

        QVERIFY(Journey::press(*dialog(), u"New Search"_s));
        check(u"regexCheck"_s, true);
        needle()->setText(u"^Plan [(B"_s);
        QVERIFY(Journey::press(*dialog(), u"Search"_s));
        QTRY_VERIFY(Journey::says(*dialog(), u"This is no regular expression: missing terminating ] for character class."_s));
        needle()->setText(u"^Plan [BC]$"_s);
        QVERIFY(Journey::press(*dialog(), u"Search"_s));
        QTRY_COMPARE(dialog()->verdict(), u"It came in once. 1 entry has it still."_s);
        QCOMPARE(rows(), QStringList{u"notes/plan.md | "_s + when(3, 2025, 10, 4) + u" | still there"_s});

        QVERIFY(Journey::press(*dialog(), u"New Search"_s));
        needle()->setText(u"nobody wrote this"_s);
        QVERIFY(Journey::press(*dialog(), u"Search"_s));
        QTRY_COMPARE(dialog()->verdict(), u"Not found in any text that can be read."_s);
        dialog()->reject();
        QTRY_VERIFY(!dialog());
    }
};

QTEST_MAIN(TestJourneyLife)
#include "tst_journey_life.moc"
