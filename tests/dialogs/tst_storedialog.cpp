// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/metadataedit.h"
#include "ui/dialogs/storedialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using dialogs::StoreDialog;
using dialogs::StoreFieldLimits;
using dialogs::StoreFields;

class TestStoreDialog : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { m_dialog.reset(); }
    void createsByKeysAlone();
    void namesAreCheckedWhileTyping();
    void descriptionLimitCountsCodePoints();
    void emptyDescriptionTakesTheName();
    void editSendsOnlyChanges();
    void untouchedDescriptionStaysExact();
    void metadataLimits_data();
    void metadataLimits();
    void metadataRowsByKeys();
    void metadataIsHiddenWhereNotOffered();
    void failureStaysInPlace();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_dialog->findChild<T *>(QLatin1String(name));
    }
    template <typename T>
    T *named(const QString &accessibleName)
    {
        for (T *candidate : m_dialog->findChildren<T *>()) {
            if (candidate->accessibleName() == accessibleName)
                return candidate;
        }
        return nullptr;
    }
    QPushButton *button(const QString &text)
    {
        for (auto *candidate : m_dialog->findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }
    void show(StoreDialog::Purpose purpose, const StoreFields &fields = {}, const StoreFieldLimits &limits = {})
    {
        m_dialog = std::make_unique<StoreDialog>(purpose);
        m_dialog->setLimits(limits);
        m_dialog->setTarget({u"Local workspace"_s});
        m_dialog->setFields(fields);
        m_dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    QString hint(const char *name) { return child<QLabel>(name)->text(); }

    std::unique_ptr<StoreDialog> m_dialog;
};

void TestStoreDialog::createsByKeysAlone()
{
    show(StoreDialog::Purpose::Create);
    QSignalSpy submitted(m_dialog.get(), &StoreDialog::submitted);
    QVERIFY(!button(u"Create"_s)->isEnabled());
    QTest::keyClicks(m_dialog->focusWidget(), u" project-alpha "_s);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(m_dialog->focusWidget(), u"What we know"_s);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
    QCOMPARE(m_dialog->focusWidget(), button(u"Add pair"_s));
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Return); // the default button
    QCOMPARE(submitted.count(), 1);
    const auto fields = submitted.first().at(0).value<StoreFields>();
    QCOMPARE(fields, (StoreFields{u"project-alpha"_s, u"What we know"_s, {}}));
    QVERIFY(m_dialog->isVisible());
}

void TestStoreDialog::namesAreCheckedWhileTyping()
{
    show(StoreDialog::Purpose::Create);
    auto *name = child<QLineEdit>("nameEdit");
    QTest::keyClicks(name, u"a"_s);
    QVERIFY(button(u"Create"_s)->isEnabled());
    QTest::keyClick(name, Qt::Key_Backspace);
    QVERIFY(!button(u"Create"_s)->isEnabled());
    name->setText(QString(65, u'n'));
    QVERIFY(hint("nameHint").contains(u"some services refuse"_s));
    QVERIFY(button(u"Create"_s)->isEnabled());
    name->setText(u"\U0001F600"_s.repeated(255)); // 510 UTF-16 units, 255 characters
    QVERIFY(button(u"Create"_s)->isEnabled());
    name->setText(u"\U0001F600"_s.repeated(256));
    QVERIFY(!button(u"Create"_s)->isEnabled());
    QVERIFY(hint("nameHint").contains(u"255 are the most"_s));
    QVERIFY(name->accessibleDescription().contains(u"255 are the most"_s));
    name->setText(u"a\u0007b"_s);
    QVERIFY(!button(u"Create"_s)->isEnabled());
    QVERIFY(hint("nameHint").contains(u"‹U+0007›"_s));
}

void TestStoreDialog::descriptionLimitCountsCodePoints()
{
    show(StoreDialog::Purpose::Create);
    child<QLineEdit>("nameEdit")->setText(u"n"_s);
    auto *description = child<QPlainTextEdit>("descriptionEdit");
    description->setPlainText(u"\U0001F600"_s.repeated(1024));
    QVERIFY(button(u"Create"_s)->isEnabled());
    description->setPlainText(u"\U0001F600"_s.repeated(1025));
    QVERIFY(!button(u"Create"_s)->isEnabled());
    QVERIFY(hint("descriptionHint").contains(u"1025"_s));
}

void TestStoreDialog::emptyDescriptionTakesTheName()
{
    show(StoreDialog::Purpose::Create);
    child<QLineEdit>("nameEdit")->setText(u"project"_s);
    QVERIFY(hint("descriptionHint").contains(u"Agents read this"_s));
    QCOMPARE(m_dialog->fields().description, u"project"_s);
    StoreFieldLimits limits;
    limits.descriptionRequired = false;
    m_dialog->setLimits(limits);
    QCOMPARE(m_dialog->fields().description, QString());
}

void TestStoreDialog::editSendsOnlyChanges()
{
    const StoreFields before{u"project"_s, u"notes"_s, {{u"team"_s, u"blue"_s}}};
    show(StoreDialog::Purpose::Edit, before);
    QCOMPARE(m_dialog->fields(), before);
    QVERIFY(!button(u"Save"_s)->isEnabled()); // nothing has changed
    named<QLineEdit>(u"Value of pair 1"_s)->setText(u"red"_s);
    QVERIFY(button(u"Save"_s)->isEnabled());
    QSignalSpy submitted(m_dialog.get(), &StoreDialog::submitted);
    QTest::mouseClick(button(u"Save"_s), Qt::LeftButton);
    QCOMPARE(submitted.first().at(0).value<StoreFields>().metadata.value(u"team"_s), u"red"_s);
}

void TestStoreDialog::untouchedDescriptionStaysExact()
{
    const StoreFields before{u"project"_s, u" line\r\nnext\u00A0line\u2028end "_s, {}};
    show(StoreDialog::Purpose::Edit, before);
    child<QLineEdit>("nameEdit")->setText(u"other"_s);
    QCOMPARE(m_dialog->fields().description, before.description);
    QTest::keyClick(child<QPlainTextEdit>("descriptionEdit"), Qt::Key_X);
    QVERIFY(m_dialog->fields().description.startsWith(u"x"_s));
}

void TestStoreDialog::metadataLimits_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("fits");
    const QString emoji = u"\U0001F600"_s;
    QTest::newRow("512 emoji") << u"k"_s << emoji.repeated(512) << true;
    QTest::newRow("513 emoji") << u"k"_s << emoji.repeated(513) << false;
    QTest::newRow("key of 64") << emoji.repeated(64) << u"v"_s << true;
    QTest::newRow("key of 65") << emoji.repeated(65) << u"v"_s << false;
    QTest::newRow("value without key") << QString() << u"v"_s << false;
    QTest::newRow("empty value") << u"k"_s << QString() << true;
    QTest::newRow("empty row") << QString() << QString() << true;
    QTest::newRow("same key twice") << u"team"_s << u"v"_s << false;
}

void TestStoreDialog::metadataLimits()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, fits);
    show(StoreDialog::Purpose::Create, {u"project"_s, u"notes"_s, {{u"team"_s, u"blue"_s}}});
    QTest::mouseClick(button(u"Add pair"_s), Qt::LeftButton);
    named<QLineEdit>(u"Key of pair 2"_s)->setText(key);
    named<QLineEdit>(u"Value of pair 2"_s)->setText(value);
    QCOMPARE(button(u"Create"_s)->isEnabled(), fits);
    QCOMPARE(child<dialogs::MetadataEdit>("metadataEdit")->problem().isEmpty(), fits);
    if (fits && !key.isEmpty())
        QCOMPARE(m_dialog->fields().metadata.value(key), value);
}

void TestStoreDialog::metadataRowsByKeys()
{
    StoreFieldLimits limits;
    limits.metadataPairs = 2;
    show(StoreDialog::Purpose::Create, {u"project"_s, u"notes"_s, {}}, limits);
    auto *add = button(u"Add pair"_s);
    add->setFocus();
    QTest::keyClick(add, Qt::Key_Space);
    QCOMPARE(m_dialog->focusWidget(), named<QLineEdit>(u"Key of pair 1"_s));
    QTest::keyClicks(m_dialog->focusWidget(), u"team"_s);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(m_dialog->focusWidget(), u"blue"_s);
    QCOMPARE(m_dialog->fields().metadata, (core::Metadata{{u"team"_s, u"blue"_s}}));
    QTest::mouseClick(add, Qt::LeftButton);
    QVERIFY(!add->isEnabled()); // two are the most
    auto *remove = named<QToolButton>(u"Remove pair 1"_s);
    remove->setFocus();
    QTest::keyClick(remove, Qt::Key_Space);
    QVERIFY(add->isEnabled());
    QCOMPARE(m_dialog->fields().metadata, core::Metadata());
}

void TestStoreDialog::metadataIsHiddenWhereNotOffered()
{
    StoreFieldLimits limits;
    limits.metadata = false;
    show(StoreDialog::Purpose::Edit, {u"project"_s, u"notes"_s, {{u"team"_s, u"blue"_s}}}, limits);
    QVERIFY(!child<QWidget>("metadataEdit")->isVisible());
    QCOMPARE(m_dialog->fields().metadata.size(), 1); // kept, not sent away
}

void TestStoreDialog::failureStaysInPlace()
{
    show(StoreDialog::Purpose::Create, {u"project"_s, u"notes"_s, {}});
    QCOMPARE(child<QLabel>("targetLabel")->text(), u"Connection “Local workspace”"_s);
    m_dialog->setBusy(u"Creating the store…"_s);
    QVERIFY(!button(u"Create"_s)->isEnabled());
    m_dialog->showFailure(u"<b>Refused</b>"_s);
    QVERIFY(button(u"Create"_s)->isEnabled());
    QVERIFY(!button(u"Copy details"_s)->isVisible());
    bool said = false;
    for (const auto *label : m_dialog->findChildren<QLabel *>())
        said = said
            || (label->isVisible() && label->text() == u"<b>Refused</b>"_s && label->textFormat() == Qt::PlainText);
    QVERIFY(said);
}

QTEST_MAIN(TestStoreDialog)
#include "tst_storedialog.moc"
