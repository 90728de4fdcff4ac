// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/changespage.h"
#include "ui/widgets/diffview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using panels::ChangesPage;

//! A comparison as a list of sentences and as a patch.
class TestChangesPage : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_page.reset(); }
    void aListOfSentences();
    void gapsAreInTheList();
    void countsTellWhatMoved();
    void patches_data();
    void patches();
    void aPatchIsExactThoughBlanksAreIgnored();
    void whatIsNotThereMakesNoPatch();
    void theMenuIsTheCallers();

private:
    template<typename T>
    T *child(const char *name)
    {
        return m_page->findChild<T *>(QLatin1String(name));
    }
    QStringList lines()
    {
        QStringList all;
        const QAbstractItemModel *model = child<QListView>("sentencesView")->model();
        for (int i = 0; i < model->rowCount(); ++i)
            all.append(model->index(i, 0).data().toString());
        return all;
    }

    std::unique_ptr<ChangesPage> m_page;
};

void TestChangesPage::init()
{
    m_page = std::make_unique<ChangesPage>();
    m_page->resize(900, 400);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestChangesPage::aListOfSentences()
{
    QSignalSpy changed(m_page.get(), &ChangesPage::listChanged);
    m_page->showChanges({u"v1"_s, "a\ntheme: dark\nb\nc\n"}, {u"v2"_s, "a\ntheme: light\nb\nc\nd\n"});
    m_page->setList(true);
    auto *list = child<QListView>("sentencesView");
    QVERIFY(list->isVisible());
    QCOMPARE(lines(), (QStringList{u"Line 2: “dark” became “light”."_s, u"Line 5 was added: “d”."_s}));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return); // into the texts, at that change
    QVERIFY(m_page->diffView()->isVisible());
    QVERIFY(m_page->diffView()->hasFocus());
    QCOMPARE(m_page->diffView()->currentChange(), 1);
    QCOMPARE(changed.size(), 2);

    m_page->setList(true);
    m_page->showChanges({u"v2"_s, "a\n"}, {u"v3"_s, "a\n"}); // the list stays a list
    QVERIFY(list->isVisible());
    QCOMPARE(lines(), QStringList{u"The texts are equal."_s});
    m_page->nextChange();
    QVERIFY(m_page->diffView()->isVisible());
    m_page->setList(true);
    m_page->showNothing({u"Nothing"_s});
    QVERIFY(!list->isVisible());
}

void TestChangesPage::gapsAreInTheList()
{
    m_page->setList(true);
    m_page->showChanges({u"v1"_s, std::nullopt, u"Redacted on 18 May."_s}, {u"v2"_s, "a\n"});
    QVERIFY(lines().contains(u"v1: Redacted on 18 May."_s));
    QVERIFY(!lines().join(u' ').contains(u"added"_s));
}

void TestChangesPage::countsTellWhatMoved()
{
    const QByteArray block = "the first of the block\nthe second of the block\n";
    m_page->showChanges({u"v1"_s, block + "1\n2\n3\n"}, {u"v2"_s, "1\n2\n3\n" + block});
    QCOMPARE(child<QLabel>("countsLabel")->text(), u"Lines: 2 added, 2 removed; 2 of them moved"_s);
}

void TestChangesPage::patches_data()
{
    using panels::ChangesSide;
    QTest::addColumn<ChangesSide>("left");
    QTest::addColumn<ChangesSide>("right");
    QTest::addColumn<QByteArray>("expected");
    const ChangesSide older{u"v1"_s, "a\nb"_ba, {}, u"notes/a.md"_s};
    const ChangesSide newer{u"v2"_s, "a\nc\n"_ba, {}, u"notes/b.md"_s};
    const ChangesSide nothing{u"Before"_s, std::nullopt, u"It did not exist."_s, u"notes/a.md"_s, true};
    QTest::newRow("an edit, for the older path")
        << older << newer << "--- a/notes/a.md\n+++ b/notes/a.md\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n"_ba;
    QTest::newRow("made") << nothing << newer << "--- /dev/null\n+++ b/notes/b.md\n@@ -0,0 +1,2 @@\n+a\n+c\n"_ba;
    QTest::newRow("deleted") << newer << nothing << "--- a/notes/b.md\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-c\n"_ba;
}

void TestChangesPage::patches()
{
    QFETCH(panels::ChangesSide, left);
    QFETCH(panels::ChangesSide, right);
    m_page->showChanges(left, right);
    QVERIFY(m_page->whyNoPatch().isEmpty());
    QTEST(m_page->patch(), "expected");
    m_page->copyAsPatch();
    QTEST(QGuiApplication::clipboard()->text().toUtf8(), "expected");
}

void TestChangesPage::aPatchIsExactThoughBlanksAreIgnored()
{
    m_page->setIgnoreBlanks(true);
    m_page->showChanges({u"v1"_s, "a  b\n"_ba, {}, u"f"_s}, {u"v2"_s, "a b\n"_ba, {}, u"f"_s});
    QCOMPARE(m_page->diffView()->changeCount(), 0);
    QCOMPARE(m_page->patch(), "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a  b\n+a b\n"_ba);
}

void TestChangesPage::whatIsNotThereMakesNoPatch()
{
    QSignalSpy changed(m_page.get(), &ChangesPage::shownChanged);
    QCOMPARE(m_page->whyNoPatch(), u"Nothing is compared."_s);
    m_page->showChanges({u"v1"_s, std::nullopt, u"Redacted."_s, u"f"_s}, {u"v2"_s, "secret?\n"_ba, {}, u"f"_s});
    QCOMPARE(m_page->whyNoPatch(), u"One of the texts is not there."_s);
    QVERIFY(m_page->patch().isEmpty());
    m_page->showChanges({u"v1"_s, "a\n"_ba}, {u"v2"_s, "a\n"_ba});
    QCOMPARE(m_page->whyNoPatch(), u"The texts are equal."_s);
    m_page->showChanges({u"v1"_s, "a\n"_ba}, {u"v2"_s, "b\n"_ba});
    QVERIFY(m_page->whyNoPatch().isEmpty());
    m_page->showLoading(u"v1"_s, u"v3"_s);
    QVERIFY(m_page->patch().isEmpty()); // not that of what was shown before
    QVERIFY(changed.size() >= 4);
}

void TestChangesPage::theMenuIsTheCallers()
{
    m_page->showChanges({u"v1"_s, "a\n"_ba}, {u"v2"_s, "b\n"_ba});
    QVERIFY(!child<QToolButton>("menuButton")->isVisible());
    QAction action(u"Ignore White Space"_s);
    m_page->setMenuActions({&action, nullptr, &action});
    QVERIFY(child<QToolButton>("menuButton")->isVisible());
    QVERIFY(child<QToolButton>("menuButton")->menu()->actions().contains(&action));
}

QTEST_MAIN(TestChangesPage)
#include "tst_changespage.moc"
