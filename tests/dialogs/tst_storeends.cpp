// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/archivestoredialog.h"
#include "ui/dialogs/deletestoredialog.h"
#include "ui/dialogs/typedword.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using dialogs::DeleteStoreDialog;

//! Archiving and deleting a store: what is final asks first.
class TestStoreEnds : public QObject
{
    Q_OBJECT
private slots:
    void typedWord_data();
    void typedWord();
    void deleteWaitsForTheName();
    void deleteTellsTheCounts();
    void blankNamesAreConfirmedById();
    void archiveIsOneWay();
};

namespace {

QPushButton *button(QWidget &dialog, const QString &text)
{
    for (auto *candidate : dialog.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

} // namespace

void TestStoreEnds::typedWord_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("matches");
    QTest::newRow("same") << u"project"_s << u"project"_s << true;
    QTest::newRow("blanks around") << u"project"_s << u" project "_s << true;
    QTest::newRow("other case") << u"project"_s << u"Project"_s << false;
    QTest::newRow("half") << u"project"_s << u"proj"_s << false;
    QTest::newRow("hidden, literally") << u"pro\u200Bject"_s << u"pro\u200Bject"_s << true;
    QTest::newRow("hidden, as shown") << u"pro\u200Bject"_s << u"pro‹U+200B›ject"_s << true;
    QTest::newRow("hidden, left out") << u"pro\u200Bject"_s << u"project"_s << false;
    QTest::newRow("nothing for nothing") << QString() << QString() << false;
}

void TestStoreEnds::typedWord()
{
    QFETCH(QString, word);
    QFETCH(QString, typed);
    QFETCH(bool, matches);
    QCOMPARE(dialogs::TypedWord(word).matches(typed), matches);
}

void TestStoreEnds::deleteWaitsForTheName()
{
    DeleteStoreDialog dialog;
    dialog.setFacts({{u"Local workspace"_s, u"<img src=x>"_s}, u"memstore_1"_s, 12, 20'480, {}, false});
    QSignalSpy requested(&dialog, &DeleteStoreDialog::deleteRequested);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *word = dialog.findChild<QLineEdit *>(u"wordEdit"_s);
    QVERIFY(word->hasFocus());
    QTest::keyClicks(word, u"<img src=x"_s);
    QVERIFY(!button(dialog, u"Delete Store"_s)->isEnabled());
    QTest::keyClicks(word, u">"_s);
    QVERIFY(button(dialog, u"Delete Store"_s)->isEnabled());
    QTest::keyClick(word, Qt::Key_Return);
    QCOMPARE(requested.count(), 0);
    QVERIFY(dialog.isVisible());
    QTest::mouseClick(button(dialog, u"Delete Store"_s), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
}

void TestStoreEnds::deleteTellsTheCounts()
{
    DeleteStoreDialog dialog;
    dialog.setFacts(
        {{u"Local workspace"_s, u"project"_s}, u"memstore_1"_s, 12, 20'480, u"at least 412 versions"_s, true});
    QStringList values;
    for (const auto *edit : dialog.findChildren<QLineEdit *>())
        values.append(edit->text());
    QVERIFY(values.contains(u"12"_s));
    QVERIFY(values.contains(u"at least 412 versions"_s));
    QVERIFY(values.contains(u"memstore_1"_s));
    QVERIFY(values.contains(u"archived"_s));
    QCOMPARE(dialog.findChild<QLabel *>(u"targetLabel"_s)->text(), u"Connection “Local workspace”, store “project”"_s);
}

void TestStoreEnds::blankNamesAreConfirmedById()
{
    DeleteStoreDialog dialog;
    dialog.setFacts({{u"c"_s, u"  "_s}, u"memstore_1"_s, {}, {}, {}, false});
    auto *word = dialog.findChild<QLineEdit *>(u"wordEdit"_s);
    QVERIFY(!button(dialog, u"Delete Store"_s)->isEnabled());
    word->setText(u"memstore_1"_s);
    QVERIFY(button(dialog, u"Delete Store"_s)->isEnabled());
}

void TestStoreEnds::archiveIsOneWay()
{
    dialogs::ArchiveStoreDialog dialog;
    dialog.setFacts({u"Local workspace"_s, u"project"_s}, 12);
    QSignalSpy requested(&dialog, &dialogs::ArchiveStoreDialog::archiveRequested);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QVERIFY(dialog.findChild<QLabel *>(u"oneWayLabel"_s)->text().contains(u"one-way"_s));
    QVERIFY(dialog.findChild<QLabel *>(u"effectLabel"_s)->text().contains(u"12"_s));
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Return); // Cancel has the focus
    QVERIFY(!dialog.isVisible());
    QCOMPARE(requested.count(), 0);
    dialog.open();
    QTest::mouseClick(button(dialog, u"Archive"_s), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
}

QTEST_MAIN(TestStoreEnds)
#include "tst_storeends.moc"
