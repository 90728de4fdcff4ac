// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/pictures.h"

#include "service/import.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/originbar.h"
#include "ui/widgets/linemargin.h"
#include "ui/widgets/texteditor.h"

using namespace Qt::StringLiterals;
using View = panels::EntryPanel::View;

namespace {

constexpr auto past = R"({"format": 1, "stores": [{"name": "agent notes", "description": "What the agent learned.",
    "metadata": {}, "created_at": "2021-10-01T08:00:00.000000Z", "entries": [
    {"path": "notes/plan.md", "versions": [
      {"action": "created", "at": "2021-10-02T08:00:00.000000Z", "content": "# Plan\n\n- Buy bread and butter\n- Call Anna\n"},
      {"action": "updated", "at": "2024-02-03T08:00:00.000000Z", "content": "# Plan\n\n- Buy bread and butter\n- Call Anna\n- Storage is SQLite\n"},
      {"action": "updated", "at": "2025-06-04T08:00:00.000000Z", "redacted_at": "2025-07-01T08:00:00.000000Z",
       "content": "# Plan\n\n- Buy bread and butter\n- Call Anna\n- Storage is SQLite\n- The password is hunter2\n"},
      {"action": "updated", "at": "2026-03-05T08:00:00.000000Z",
       "content": "# Plan\n\n- Storage is SQLite\n- Call Anna in the morning\n- Buy bread and butter\n- Ask before anything is deleted\n"},
      {"action": "updated", "at": "2026-10-06T08:00:00.000000Z",
       "content": "# Plan\n\n- Storage is SQLite\n- Call Anna in the morning\n- Buy bread and butter\n- Ask before anything is deleted\n\n## Later\n\nWhat is decided is kept here, so that every agent that comes after this one can read it and nobody has to ask a second time.\n"}]},
    {"path": "ideas.md", "versions": [
      {"action": "created", "at": "2026-02-05T08:00:00.000000Z", "content": "Ideas\n- Ask before anything is deleted\n"},
      {"action": "deleted", "at": "2026-02-06T08:00:00.000000Z"}]},
    {"path": "notes/other.md", "versions": [
      {"action": "created", "at": "2026-10-05T08:00:00.000000Z", "content": "Nothing else\n"}]},
    {"path": "log.md", "versions": [LOG]}]}]})";

constexpr int logVersions = 300;

//! One line more with each version, the first one stays.
QByteArray logPast()
{
    QByteArray versions;
    QByteArray text = "# Log\\n";
    QDateTime at(QDate(2026, 1, 1), QTime(8, 0), Qt::UTC);
    for (int i = 1; i <= logVersions; ++i, at = at.addSecs(3600)) {
        text += "entry number " + QByteArray::number(i) + "\\n";
        versions += QByteArray(i == 1 ? "" : ",") + R"({"action": ")" + (i == 1 ? "created" : "updated") + R"(", "at": ")"
            + at.toString(u"yyyy-MM-ddTHH:mm:ss.000000Z"_s).toLatin1() + R"(", "content": ")" + text + R"("})";
    }
    return versions;
}

} // namespace

//! Somebody asks of a text when each of its lines came in, and goes to that change.
class TestJourneyOrigin : public QObject
{
    Q_OBJECT

    Journey m_journey;

    panels::EntryPanel &panel() { return m_journey.window().entry(); }
    widgets::TextEditor &editor() { return *panel().editor(); }
    widgets::LineMargin *margin(const widgets::TextEditor &of) { return of.findChild<widgets::LineMargin *>(); }

    //! What stands beside the lines.
    QStringList names(const widgets::TextEditor &of)
    {
        QStringList all;
        for (const widgets::LineNote &note : margin(of)->notes())
            all.append(note.name);
        return all;
    }
    QStringList names() { return names(editor()); }

    bool toggle()
    {
        QAction *action = m_journey.action("text.origin");
        if (!action->isEnabled())
            return false;
        action->trigger();
        return true;
    }

    //! Where a person would click beside a line.
    void clickBeside(int line)
    {
        for (const widgets::SeenLine &seen : editor().seenLines(editor().viewport()->height())) {
            if (seen.line == line)
                QTest::mouseClick(margin(editor()), Qt::LeftButton, {}, QPoint(10, int(seen.top + seen.height / 2)));
        }
    }

    core::VersionId version(int number)
    {
        const auto &subject = m_journey.workbench().navigator().subject();
        const QList<core::Version> all = m_journey.session()->versions(subject.store).ofEntry(subject.entry);
        return number <= all.size() ? all[all.size() - number].id : core::VersionId();
    }

private slots:
    void initTestCase()
    {
        QVERIFY(service::importStores(m_journey.dataFolder(), QByteArray(past).replace("LOG", logPast())));
        QVERIFY(m_journey.openLocal());
        QVERIFY(!m_journey.action("text.origin")->isEnabled()); // no text yet
        QVERIFY(m_journey.openEntry(u"notes/plan.md"_s));
        QTRY_VERIFY(m_journey.action("text.origin")->isEnabled());
        QVERIFY(!m_journey.action("origin.change")->isEnabled());
    }

    void eachLineSaysWhenItCameIn()
    {
        QVERIFY(toggle());
        QVERIFY(m_journey.action("text.origin")->isChecked());
        const QStringList expected{u"v1"_s, u"v1"_s, u"v2"_s, u"v3–v4"_s, u"v1"_s, u"v3–v4"_s, u"v5"_s, u"v5"_s, u"v5"_s, u"v5"_s};
        QTRY_VERIFY2(names() == expected, qPrintable(names().join(u' ')));
        QVERIFY(margin(editor())->isVisible());
        QTRY_COMPARE(panel().originBar()->state().coverage, u"Texts of 4 of 5 versions were read; 1 is redacted."_s);
        const QList<widgets::LineNote> notes = margin(editor())->notes();
        QVERIFY2(notes[0].explanation.startsWith(u"Came in with v1."_s), qPrintable(notes[0].explanation));
        QVERIFY2(notes[0].explanation.contains(u"2021-10-02 08:00:00"_s), qPrintable(notes[0].explanation));
        QVERIFY2(notes[3].explanation.contains(u"v3 is redacted."_s), qPrintable(notes[3].explanation));
        QVERIFY(notes[0].heat < notes[2].heat && notes[2].heat < notes[3].heat && notes[3].heat < notes[6].heat);
        support::picture(m_journey.window(), u"line-origin"_s);
    }

    void aClickGoesToThatChange()
    {
        clickBeside(3);
        QTRY_COMPARE(m_journey.workbench().navigator().subject().versions, QList<core::VersionId>{version(2)});
        QCOMPARE(panel().view(), View::Changes);
        panel().setView(View::Text);
        // The old version that is shown now has origins, too.
        QTRY_VERIFY(panel().showsVersion());
        const QStringList expected{u"v1"_s, u"v1"_s, u"v1"_s, u"v1"_s, u"v2"_s};
        QTRY_VERIFY2(names(*panel().versionView()) == expected, qPrintable(names(*panel().versionView()).join(u' ')));
        QVERIFY(margin(*panel().versionView())->isVisible());
        QCOMPARE(panel().originBar()->state().coverage, u"The texts of all 2 versions were read."_s);
        support::picture(m_journey.window(), u"line-origin-of-a-version"_s);
        emit panel().backToCurrentRequested();
        QTRY_COMPARE(names().size(), 10);
    }

    void keysGoThereToo()
    {
        editor().goToLine(4);
        editor().setFocus();
        QTRY_VERIFY2(panel().originBar()->state().line.startsWith(u"Line 4: came in with one of v3 to v4, "_s), qPrintable(panel().originBar()->state().line));
        QTRY_VERIFY(m_journey.action("origin.change")->isEnabled());
        QTest::keyClick(&editor(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_journey.workbench().navigator().subject().versions, QList<core::VersionId>{version(4)});
        QCOMPARE(panel().view(), View::Changes);
        emit panel().backToCurrentRequested();
        panel().setView(View::Text);
        QTRY_VERIFY(!panel().showsVersion());
        QTRY_COMPARE(names().size(), 10);
    }

    void whatIsNotSavedSaysSo()
    {
        editor().goToLine(5);
        editor().setFocus();
        QTest::keyClick(&editor(), Qt::Key_Return); // an empty line before it
        QTest::keyClicks(&editor(), u"today "_s);
        const QStringList expected{u"v1"_s, u"v1"_s, u"v2"_s, u"v3–v4"_s, u"●"_s, u"●"_s, u"v3–v4"_s, u"v5"_s, u"v5"_s, u"v5"_s, u"v5"_s};
        QTRY_VERIFY2(names() == expected, qPrintable(names().join(u' ')));
        QCOMPARE(panel().originBar()->state().line, u"Line 6: not saved"_s);
        support::picture(m_journey.window(), u"line-origin-not-saved"_s);
        // The change of a line that is not saved is what saving would do.
        m_journey.action("origin.change")->trigger();
        QCOMPARE(panel().view(), View::Changes);
        QVERIFY(m_journey.workbench().navigator().subject().versions.isEmpty());
        panel().setView(View::Text);
        editor().undo();
        editor().undo();
        QTRY_COMPARE(names().count(u"●"_s), 0);
    }

    void aSaveIsFollowed()
    {
        editor().goToLine(1, 7);
        editor().setFocus();
        QTest::keyClicks(&editor(), u" of today"_s);
        QTRY_VERIFY(m_journey.action("entry.save")->isEnabled());
        m_journey.action("entry.save")->trigger();
        QTRY_VERIFY2(names().value(0) == u"v6"_s, qPrintable(names().join(u' ')));
        QCOMPARE(names().value(1), u"v1"_s);
        QVERIFY(margin(editor())->notes().first().words == u"just now"_s);
        support::picture(m_journey.window(), u"line-origin-saved"_s);
    }

    //! A line that was copied out of an entry that is gone by now.
    void otherEntriesAreLookedAtWhenAsked()
    {
        const core::StoreId store = m_journey.workbench().navigator().subject().store;
        QTRY_VERIFY(m_journey.session()->history()->coverage(store).complete);
        QVERIFY(Journey::press(*panel().originBar(), u"Look in Other Entries"_s));
        QTRY_VERIFY2(panel().originBar()->state().coverage.startsWith(u"1 line stood in another entry before; "_s),
                     qPrintable(panel().originBar()->state().coverage));
        QCOMPARE(names().value(5), u"v3–v4 ←"_s);
        QVERIFY(margin(editor())->notes()[5].explanation.contains(u"stood in “ideas.md” before"_s));
        editor().goToLine(6);
        QTRY_VERIFY(panel().originBar()->state().coverage.startsWith(u"It stood in ideas.md before, on "_s));
        support::picture(m_journey.window(), u"line-origin-elsewhere"_s);
        const core::EntryId here = m_journey.workbench().navigator().subject().entry;
        QVERIFY(Journey::press(*panel().originBar(), u"Show the Earlier Place"_s));
        QTRY_VERIFY(m_journey.workbench().navigator().subject().entry != here);
        QCOMPARE(m_journey.workbench().navigator().subject().versions.size(), 1);
        QCOMPARE(panel().view(), View::Changes);
    }

    void aLongPastCanBeStoppedAndGoneOnWith()
    {
        QVERIFY(m_journey.openEntry(u"log.md"_s));
        QTRY_VERIFY(m_journey.action("text.origin")->isEnabled() && !m_journey.action("text.origin")->isChecked());
        QVERIFY(toggle());
        QVERIFY(panel().originBar()->state().running); // at once
        QVERIFY(Journey::button(*panel().originBar(), u"Stop"_s)->isVisible());
        Journey::button(*panel().originBar(), u"Stop"_s)->click();
        QVERIFY(!panel().originBar()->state().running);
        QVERIFY2(panel().originBar()->state().coverage.endsWith(u"topped."_s), qPrintable(panel().originBar()->state().coverage));
        QVERIFY(Journey::press(*panel().originBar(), u"Go On"_s));
        QTRY_COMPARE(panel().originBar()->state().coverage, u"The texts of all 300 versions were read."_s);
        QStringList expected{u"v1"_s};
        for (int i = 1; i <= logVersions; ++i)
            expected.append(u"v%1"_s.arg(i));
        QCOMPARE(names(), expected);
        support::picture(m_journey.window(), u"line-origin-long"_s);
        QVERIFY(toggle());
    }

    void itIsOfOneTabAndGoesAway()
    {
        QVERIFY(m_journey.openEntry(u"notes/other.md"_s));
        QTRY_VERIFY(!m_journey.action("text.origin")->isChecked());
        QVERIFY(!panel().originBar()->isVisible());
        QVERIFY(m_journey.openEntry(u"notes/plan.md"_s));
        QTRY_VERIFY(m_journey.action("text.origin")->isChecked());
        QTest::keyClick(&editor(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(!margin(editor())->isVisible());
        QVERIFY(!panel().originBar()->isVisible());
        QVERIFY(!m_journey.action("text.origin")->isChecked());
    }
};

QTEST_MAIN(TestJourneyOrigin)
#include "tst_journey_origin.moc"
