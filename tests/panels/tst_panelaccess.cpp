// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fakemodels.h"
#include "support/accessiblecheck.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/findpanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/inboxpanel.h"
#include "ui/panels/markspanel.h"
#include "ui/panels/pastpanel.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/presentedpast.h"
#include "ui/presentation/presentedsince.h"
#include "ui/widgets/copyablefield.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/texteditor.h"

#include <QClipboard>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Every panel, with everything unfolded that can be: names for screen readers, room for large type, literal names.
class TestPanelAccess : public QObject
{
    Q_OBJECT
private slots:
    void everythingHasAName_data();
    void everythingHasAName();
    void largeTypeFits_data() { everythingHasAName_data(); }
    void largeTypeFits();
    void checkerFindsWhatIsWrong();
    void aTextOfThePastIsAskedFor();
    void detailsAreCopiedExactly();
    void detailsKeepTheirPlace();

private:
    std::unique_ptr<QWidget> make(const QString &name);

    std::unique_ptr<QStandardItemModel> m_tree;
    std::unique_ptr<QStandardItemModel> m_list;
};

namespace {

const widgets::BannerMessage Trouble{u"trouble"_s, widgets::Severity::Error, u"The service <b>refused</b> this."_s,
    {{u"retry"_s, u"Retry"_s}}, u"request id 4711"_s};

} // namespace

std::unique_ptr<QWidget> TestPanelAccess::make(const QString &name)
{
    m_tree = std::make_unique<QStandardItemModel>();
    m_list = std::make_unique<QStandardItemModel>();
    fakes::fillTree(*m_tree);
    fakes::fillVersions(*m_list, 4);
    if (name == "stores"_L1) {
        auto panel = std::make_unique<panels::StoresPanel>();
        panel->setTreeModel(m_tree.get());
        panel->setListModel(m_list.get());
        panel->setStoreFilter({u"pro"_s, true, {QDate(2026, 5, 1), QDate(2026, 5, 2)}});
        panel->setMatches(u"1 of 12 match"_s);
        panel->setCoverage({u"412 of about 8,000 entries"_s, true, true});
        panel->showBanner(Trouble);
        return panel;
    }
    if (name == "history"_L1) {
        auto panel = std::make_unique<panels::HistoryPanel>();
        panel->setModel(m_list.get());
        panel->setSubject(u"notes/meeting.md"_s, u"whole store"_s);
        panel->setFilter({core::Action::Updated, true, {QDate(2026, 5, 1), QDate(2026, 5, 2)}});
        panel->setCoverage({u"412 of about 8,000 versions"_s, true, true});
        panel->showList();
        panel->showBanner(Trouble);
        return panel;
    }
    if (name.startsWith("marks"_L1)) {
        auto panel = std::make_unique<panels::MarksPanel>();
        auto *model = new models::SinceModel(panel.get());
        auto *shown = new presentation::PresentedSince(panel.get());
        shown->setSourceModel(model);
        model->setChanges({{{u"mem_1"_s}, u"notes/meeting.md"_s, {}, history::Record(), 3, 1, true}});
        panel->setModel(shown);
        panel->setSubject(u"project-alpha"_s);
        panel->setMarks({{7, u"Since “before the run” (yesterday 15:35)"_s}}, 7);
        panel->setMarkState({u"before the run"_s, {}, {}, {}, {}});
        panel->setSummary(presentation::sinceTotalsText(model->totals()));
        panel->setCoverage({u"412 versions, back to 3 March; 61 % of the store’s past."_s, true, true});
        panel->showList();
        panel->showBanner(Trouble);
        return panel;
    }
    if (name.startsWith("past"_L1)) {
        auto panel = std::make_unique<panels::PastPanel>();
        auto *tree = new models::PastTreeModel(panel.get());
        auto *differences = new models::DifferenceModel(panel.get());
        auto *shown = new presentation::PresentedDifferences(panel.get());
        shown->setSourceModel(differences);
        audit::Difference difference;
        difference.path = u"notes/meeting.md"_s;
        differences->setDifferences({difference});
        tree->setState(history::Past::of({{1, 12, 0, 0, core::Action::Created, false}}, {u"notes/meeting.md"_s}, {"tmem_1"})
                           ->stateAt(core::Timestamp::fromMicroseconds(1)));
        panel->setTreeModel(new presentation::PresentedPast(*tree, panel.get()));
        panel->setDifferencesModel(shown);
        panel->setSubject(u"project-alpha"_s);
        panel->slider()->setSpan({QDate(2026, 5, 1).startOfDay(), QDate(2026, 5, 30).startOfDay()});
        panel->setMoment(0, QDate(2026, 5, 12).startOfDay(), u"12 May 2026 00:00:00"_s);
        panel->setSummary(u"12 May 2026 00:00:00: 1 entry, 12 bytes. 1 text of it is redacted."_s);
        panel->setCoverage({u"412 versions, back to 3 March; 61 % of the store’s past."_s, true, true});
        panel->showBanner(Trouble);
        if (name.endsWith("two"_L1)) {
            panel->setComparing(true);
            panel->setMoment(1, QDate(2026, 5, 20).startOfDay(), u"20 May 2026 00:00:00"_s);
            panel->setCountWords(u"Count Lines of 12 More"_s);
            panel->changes()->showChanges({u"v1"_s, "a\n"}, {u"v2"_s, "b\n"});
            panel->showDifferences();
            panel->showChanges();
        } else {
            panel->showTree();
            panel->showText(u"notes/meeting.md: v1, written 11 May 2026 12:00:00"_s, u"notes/meeting.md"_s, "# Meeting\n", u"The hash does not fit."_s);
        }
        return panel;
    }
    if (name.startsWith("inbox"_L1)) {
        auto panel = std::make_unique<panels::InboxPanel>();
        panel->setModel(m_list.get());
        panel->setSubject(u"project-alpha"_s);
        panel->setSince(QDate(2026, 5, 1));
        panel->setSummary(u"98 % of the 1,234 writes of others since 1 May were looked at; unread: 12."_s);
        panel->setCoverage({u"8,214 versions, back to 3 March; 61 % of the store's past"_s, true, true});
        panel->changes()->showChanges({u"v1"_s, "a\n"}, {u"v2"_s, "b\n"});
        panel->showList();
        panel->showBanner(Trouble);
        return panel;
    }
    if (name.startsWith("activity"_L1)) {
        auto panel = std::make_unique<panels::ActivityPanel>();
        panel->setModel(m_list.get());
        panel->setSubject(u"project-alpha"_s);
        panel->filters()->setValues({panels::ActivityFilterValues::When::Days, {QDate(2026, 5, 1), QDate(2026, 5, 2)}});
        panel->filters()->setTextSearch(true, u"12 of 8,214 texts are kept."_s);
        panel->setBrushWords(u"12 May – 14 May"_s);
        panel->setMatches(u"2 of 8,214 versions match"_s);
        panel->setCoverage({u"8,214 versions, back to 3 March; 61 % of the store's past"_s, true, true});
        panel->changes()->showChanges({u"v1"_s, "a\n"}, {u"v2"_s, "b\n"});
        panel->showList();
        panel->showBanner(Trouble);
        return panel;
    }
    if (name == "find"_L1) {
        auto panel = std::make_unique<panels::FindPanel>();
        panel->setModel(m_list.get());
        panel->setStore(u"project-alpha"_s);
        panel->setProgress(u"Searched 3 of 12 entries, 3 hits"_s, 3, 12, true);
        return panel;
    }
    auto panel = std::make_unique<panels::EntryPanel>();
    panel->showEntry(
        "# Meeting\n", {u"notes/meeting.md"_s, u"v3, updated 2 min ago"_s, {}, u"The hash does not fit."_s});
    panel->find();
    if (name == "version"_L1)
        panel->showVersionText("# Meeting\n", {u"v2, 18 May 15:35"_s});
    if (name == "failure"_L1)
        panel->showFailure(u"notes/meeting.md"_s, {u"Could not be read"_s, u"No connection."_s, u"id 4711"_s});
    if (name == "changes"_L1) {
        panel->changes()->showChanges({u"v1"_s, "a\n"}, {u"v2"_s, "b\n"});
        panel->setView(panels::EntryPanel::View::Changes);
    }
    if (name == "details"_L1) {
        panel->details()->setDetails(
            u"v3"_s, {{u"Path"_s, u"notes/meeting.md"_s, {}, false}, {u"Id"_s, u"mem_1"_s, {}, true}});
        panel->setView(panels::EntryPanel::View::Details);
    }
    return panel;
}

void TestPanelAccess::everythingHasAName_data()
{
    QTest::addColumn<int>("width");
    for (const char *name : {"stores", "history"})
        QTest::newRow(name) << 480;
    QTest::newRow("activity") << 1100;
    QTest::newRow("activity, narrow") << 640;
    QTest::newRow("marks") << 1100;
    QTest::newRow("marks, narrow") << 640;
    for (const char *name : {"past", "past, two"}) {
        QTest::newRow(name) << 1100;
        QTest::newRow((QByteArray("past, narrow") + (name + 4)).constData()) << 640;
    }
    QTest::newRow("inbox") << 1100;
    QTest::newRow("inbox, narrow") << 640;
    for (const char *name : {"find", "entry", "version", "failure", "changes", "details"})
        QTest::newRow(name) << 1100;
}

void TestPanelAccess::everythingHasAName()
{
    QFETCH(int, width);
    const auto panel = make(QString::fromLatin1(QTest::currentDataTag()));
    panel->resize(width, 700);
    panel->show();
    QCOMPARE(support::unnamedWidgets(panel.get()).join(u'\n'), QString());
}

void TestPanelAccess::largeTypeFits()
{
    QFETCH(int, width);
    const support::LargeType large;
    const auto panel = make(QString::fromLatin1(QTest::currentDataTag()));
    panel->resize(width, 1400);
    panel->show();
    QCOMPARE(panel->width(), width); // it does not ask for more either
    QTRY_COMPARE(support::squeezedWidgets(panel.get()).join(u'\n'), QString());
}

void TestPanelAccess::checkerFindsWhatIsWrong()
{
    QWidget window;
    auto *silent = new QLineEdit(&window);
    auto *tight = new QToolButton(&window);
    tight->setText(u"Wide enough for nobody"_s);
    tight->setFixedSize(10, 10);
    Q_UNUSED(silent)
    window.show();
    QCOMPARE(support::unnamedWidgets(&window).size(), 1);
    QCOMPARE(support::squeezedWidgets(&window).size(), 1);
}

void TestPanelAccess::aTextOfThePastIsAskedFor()
{
    const auto widget = make(u"past"_s);
    auto *panel = qobject_cast<panels::PastPanel *>(widget.get());
    panel->resize(900, 700);
    panel->show();
    QCOMPARE(panel->text()->bytes(), QByteArray("# Meeting\n"));
    panel->showGap(u"notes/meeting.md: v1"_s, {u"Not on this computer"_s, u"It was not read yet."_s, u"Read It"_s});
    QCOMPARE(panel->text()->bytes(), QByteArray()); // what may not be seen does not stay behind
    QSignalSpy wanted(panel, &panels::PastPanel::textRequested);
    for (auto *button : panel->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text().remove(u'&') == u"Read It"_s)
            button->click();
    }
    QCOMPARE(wanted.size(), 1);
    // A step of the whole panel, wherever the keyboard is in it.
    QSignalSpy steps(panel, &panels::PastPanel::stepRequested);
    QVERIFY(QTest::qWaitForWindowActive(panel));
    panel->tree()->setFocus();
    QTest::keyClick(panel->tree(), Qt::Key_Left, Qt::AltModifier);
    QTest::keyClick(panel->tree(), Qt::Key_PageDown, Qt::AltModifier);
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps.last().first().value<widgets::TimeSlider::Step>(), widgets::TimeSlider::Step::DayForward);
    // What is half typed is not taken away.
    auto *edit = panel->findChild<QDateTimeEdit *>(u"momentEdit0"_s);
    edit->setFocus();
    QVERIFY(!panel->isTyping());
    QTest::keyClick(edit, Qt::Key_3);
    QVERIFY(panel->isTyping());
}

void TestPanelAccess::detailsAreCopiedExactly()
{
    panels::DetailsPage page;
    page.resize(500, 300);
    page.setDetails(u"<img src=x>"_s,
        {{u"Updated"_s, u"18 May 17:34\n2026-05-18 15:34 UTC"_s, u"2026-05-18T15:34:26.494349Z"_s, false},
            {u"Path"_s, u"a\u202Eb"_s, {}, false}});
    page.show();
    QCOMPARE(page.findChild<QLineEdit *>(u"titleEdit"_s)->text(), u"<img src=x>"_s);
    const auto fields = page.findChildren<widgets::CopyableField *>();
    QCOMPARE(fields.size(), 2);
    QCOMPARE(fields[0]->shownValue(), u"18 May 17:34 · 2026-05-18 15:34 UTC"_s);
    QTest::mouseClick(fields[0]->findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"2026-05-18T15:34:26.494349Z"_s);
    QCOMPARE(fields[1]->shownValue(), u"a‹U+202E›b"_s);
    QCOMPARE(fields[1]->value(), u"a\u202Eb"_s);
    QSignalSpy curl(&page, &panels::DetailsPage::copyAsCurlRequested);
    QTest::mouseClick(page.findChild<QAbstractButton *>(u"curlButton"_s), Qt::LeftButton);
    QCOMPARE(curl.count(), 1);
}

void TestPanelAccess::detailsKeepTheirPlace()
{
    panels::DetailsPage page;
    page.resize(400, 120);
    QList<presentation::DetailRow> rows;
    for (int n = 0; n < 30; ++n)
        rows.append({u"Field %1"_s.arg(n), u"value"_s, {}, false});
    page.setDetails(u"v3"_s, rows);
    page.show();
    auto *bar = page.findChild<QScrollArea *>(u"scrollArea"_s)->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 50);
    bar->setValue(50);
    auto *first = page.findChild<widgets::CopyableField *>();
    page.setDetails(u"v3"_s, rows);
    QCOMPARE(page.findChild<widgets::CopyableField *>(), first); // untouched: a selection in it stays
    rows[29].value = u"other"_s;
    page.setDetails(u"v3"_s, rows);
    QTRY_COMPARE(bar->value(), 50);
}

QTEST_MAIN(TestPanelAccess)
#include "tst_panelaccess.moc"
