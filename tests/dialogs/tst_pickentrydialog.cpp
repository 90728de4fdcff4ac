// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/pickentrydialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using dialogs::PickEntryDialog;

//! Which entry a comparison is to be made with.
class TestPickEntryDialog : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_dialog.reset(); }
    void twinsComeFirstAndAreFilteredToo();
    void manyPathsAreBounded();
    void theRowAtHandStaysWhileTheListGrows();
    void enterIsQuickerThanTheList();
    void aProblemLeavesNothingToChoose();

private:
    static core::Entry entry(const QString &path)
    {
        core::Entry made;
        made.id = {u"mem_"_s + path};
        made.store = {u"store_1"_s};
        made.path = path;
        return made;
    }
    QStringList rows() const
    {
        QStringList all;
        for (int i = 0; i < m_list->model()->rowCount(); ++i)
            all.append(m_list->model()->index(i, 0).data().toString());
        return all;
    }

    std::unique_ptr<PickEntryDialog> m_dialog;
    QListView *m_list = nullptr;
    QLineEdit *m_filter = nullptr;
};

void TestPickEntryDialog::init()
{
    m_dialog = std::make_unique<PickEntryDialog>();
    m_list = m_dialog->findChild<QListView *>(u"entriesView"_s);
    m_filter = m_dialog->findChild<QLineEdit *>(u"filterEdit"_s);
    m_dialog->setConnections({{u"c1"_s, u"Local"_s}, {u"c2"_s, u"Production"_s}}, {u"c1"_s});
    core::Store store;
    store.id = {u"store_1"_s};
    store.name = u"project"_s;
    m_dialog->setStores({store}, store.id);
    m_dialog->show();
}

void TestPickEntryDialog::twinsComeFirstAndAreFilteredToo()
{
    QSignalSpy picked(m_dialog.get(), &PickEntryDialog::picked);
    m_dialog->setTwins({{{u"c2"_s}, {u"store_9"_s}, {u"mem_9"_s}, u"a.md"_s, u"Production · x"_s}});
    m_dialog->setEntries({entry(u"notes/b\u202E.md"_s), entry(u"c.md"_s)}, true);
    QTRY_COMPARE(rows(), (QStringList{u"Same path in Production · x: a.md"_s, u"notes/b‹U+202E›.md"_s, u"c.md"_s}));
    m_filter->setText(u"C.MD"_s);
    QTRY_COMPARE(rows(), QStringList{u"c.md"_s});
    m_filter->setText(u"a."_s);
    QTRY_COMPARE(rows(), QStringList{u"Same path in Production · x: a.md"_s});
    QTest::keyClick(m_filter, Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    const auto pick = picked.first().at(0).value<PickEntryDialog::Pick>();
    QCOMPARE(pick.connection.value, u"c2"_s);
    QCOMPARE(pick.entry.value, u"mem_9"_s);
}

void TestPickEntryDialog::manyPathsAreBounded()
{
    QList<core::Entry> entries;
    for (int i = 0; i < 1'200; ++i)
        entries.append(entry(u"notes/%1.md"_s.arg(i, 4, 10, QLatin1Char('0'))));
    m_dialog->setEntries(entries, true);
    QTRY_COMPARE(m_list->model()->rowCount(), PickEntryDialog::MostShown);
    QVERIFY(m_dialog->findChild<QLabel *>(u"hint"_s)->text().contains(u"Type more of the path"_s));
    m_filter->setText(u"1199"_s); // one that was not shown
    QTRY_COMPARE(rows(), QStringList{u"notes/1199.md"_s});
}

void TestPickEntryDialog::theRowAtHandStaysWhileTheListGrows()
{
    m_dialog->setEntries({entry(u"b.md"_s), entry(u"d.md"_s)}, false);
    QTRY_COMPARE(m_list->model()->rowCount(), 2);
    QTest::keyClick(m_filter, Qt::Key_Down);
    QCOMPARE(m_list->currentIndex().row(), 1);
    m_dialog->setEntries({entry(u"a.md"_s), entry(u"b.md"_s), entry(u"c.md"_s), entry(u"d.md"_s)}, true);
    QTRY_COMPARE(m_list->model()->rowCount(), 4);
    QCOMPARE(m_list->currentIndex().data().toString(), u"d.md"_s);
}

void TestPickEntryDialog::enterIsQuickerThanTheList()
{
    QSignalSpy picked(m_dialog.get(), &PickEntryDialog::picked);
    m_dialog->setEntries({entry(u"a.md"_s), entry(u"b.md"_s)}, true);
    QTRY_COMPARE(m_list->model()->rowCount(), 2);
    QTest::keyClicks(m_filter, u"b.md"_s);
    QTest::keyClick(m_filter, Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.first().at(0).value<PickEntryDialog::Pick>().path, u"b.md"_s);
}

void TestPickEntryDialog::aProblemLeavesNothingToChoose()
{
    QSignalSpy picked(m_dialog.get(), &PickEntryDialog::picked);
    m_dialog->setEntries({entry(u"a.md"_s)}, true);
    QTRY_COMPARE(m_list->model()->rowCount(), 1);
    m_dialog->showProblem(u"The service could not be reached."_s);
    QCOMPARE(m_list->model()->rowCount(), 0);
    QTest::keyClick(m_filter, Qt::Key_Return);
    QCOMPARE(picked.size(), 0);
}

QTEST_MAIN(TestPickEntryDialog)
#include "tst_pickentrydialog.moc"
