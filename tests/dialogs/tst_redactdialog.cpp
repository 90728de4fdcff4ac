// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/redactdialog.h"
#include "ui/widgets/copyablefield.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using dialogs::LiveText;
using dialogs::RedactDialog;
using dialogs::RedactFacts;

namespace {

RedactFacts someFacts()
{
    RedactFacts facts;
    facts.target = {u"Local workspace"_s, u"<img src=x>"_s};
    facts.path = u"notes/\u202Emeeting.md"_s;
    facts.ordinal = u"v3"_s;
    facts.versionId = u"memver_019e3bb9"_s;
    facts.createdAt = *core::Timestamp::parse(u"2026-05-18T15:34:26.494349Z");
    facts.size = 1204;
    facts.sha256 = QString(64, u'a');
    facts.content = "password: \xE2\x80\xAEhunter2\nsecond\n";
    facts.live = LiveText::Same;
    facts.sameVersions = {u"v3, 18 May"_s, u"v5, 19 May"_s};
    facts.sameEntries = {u"copy/\u200Bof.md"_s};
    facts.coverage = u"412 of about 8,000 versions were compared."_s;
    return facts;
}

} // namespace

//! Promises K1 to K3.
class TestRedactDialog : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_dialog.reset(); }
    void namesTargetAndFacts();
    void listsAllCopies();
    void draftsThatHoldItArePreselected();
    void saysWhatCannotBeKnown();
    void waitsForTheWord_data();
    void waitsForTheWord();
    void enterNeverRedacts_data();
    void enterNeverRedacts();
    void cancelIsTheDefault();
    void escapeCancels();
    void withoutFactsNothingHappens();
    void otherFactsAskAgain();
    void busyLocksAndFailureUnlocks();
    void longTextsAreCut();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_dialog->findChild<T *>(QLatin1String(name));
    }
    QPushButton *button(const QString &text)
    {
        for (auto *candidate : m_dialog->findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }
    QPushButton *redact() { return button(u"Redact"_s); }
    void type(const QString &text) { QTest::keyClicks(child<QLineEdit>("wordEdit"), text); }
    QString factOf(const QString &label)
    {
        for (const auto *field : m_dialog->findChildren<widgets::CopyableField *>()) {
            if (field->accessibleName() == label)
                return field->shownValue();
        }
        return {};
    }

    std::unique_ptr<RedactDialog> m_dialog;
};

void TestRedactDialog::init()
{
    m_dialog = std::make_unique<RedactDialog>();
    m_dialog->setFacts(someFacts());
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestRedactDialog::namesTargetAndFacts()
{
    QCOMPARE(child<QLabel>("targetLabel")->text(), u"Connection “Local workspace”, store “<img src=x>”"_s);
    QVERIFY(child<QLabel>("questionLabel")->text().contains(u"v3"_s));
    QCOMPARE(factOf(u"Path:"_s), u"notes/‹U+202E›meeting.md"_s);
    QVERIFY(factOf(u"Version:"_s).contains(u"memver_019e3bb9"_s));
    QVERIFY(factOf(u"Written:"_s).contains(u"15:34:26.494349 UTC"_s));
    QVERIFY(factOf(u"Written:"_s).contains(u"17:34"_s)); // local: Europe/Berlin
    QVERIFY(factOf(u"Size:"_s).contains(u"1,204"_s) || factOf(u"Size:"_s).contains(u"1204"_s));
    QCOMPARE(factOf(u"SHA-256:"_s), QString(64, u'a'));
    QCOMPARE(child<QPlainTextEdit>("textView")->document()->toRawText(),
        QString(u"password: ‹U+202E›hunter2\u2029second\u2029"_s));
    for (const auto *label : m_dialog->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestRedactDialog::listsAllCopies()
{
    const QString copies = child<QLabel>("copiesLabel")->text();
    QVERIFY(copies.contains(u"live entry still has this text"_s));
    QVERIFY(copies.contains(u"v3, 18 May, v5, 19 May"_s));
    QVERIFY(copies.contains(u"copy/‹U+200B›of.md"_s));
    QVERIFY(copies.contains(u"412 of about 8,000 versions were compared."_s));
    const QString final = child<QLabel>("finalLabel")->text();
    for (const QString &word : {u"cannot be undone"_s, u"path"_s, u"size"_s, u"hash"_s, u"live text"_s, u"secret"_s})
        QVERIFY2(final.contains(word), qPrintable(word));
}

void TestRedactDialog::draftsThatHoldItArePreselected()
{
    RedactFacts facts = someFacts();
    QVERIFY(m_dialog->draftsToDiscard().isEmpty());
    facts.drafts = {{u"holds"_s, u"a.md & \u202Eb, just now"_s, true, true},
                    {u"same entry"_s, u"a.md"_s, false, true},
                    {u"other copy"_s, u"a.md"_s, true, false}};
    m_dialog->setFacts(facts);
    QCOMPARE(m_dialog->draftsToDiscard(), QStringList{u"holds"_s});
    auto *box = child<QCheckBox>("holds");
    QVERIFY(box->text().contains(u"&&"_s) && !box->text().contains(QChar(0x202E)));
    box->setChecked(false);
    QVERIFY(m_dialog->draftsToDiscard().isEmpty());
    QVERIFY(!child<QCheckBox>("other copy")->isEnabled());
    facts.drafts.clear();
    m_dialog->setFacts(facts);
    QVERIFY(!child<QWidget>("drafts")->isVisibleTo(m_dialog.get()));
}

void TestRedactDialog::saysWhatCannotBeKnown()
{
    RedactFacts facts = someFacts();
    facts.live = LiveText::Unknown;
    facts.sameVersions.clear();
    facts.sameEntries.clear();
    facts.content.reset();
    facts.contentProblem = u"The text could not be read."_s;
    m_dialog->setFacts(facts);
    const QString copies = child<QLabel>("copiesLabel")->text();
    QVERIFY(copies.contains(u"may still have this text"_s));
    QVERIFY(copies.contains(u"No other known version"_s));
    QCOMPARE(child<QPlainTextEdit>("textView")->document()->toRawText(), u"The text could not be read."_s);
}

void TestRedactDialog::waitsForTheWord_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("enough");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("half") << u"REDAC"_s << false;
    QTest::newRow("small letters") << u"redact"_s << false;
    QTest::newRow("too much") << u"REDACTED"_s << false;
    QTest::newRow("two words") << u"REDACT IT"_s << false;
    QTest::newRow("the word") << u"REDACT"_s << true;
    QTest::newRow("with a blank") << u" REDACT "_s << true;
}

void TestRedactDialog::waitsForTheWord()
{
    QFETCH(QString, typed);
    QFETCH(bool, enough);
    QSignalSpy requested(m_dialog.get(), &RedactDialog::redactRequested);
    QVERIFY(child<QLineEdit>("wordEdit")->hasFocus());
    type(typed);
    QCOMPARE(redact()->isEnabled(), enough);
    QTest::mouseClick(redact(), Qt::LeftButton);
    QCOMPARE(requested.count(), enough ? 1 : 0);
    QVERIFY(m_dialog->isVisible()); // closes when it is done, not before
}

void TestRedactDialog::enterNeverRedacts_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("return") << int(Qt::Key_Return);
    QTest::newRow("enter") << int(Qt::Key_Enter);
}

void TestRedactDialog::enterNeverRedacts()
{
    QFETCH(int, key);
    QSignalSpy requested(m_dialog.get(), &RedactDialog::redactRequested);
    type(u"REDACT"_s);
    // From every widget that can have the focus, the button itself included.
    for (QWidget *widget : m_dialog->findChildren<QWidget *>()) {
        if (widget == button(u"Cancel"_s) || widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
            continue;
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key(key));
        QTest::keyClick(widget, Qt::Key(key), Qt::ControlModifier);
        QVERIFY(m_dialog->isVisible());
    }
    QCOMPARE(requested.count(), 0);
    redact()->setFocus();
    QTest::keyClick(redact(), Qt::Key_Space); // the keyboard can do it all the same
    QCOMPARE(requested.count(), 1);
}

void TestRedactDialog::cancelIsTheDefault()
{
    QVERIFY(button(u"Cancel"_s)->isDefault());
    QVERIFY(!redact()->isDefault() && !redact()->autoDefault());
    type(u"REDACT"_s);
    redact()->setFocus();
    QVERIFY(button(u"Cancel"_s)->isDefault());
    button(u"Cancel"_s)->setFocus();
    QTest::keyClick(button(u"Cancel"_s), Qt::Key_Return);
    QVERIFY(!m_dialog->isVisible());
    QCOMPARE(m_dialog->result(), int(QDialog::Rejected));
}

void TestRedactDialog::escapeCancels()
{
    QSignalSpy rejected(m_dialog.get(), &QDialog::rejected);
    type(u"REDACT"_s);
    QTest::keyClick(child<QLineEdit>("wordEdit"), Qt::Key_Escape);
    QCOMPARE(rejected.count(), 1);
}

void TestRedactDialog::withoutFactsNothingHappens()
{
    m_dialog = std::make_unique<RedactDialog>();
    m_dialog->open();
    type(u"REDACT"_s);
    QVERIFY(!redact()->isEnabled());
}

void TestRedactDialog::otherFactsAskAgain()
{
    type(u"REDACT"_s);
    RedactFacts facts = someFacts();
    facts.ordinal = u"v4"_s;
    m_dialog->setFacts(facts);
    QVERIFY(!redact()->isEnabled());
    QVERIFY(child<QLineEdit>("wordEdit")->text().isEmpty());
}

void TestRedactDialog::busyLocksAndFailureUnlocks()
{
    QSignalSpy requested(m_dialog.get(), &RedactDialog::redactRequested);
    type(u"REDACT"_s);
    m_dialog->setBusy(u"Reading the version again…"_s);
    QVERIFY(!redact()->isEnabled());
    QVERIFY(!child<QLineEdit>("wordEdit")->isEnabled());
    QTest::mouseClick(redact(), Qt::LeftButton);
    QCOMPARE(requested.count(), 0);
    m_dialog->showFailure(u"The service could not be reached."_s, u"request id 4711"_s);
    QVERIFY(redact()->isEnabled());
    QVERIFY(child<QLineEdit>("wordEdit")->isEnabled());
    QTest::mouseClick(button(u"Copy details"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"request id 4711"_s);
}

void TestRedactDialog::longTextsAreCut()
{
    RedactFacts facts = someFacts();
    facts.content = QByteArray("\xF0\x9F\x98\x80").repeated(25'600); // one line of emoji, 102,400 bytes
    m_dialog->setFacts(facts);
    QString shown = child<QPlainTextEdit>("textView")->document()->toRawText();
    QVERIFY(shown.size() < 2 * RedactDialog::shownColumns);
    QVERIFY(shown.contains(u"…"_s));
    QVERIFY(!shown.contains(QChar::ReplacementCharacter));
    facts.content = QByteArray("line\n").repeated(1000);
    m_dialog->setFacts(facts);
    shown = child<QPlainTextEdit>("textView")->document()->toRawText();
    QCOMPARE(shown.count(QChar::ParagraphSeparator), RedactDialog::shownLines);
}

QTEST_MAIN(TestRedactDialog)
#include "tst_redactdialog.moc"
