// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/baseurl.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/fieldhint.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using dialogs::ConnectionDialog;
using dialogs::ConnectionDraft;
using dialogs::KeychainStatus;
using dialogs::TokenKeeping;

class TestConnectionDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void presetFillsUrlAndName();
    void urlChoosesTheService_data();
    void urlChoosesTheService();
    void ownPortIsAskedFor();
    void problemsStandBesideTheirFields();
    void emptyFieldsAreNotScolded();
    void tokenIsHiddenAndTidied();
    void curlLineFillsBoth();
    void curlLineWithAVariable();
    void offeredTokenNeverEntersTheDialog();
    void keychainStates_data();
    void keychainStates();
    void unlockAndAskAgain();
    void editKeepsTheTokenThatIsThere();
    void editWithALockedKeychainChangesNoPlace();
    void testShowsItsResult();
    void lateTestResultIsNotShown();
    void keysAlone();
    void everyFieldHasAName();
    void nothingIsSqueezedAtTwiceTheSize();
    void closingForgetsTheToken();

private:
    template<typename T>
    T *find(const char *name) const
    {
        auto *found = m_dialog->findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT(found);
        return found;
    }
    [[nodiscard]] QLineEdit *field(const char *name) const { return find<QLineEdit>(name); }
    [[nodiscard]] QString problem(const char *hint) const { return find<dialogs::FieldHint>(hint)->problem(); }
    [[nodiscard]] QPushButton *action() const;
    void make(ConnectionDialog::Purpose purpose);
    void fill();

    std::unique_ptr<ConnectionDialog> m_dialog;
    const QString m_global = u"https://api.qoder.com/api/v1/cloud"_s;
    const QString m_china = u"https://api.qoder.com.cn/api/v1/cloud"_s;
};

void TestConnectionDialog::init()
{
    make(ConnectionDialog::Purpose::Create);
}

void TestConnectionDialog::cleanup()
{
    m_dialog.reset();
}

void TestConnectionDialog::make(ConnectionDialog::Purpose purpose)
{
    m_dialog = std::make_unique<ConnectionDialog>(purpose);
    m_dialog->setTakenNames({u"Local workspace"_s, u"Work"_s});
    m_dialog->setPresets({{dialogs::ServiceKind::Global, m_global}, {dialogs::ServiceKind::China, m_china}});
    m_dialog->setKeychainStatus(KeychainStatus::Available);
    m_dialog->setCurlParser([](const QString &line) -> std::optional<dialogs::CurlParts> {
        if (!line.contains("https://"_L1))
            return std::nullopt;
        if (line.contains("$QODER_PAT"_L1))
            return dialogs::CurlParts{u"https://curl.example/api/v1/cloud"_s, {}, u"QODER_PAT"_s};
        return dialogs::CurlParts{u"https://curl.example/api/v1/cloud"_s, "pt-from-curl"};
    });
    m_dialog->open();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get())); // or no mnemonic works
}

void TestConnectionDialog::fill()
{
    field("tokenEdit")->setText(u"pt-1234"_s);
    QVERIFY(action()->isEnabled());
}

QPushButton *TestConnectionDialog::action() const
{
    for (QAbstractButton *button : find<QDialogButtonBox>("buttonBox")->buttons()) {
        if (find<QDialogButtonBox>("buttonBox")->buttonRole(button) == QDialogButtonBox::AcceptRole)
            return qobject_cast<QPushButton *>(button);
    }
    return nullptr;
}

void TestConnectionDialog::presetFillsUrlAndName()
{
    QCOMPARE(field("urlEdit")->text(), m_global);
    QCOMPARE(field("nameEdit")->text(), u"Qoder, global"_s);
    auto *service = find<QComboBox>("serviceBox");
    service->setFocus();
    QTest::keyClick(service, Qt::Key_Down);
    QCOMPARE(field("urlEdit")->text(), m_china);
    QCOMPARE(field("nameEdit")->text(), u"Qoder, China"_s);
    QVERIFY(find<QLabel>("tokenPageLabel")->text().contains("https://qoder.com.cn/cloud/pat-keys"_L1));
    QTest::keyClicks(field("nameEdit"), u" 2"_s); // a name of the person's own stays
    QTest::keyClick(service, Qt::Key_Up);
    QCOMPARE(field("nameEdit")->text(), u"Qoder, China 2"_s);
    m_dialog->setTakenNames({u"Qoder, Global"_s});
    make(ConnectionDialog::Purpose::Create);
    m_dialog->setTakenNames({u"qoder, china"_s});
    field("urlEdit")->setText(m_china);
    QCOMPARE(field("nameEdit")->text(), u"Qoder, China (2)"_s);
}

void TestConnectionDialog::urlChoosesTheService_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("service");
    QTest::newRow("preset") << u" https://api.qoder.com.cn/api/v1/cloud/ "_s << u"Qoder, China"_s;
    QTest::newRow("loopback") << u"http://127.0.0.1:8080/api/v1/cloud"_s << u"A service on this computer"_s;
    QTest::newRow("other") << u"https://gateway.example/x"_s << u"Another service"_s;
}

void TestConnectionDialog::urlChoosesTheService()
{
    QFETCH(const QString, url);
    QFETCH(const QString, service);
    field("urlEdit")->setText(url);
    QCOMPARE(find<QComboBox>("serviceBox")->currentText(), service);
    QCOMPARE(m_dialog->draft().baseUrl, core::normalizedBaseUrl(url));
}

void TestConnectionDialog::ownPortIsAskedFor()
{
    auto *service = find<QComboBox>("serviceBox");
    service->setFocus();
    QTest::keyClick(service, Qt::Key_Down);
    QTest::keyClick(service, Qt::Key_Down);
    QCOMPARE(m_dialog->focusWidget(), field("urlEdit"));
    QVERIFY(!problem("urlHint").isEmpty());
    QTest::keyClicks(field("urlEdit"), u"8765"_s); // PORT is selected
    QCOMPARE(field("urlEdit")->text(), u"http://127.0.0.1:8765/api/v1/cloud"_s);
    QCOMPARE(problem("urlHint"), QString());
}

void TestConnectionDialog::problemsStandBesideTheirFields()
{
    fill();
    field("urlEdit")->setText(u"http://api.qoder.com"_s);
    QVERIFY(problem("urlHint").contains("https"_L1));
    QCOMPARE(field("urlEdit")->accessibleDescription(), problem("urlHint"));
    QVERIFY(find<QLabel>("urlHint")->isVisible());
    QVERIFY(!action()->isEnabled());
    QVERIFY(!find<QPushButton>("testButton")->isEnabled());
    field("urlEdit")->setText(m_global);
    QCOMPARE(problem("urlHint"), QString());
    QVERIFY(action()->isEnabled());

    field("nameEdit")->setText(u"work"_s);
    QVERIFY(!problem("nameHint").isEmpty());
    QVERIFY(!action()->isEnabled());
    QVERIFY(find<QPushButton>("testButton")->isEnabled()); // a name is nothing to test
    field("nameEdit")->setText(QString(81, u'x'));
    QVERIFY(!problem("nameHint").isEmpty());
    field("nameEdit")->setText(u"Mine"_s);
    QVERIFY(action()->isEnabled());

    field("tokenEdit")->setText(u"pt-12 34"_s);
    QVERIFY(!problem("tokenHint").isEmpty());
    QVERIFY(!action()->isEnabled());
    field("tokenEdit")->clear();
    QVERIFY(!problem("tokenHint").isEmpty());
    QVERIFY(!action()->isEnabled());
}

void TestConnectionDialog::emptyFieldsAreNotScolded()
{
    QCOMPARE(problem("tokenHint"), QString());
    QVERIFY(!action()->isEnabled());
}

void TestConnectionDialog::tokenIsHiddenAndTidied()
{
    QCOMPARE(field("tokenEdit")->echoMode(), QLineEdit::Password);
    find<QToolButton>("revealButton")->click();
    QCOMPARE(field("tokenEdit")->echoMode(), QLineEdit::Normal);
    find<QToolButton>("revealButton")->click();
    QCOMPARE(field("tokenEdit")->echoMode(), QLineEdit::Password);
    field("tokenEdit")->setText(u"  Bearer pt-1234 "_s);
    QCOMPARE(m_dialog->draft().token, QByteArray("pt-1234"));
    QVERIFY(action()->isEnabled());
}

void TestConnectionDialog::curlLineFillsBoth()
{
    for (const char *name : {"urlEdit", "tokenEdit"}) {
        make(ConnectionDialog::Purpose::Create);
        field(name)->setText(u"curl -X GET https://curl.example/api/v1/cloud/memory_stores -H 'Authorization: …'"_s);
        QCOMPARE(field("urlEdit")->text(), u"https://curl.example/api/v1/cloud"_s);
        QCOMPARE(field("tokenEdit")->text(), u"pt-from-curl"_s);
        QCOMPARE(field("tokenEdit")->echoMode(), QLineEdit::Password);
        QVERIFY(action()->isEnabled());
    }
    make(ConnectionDialog::Purpose::Create);
    field("urlEdit")->setText(u"curl nonsense"_s); // not understood: judged like any other text
    QVERIFY(!problem("urlHint").isEmpty());
}

void TestConnectionDialog::curlLineWithAVariable()
{
    field("urlEdit")->setText(u"curl https://curl.example/ -H \"Authorization: Bearer $QODER_PAT\""_s);
    QCOMPARE(field("urlEdit")->text(), u"https://curl.example/api/v1/cloud"_s);
    QCOMPARE(field("tokenEdit")->text(), QString());
    QVERIFY(find<QLabel>("tokenHint")->text().contains("QODER_PAT"_L1));
    QVERIFY(find<QLabel>("tokenHint")->isVisible());
}

void TestConnectionDialog::offeredTokenNeverEntersTheDialog()
{
    QVERIFY(!find<QWidget>("offer")->isVisible());
    m_dialog->offerToken(u"QODER_PAT"_s);
    QVERIFY(find<QWidget>("offer")->isVisible());
    QSignalSpy accepted(m_dialog.get(), &ConnectionDialog::offeredTokenAccepted);
    find<QPushButton>("useOfferButton")->click();
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(accepted.first().first().toString(), u"QODER_PAT"_s);
    QVERIFY(!find<QWidget>("offer")->isVisible());
    QVERIFY(!field("tokenEdit")->isEnabled());
    QVERIFY(m_dialog->draft().useOfferedToken);
    QCOMPARE(m_dialog->draft().token, QByteArray());
    QVERIFY(action()->isEnabled());
    find<QToolButton>("otherTokenButton")->click();
    QVERIFY(field("tokenEdit")->isEnabled());
    QVERIFY(!m_dialog->draft().useOfferedToken);
    QVERIFY(find<QWidget>("offer")->isVisible());
    QVERIFY(!action()->isEnabled());
}

void TestConnectionDialog::keychainStates_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("unlock");
    QTest::newRow("noBus") << u"noBus"_s << u"message bus"_s << false;
    QTest::newRow("noService") << u"noService"_s << u"No keychain is running"_s << false;
    QTest::newRow("locked") << u"locked"_s << u"is locked"_s << true;
    QTest::newRow("refused") << u"refused"_s << u"refused"_s << true;
    QTest::newRow("frozen") << u"frozen"_s << u"does not answer"_s << false;
    QTest::newRow("error") << u"error"_s << u"an error"_s << false;
    QTest::newRow("unknown") << u"whatever"_s << u"an error"_s << false;
}

//! Told which it is in words, nothing is kept behind the person's back, and there is a way on (G2, G3).
void TestConnectionDialog::keychainStates()
{
    QFETCH(const QString, word);
    QFETCH(const QString, says);
    QFETCH(const bool, unlock);
    fill();
    m_dialog->setKeychainStatus(dialogs::keychainStatusOf(word));
    QVERIFY2(problem("keychainHint").contains(says), qPrintable(problem("keychainHint")));
    QVERIFY(!action()->isEnabled());
    QCOMPARE(find<QPushButton>("unlockButton")->isVisible(), unlock);
    QVERIFY(find<QPushButton>("recheckButton")->isVisible());
    QVERIFY(find<QRadioButton>("keychainButton")->isChecked()); // the choice is the person's
    find<QRadioButton>("thisRunButton")->click();
    QVERIFY(action()->isEnabled());
    QCOMPARE(m_dialog->draft().keeping, TokenKeeping::ThisRun);
    QVERIFY(find<QLabel>("keychainHint")->text().contains(says)); // still said, no longer a problem
}

void TestConnectionDialog::unlockAndAskAgain()
{
    fill();
    m_dialog->setKeychainStatus(KeychainStatus::Locked);
    QSignalSpy unlock(m_dialog.get(), &ConnectionDialog::keychainUnlockRequested);
    QSignalSpy again(m_dialog.get(), &ConnectionDialog::keychainCheckRequested);
    find<QPushButton>("unlockButton")->click();
    QCOMPARE(unlock.size(), 1);
    QVERIFY(!find<QPushButton>("unlockButton")->isVisible()); // asked once
    m_dialog->setKeychainStatus(KeychainStatus::Frozen);
    find<QPushButton>("recheckButton")->click();
    QCOMPARE(again.size(), 1);
    m_dialog->setKeychainStatus(KeychainStatus::Available);
    QVERIFY(action()->isEnabled());
    QCOMPARE(m_dialog->draft().keeping, TokenKeeping::Keychain);
}

void TestConnectionDialog::editKeepsTheTokenThatIsThere()
{
    make(ConnectionDialog::Purpose::Edit);
    m_dialog->setDraft({{u"id-1"_s}, u"Work"_s, m_china});
    QVERIFY(!action()->isEnabled()); // nothing to save yet
    QVERIFY(find<QPushButton>("testButton")->isEnabled());
    field("nameEdit")->setText(u"Work, China"_s);
    QVERIFY(action()->isEnabled());
    QSignalSpy submitted(m_dialog.get(), &ConnectionDialog::submitted);
    action()->click();
    QCOMPARE(submitted.size(), 1);
    const auto draft = submitted.first().first().value<ConnectionDraft>();
    QCOMPARE(draft.id.value, u"id-1"_s);
    QCOMPARE(draft.name, u"Work, China"_s);
    QCOMPARE(draft.token, QByteArray());
    QVERIFY(m_dialog->isVisible()); // the owner closes it
}

void TestConnectionDialog::editWithALockedKeychainChangesNoPlace()
{
    make(ConnectionDialog::Purpose::Edit);
    m_dialog->setDraft({{u"id-1"_s}, u"Work"_s, m_china});
    m_dialog->setKeychainStatus(KeychainStatus::Locked);
    field("nameEdit")->setText(u"Renamed"_s);
    QVERIFY(action()->isEnabled());
    QCOMPARE(m_dialog->draft().keeping, TokenKeeping::Keychain);
    field("tokenEdit")->setText(u"pt-new"_s); // but a new token has to go somewhere
    QVERIFY(!action()->isEnabled());
}

void TestConnectionDialog::testShowsItsResult()
{
    fill();
    QSignalSpy requested(m_dialog.get(), &ConnectionDialog::testRequested);
    auto *label = find<QLabel>("testLabel");
    find<QPushButton>("testButton")->click();
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().value<ConnectionDraft>().token, QByteArray("pt-1234"));
    m_dialog->showTestPassed(1, true);
    QVERIFY2(label->text().contains("more than one store"_L1), qPrintable(label->text()));
    find<QPushButton>("testButton")->click();
    m_dialog->showTestFailed(u"The service did not accept the <b>token</b>."_s, u"x-request-id: 1"_s);
    QVERIFY(label->text().contains("<b>token</b>"_L1));
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(find<QPushButton>("copyTestButton")->isVisible());
    field("tokenEdit")->setText(u"pt-other"_s);
    QVERIFY(!label->isVisible()); // it was about another token
}

void TestConnectionDialog::lateTestResultIsNotShown()
{
    fill();
    QSignalSpy abandoned(m_dialog.get(), &ConnectionDialog::testAbandoned);
    find<QPushButton>("testButton")->click();
    field("urlEdit")->setText(m_china);
    QCOMPARE(abandoned.size(), 1);
    m_dialog->showTestPassed(3, false);
    QVERIFY(!find<QLabel>("testLabel")->isVisible());
    find<QPushButton>("testButton")->click();
    find<QPushButton>("testButton")->click(); // Stop
    QCOMPARE(abandoned.size(), 2);
    find<QPushButton>("testButton")->click();
    m_dialog->reject();
    QCOMPARE(abandoned.size(), 3);
}

void TestConnectionDialog::keysAlone()
{
    m_dialog->offerToken(u"QODER_PAT"_s);
    QStringList order;
    find<QPushButton>("useOfferButton")->setFocus();
    for (int i = 0; i < 20 && !order.contains(m_dialog->focusWidget()->objectName()); ++i) {
        order.append(m_dialog->focusWidget()->objectName());
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
    }
    const QStringList expected{u"useOfferButton"_s, u"serviceBox"_s, u"urlEdit"_s, u"tokenEdit"_s, u"revealButton"_s,
                               u"tokenPageLabel"_s, u"nameEdit"_s, u"keychainButton"_s, u"textsBox"_s,
                               u"advancedButton"_s};
    QCOMPARE(order.mid(0, expected.size()), expected);

    QSignalSpy submitted(m_dialog.get(), &ConnectionDialog::submitted);
    field("tokenEdit")->setFocus();
    QTest::keyClicks(field("tokenEdit"), u"pt-1234"_s);
    QTest::keyClick(m_dialog.get(), Qt::Key_A, Qt::AltModifier);
    QTRY_VERIFY(find<QWidget>("advanced")->isVisible());
    QTest::keyClick(m_dialog.get(), Qt::Key_U, Qt::AltModifier);
    QTRY_VERIFY(find<QRadioButton>("thisRunButton")->isChecked());
    QTest::keyClick(field("tokenEdit"), Qt::Key_Return);
    QCOMPARE(submitted.size(), 1);
    QCOMPARE(submitted.first().first().value<ConnectionDraft>().keeping, TokenKeeping::ThisRun);
    m_dialog->setBusy(u"Keeping the token…"_s);
    QTest::keyClick(m_dialog.get(), Qt::Key_Return);
    QCOMPARE(submitted.size(), 1);
    m_dialog->showFailure(u"The keychain is locked."_s);
    QVERIFY(field("tokenEdit")->isEnabled());
    QCOMPARE(field("tokenEdit")->text(), u"pt-1234"_s); // nothing to type again
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

void TestConnectionDialog::everyFieldHasAName()
{
    m_dialog->offerToken(u"QODER_PAT"_s);
    find<QToolButton>("advancedButton")->click();
    m_dialog->setKeychainStatus(KeychainStatus::Locked);
    QStringList accelerators;
    for (QWidget *widget : m_dialog->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const auto *label = qobject_cast<QLabel *>(widget); // its text is its name
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())
                     || (label && !label->text().isEmpty()),
                 qPrintable(widget->objectName()));
    }
    for (const QLabel *label : m_dialog->findChildren<QLabel *>())
        QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->objectName()));
    for (const QAbstractButton *button : m_dialog->findChildren<QAbstractButton *>()) {
        const QString key = QKeySequence::mnemonic(button->text()).toString();
        QVERIFY2(key.isEmpty() || !accelerators.contains(key), qPrintable(button->objectName()));
        accelerators.append(key);
    }
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        const QString key = label->buddy() ? QKeySequence::mnemonic(label->text()).toString() : QString();
        QVERIFY2(key.isEmpty() || !accelerators.contains(key), qPrintable(label->objectName()));
        accelerators.append(key);
    }
}

void TestConnectionDialog::nothingIsSqueezedAtTwiceTheSize()
{
    const QFont font = QApplication::font();
    QFont big = font;
    big.setPointSizeF(font.pointSizeF() * 2);
    QApplication::setFont(big);
    make(ConnectionDialog::Purpose::Create);
    m_dialog->offerToken(u"QODER_PAT"_s);
    m_dialog->setKeychainStatus(KeychainStatus::Locked);
    field("urlEdit")->setText(u"http://api.qoder.com"_s);
    field("tokenEdit")->setText(u"pt-12 34"_s);
    find<QToolButton>("advancedButton")->click();
    const auto squeezed = [this] {
        for (const QWidget *widget : m_dialog->findChildren<QWidget *>()) {
            const auto *label = qobject_cast<const QLabel *>(widget);
            const bool control = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
                || qobject_cast<const QComboBox *>(widget);
            if (!widget->isVisible() || (!control && !label))
                continue;
            const int need = label && label->wordWrap() ? label->heightForWidth(label->width())
                                                        : widget->minimumSizeHint().height();
            if (widget->height() < need)
                return widget->objectName();
        }
        return QString();
    };
    QTRY_COMPARE(squeezed(), QString());
    QApplication::setFont(font);
    QVERIFY(m_dialog->height() <= m_dialog->screen()->availableGeometry().height());
    QVERIFY(action()->isVisible());
}

void TestConnectionDialog::closingForgetsTheToken()
{
    fill();
    m_dialog->accept();
    QCOMPARE(field("tokenEdit")->text(), QString());
}

QTEST_MAIN(TestConnectionDialog)
#include "tst_connectiondialog.moc"
