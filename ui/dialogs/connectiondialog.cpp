// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/connectiondialog.h"

#include "text/visible.h"
#include "ui/dialogs/connectionwords.h"
#include "ui/dialogs/whynot.h"
#include "ui_connectiondialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dialogs {

namespace {

constexpr int maxName = 80;
constexpr int maxToken = 16 * 1024;
constexpr int thisComputer = -1; //!< item data of the services without a preset
constexpr int anotherService = -2;

//! What people copy along with a token.
QString tokenOf(const QString &typed)
{
    QString token = typed.trimmed();
    if (token.startsWith("Bearer "_L1, Qt::CaseInsensitive))
        token = token.mid(7).trimmed();
    return token;
}

bool canBeToken(const QString &token)
{
    return std::all_of(token.begin(), token.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

} // namespace

ConnectionDialog::ConnectionDialog(Purpose purpose, QWidget *parent)
    : Sheet(parent), m_ui(std::make_unique<Ui::ConnectionDialog>()), m_purpose(purpose)
{
    m_ui->setupUi(this);
    const bool create = purpose == Purpose::Create;
    const bool token = purpose == Purpose::Token;
    setWindowTitle(create ? tr("New Connection") : token ? tr("Another Token") : tr("Edit Connection"));
    auto *action = m_ui->buttonBox->addButton(create ? tr("&Connect") : token ? tr("&Use Token") : tr("Sa&ve"),
                                              QDialogButtonBox::AcceptRole);
    for (QWidget *fixed : {static_cast<QWidget *>(m_ui->serviceBox), static_cast<QWidget *>(m_ui->urlEdit),
                           static_cast<QWidget *>(m_ui->nameEdit)})
        fixed->setEnabled(!token);
    m_ui->advancedButton->setVisible(!token);
    for (QWidget *lasting : {static_cast<QWidget *>(m_ui->textsLabel), static_cast<QWidget *>(m_ui->textsBox),
                             static_cast<QWidget *>(m_ui->textsHint)})
        lasting->setVisible(!token);
    adopt({nullptr, m_ui->body, m_ui->buttonBox, action});
    setMinimumWidth(fontMetrics().averageCharWidth() * 72);

    m_ui->urlHint->setField(m_ui->urlEdit);
    m_ui->tokenHint->setField(m_ui->tokenEdit);
    m_ui->nameHint->setField(m_ui->nameEdit);
    m_ui->keychainHint->setField(m_ui->keychainButton);
    m_ui->textsHint->setField(m_ui->textsBox);
    m_ui->textsHint->setHint(ConnectionWords::keepingTexts(false));
    m_ui->spellingHint->setField(m_ui->spellingBox);
    m_ui->spellingHint->setHint(tr("Palimpsest finds this out by asking. Choose it yourself only where that goes wrong."));
    m_ui->spellingBox->addItem(tr("Find out by itself"));
    m_ui->spellingBox->addItem(tr("As first documented: entries and versions, with a size"));
    m_ui->spellingBox->addItem(tr("As documented now: memories and memory versions, with content_size_bytes"));
    m_ui->tokenEdit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_ui->tokenEdit->setMaxLength(maxToken);
    m_ui->tokenPageLabel->setFocusPolicy(Qt::StrongFocus); // to be copied without a mouse, too
    m_ui->testLabel->setFocusPolicy(Qt::StrongFocus);
    for (QWidget *later : {static_cast<QWidget *>(m_ui->offer), static_cast<QWidget *>(m_ui->advanced),
                           static_cast<QWidget *>(m_ui->testResult), static_cast<QWidget *>(m_ui->otherTokenButton)})
        later->hide();

    follow();
    connect(action, &QPushButton::clicked, this, [this] {
        abandonTest();
        emit submitted(draft());
    });
    showServices();
    setKeychainStatus(KeychainStatus::Asking);
    m_ui->tokenEdit->setFocus();
}

void ConnectionDialog::follow()
{
    connect(m_ui->serviceBox, &QComboBox::activated, this, &ConnectionDialog::chooseService);
    connect(m_ui->urlEdit, &QLineEdit::textChanged, this, &ConnectionDialog::followUrl);
    connect(m_ui->tokenEdit, &QLineEdit::textChanged, this, &ConnectionDialog::followToken);
    connect(m_ui->nameEdit, &QLineEdit::textEdited, this, [this] { m_nameTouched = true; });
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &ConnectionDialog::check);
    connect(m_ui->revealButton, &QToolButton::toggled, this, &ConnectionDialog::revealToken);
    connect(m_ui->useOfferButton, &QPushButton::clicked, this, [this] {
        useOfferedToken(true);
        emit offeredTokenAccepted(m_offeredVariable);
    });
    connect(m_ui->otherTokenButton, &QToolButton::clicked, this, [this] { useOfferedToken(false); });
    connect(m_ui->keychainButton, &QRadioButton::toggled, this, &ConnectionDialog::check);
    connect(m_ui->textsBox, &QCheckBox::toggled, this, &ConnectionDialog::check);
    connect(m_ui->spellingBox, &QComboBox::currentIndexChanged, this, &ConnectionDialog::clearTest);
    connect(m_ui->unlockButton, &QPushButton::clicked, this, [this] {
        setKeychainStatus(KeychainStatus::Asking);
        emit keychainUnlockRequested();
    });
    connect(m_ui->recheckButton, &QPushButton::clicked, this, [this] {
        setKeychainStatus(KeychainStatus::Asking);
        emit keychainCheckRequested();
    });
    connect(m_ui->advancedButton, &QToolButton::toggled, this, [this](bool shown) {
        m_ui->advancedButton->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
        m_ui->advanced->setVisible(shown);
    });
    connect(m_ui->testButton, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(m_ui->copyTestButton, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_testDetails); });
}

ConnectionDialog::~ConnectionDialog() = default;

void ConnectionDialog::setPresets(const QList<ServicePreset> &presets)
{
    m_presets = presets;
    showServices();
    if (m_purpose == Purpose::Create && m_ui->urlEdit->text().isEmpty() && !presets.isEmpty())
        chooseService(0);
}

void ConnectionDialog::setCurlParser(CurlParser parser)
{
    m_parseCurl = std::move(parser);
}

void ConnectionDialog::setTakenNames(const QStringList &names)
{
    m_takenNames = names;
    check();
}

void ConnectionDialog::setDraft(const ConnectionDraft &draft)
{
    m_before = draft;
    m_nameTouched = true;
    m_ui->urlEdit->setText(draft.baseUrl);
    m_ui->nameEdit->setText(draft.name);
    m_ui->tokenEdit->setText(QString::fromLatin1(draft.token));
    m_ui->spellingBox->setCurrentIndex(int(draft.spelling));
    m_ui->advancedButton->setChecked(draft.spelling != SpellingChoice::Automatic && m_purpose != Purpose::Token);
    m_ui->textsBox->setChecked(draft.keepTexts);
    (draft.keeping == TokenKeeping::Keychain ? m_ui->keychainButton : m_ui->thisRunButton)->setChecked(true);
    m_ui->tokenEdit->setPlaceholderText(m_purpose == Purpose::Token ? QString()
                                                                    : tr("Unchanged unless you type another"));
    m_urlTouched = m_tokenTouched = false;
    check();
}

ConnectionDraft ConnectionDialog::draft() const
{
    ConnectionDraft draft;
    draft.id = m_before.id;
    draft.name = m_ui->nameEdit->text().trimmed();
    draft.baseUrl = core::normalizedBaseUrl(m_ui->urlEdit->text());
    draft.token = m_useOffered ? QByteArray() : tokenOf(m_ui->tokenEdit->text()).toLatin1();
    draft.useOfferedToken = m_useOffered;
    draft.spelling = SpellingChoice(m_ui->spellingBox->currentIndex());
    draft.keeping = m_ui->keychainButton->isChecked() ? TokenKeeping::Keychain : TokenKeeping::ThisRun;
    draft.keepTexts = m_ui->textsBox->isChecked();
    return draft;
}

void ConnectionDialog::offerToken(const QString &variable)
{
    m_offeredVariable = variable;
    m_ui->offerLabel->setText(tr("A token was found in the variable %1.").arg(text::visible(variable)));
    m_ui->offer->setVisible(!variable.isEmpty() && !m_useOffered);
}

void ConnectionDialog::useOfferedToken(bool use)
{
    m_useOffered = use;
    m_ui->offer->setVisible(!use && !m_offeredVariable.isEmpty());
    m_ui->tokenEdit->clear();
    m_ui->tokenEdit->setEnabled(!use);
    m_ui->tokenEdit->setPlaceholderText(use ? tr("The token from %1").arg(text::visible(m_offeredVariable)) : QString());
    m_ui->revealButton->setVisible(!use);
    m_ui->otherTokenButton->setVisible(use);
    (use ? static_cast<QWidget *>(m_ui->nameEdit) : m_ui->tokenEdit)->setFocus();
    clearTest();
    check();
}

// The service and its URL

void ConnectionDialog::showServices()
{
    m_ui->serviceBox->clear();
    for (qsizetype i = 0; i < m_presets.size(); ++i)
        m_ui->serviceBox->addItem(ConnectionWords::service(m_presets.at(i).kind), int(i));
    m_ui->serviceBox->addItem(tr("A service on this computer"), thisComputer);
    m_ui->serviceBox->addItem(tr("Another service"), anotherService);
    followUrl(m_ui->urlEdit->text());
}

void ConnectionDialog::chooseService(int index)
{
    const int service = m_ui->serviceBox->itemData(index).toInt();
    if (service >= 0) {
        m_ui->urlEdit->setText(m_presets.at(service).baseUrl);
        return;
    }
    if (service == thisComputer) {
        m_ui->urlEdit->setText(u"http://127.0.0.1:PORT/api/v1/cloud"_s);
        m_ui->urlEdit->setFocus();
        m_ui->urlEdit->setSelection(int(m_ui->urlEdit->text().indexOf("PORT"_L1)), 4);
        return;
    }
    m_ui->urlEdit->clear();
    m_ui->serviceBox->setCurrentIndex(index);
    m_ui->urlEdit->setFocus();
}

//! The service follows the URL, so that the two never contradict each other.
void ConnectionDialog::followUrl(const QString &typed)
{
    m_urlTouched = m_urlTouched || !typed.isEmpty();
    if (takeCurl(typed))
        return;
    const QString url = core::normalizedBaseUrl(typed);
    const auto preset = std::find_if(m_presets.cbegin(), m_presets.cend(),
                                     [&](const ServicePreset &known) { return known.baseUrl == url; });
    const bool known = preset != m_presets.cend();
    const int service = known ? int(preset - m_presets.cbegin())
        : core::isLoopbackUrl(url) ? thisComputer : anotherService;
    m_ui->serviceBox->setCurrentIndex(m_ui->serviceBox->findData(service));
    m_ui->tokenPageLabel->setVisible(service != anotherService);
    m_ui->tokenPageLabel->setText(
        known ? tr("Tokens are made in the console: %1").arg(ConnectionWords::tokenPage(preset->kind))
              : tr("Programs that serve on this computer say where their token is. palimpsest-service writes it into the "
                   "file that --token-file names."));
    if (!m_nameTouched) {
        const QString host = QUrl(url).host();
        m_suggestedName = known ? ConnectionWords::service(preset->kind)
            : service == thisComputer ? tr("This computer") : text::visible(host);
        QString name = m_suggestedName;
        for (int number = 2; m_takenNames.contains(name, Qt::CaseInsensitive); ++number)
            name = tr("%1 (%2)", "a name and a number that makes it unique").arg(m_suggestedName).arg(number);
        m_ui->nameEdit->setText(name);
    }
    clearTest();
    check();
}

void ConnectionDialog::followToken(const QString &typed)
{
    m_tokenTouched = m_tokenTouched || !typed.isEmpty();
    if (takeCurl(typed))
        return;
    clearTest();
    check();
}

bool ConnectionDialog::takeCurl(const QString &typed)
{
    QString line = typed.trimmed();
    if (!m_parseCurl || !line.startsWith("curl"_L1, Qt::CaseInsensitive))
        return false;
    line.replace(QChar::LineSeparator, u'\n').replace(QChar::ParagraphSeparator, u'\n');
    const std::optional<CurlParts> parts = m_parseCurl(line);
    // A token of another service is not what was asked for.
    if (!parts || (m_purpose == Purpose::Token && parts->baseUrl != m_before.baseUrl))
        return false;
    const CurlParser parser = std::exchange(m_parseCurl, {}); // what is filled in now is no curl line any more
    m_ui->urlEdit->setText(parts->baseUrl);
    if (!m_useOffered)
        m_ui->tokenEdit->setText(QString::fromLatin1(parts->token));
    m_parseCurl = parser;
    if (!parts->token.isEmpty())
        m_ui->tokenHint->setHint(tr("URL and token were taken from the curl line."));
    else if (!parts->tokenVariable.isEmpty())
        m_ui->tokenHint->setHint(tr("The URL was taken from the curl line. It has only the name %1 in the token's place: "
                                    "paste the token itself.").arg(text::visible(parts->tokenVariable)));
    else
        m_ui->tokenHint->setHint(tr("The URL was taken from the curl line, which has no token."));
    m_ui->tokenEdit->setFocus();
    check();
    return true;
}

// Checks

bool ConnectionDialog::bringsToken() const
{
    return m_useOffered || !tokenOf(m_ui->tokenEdit->text()).isEmpty();
}

QString ConnectionDialog::nameProblem() const
{
    const QString name = m_ui->nameEdit->text().trimmed();
    if (name.isEmpty())
        return tr("A connection needs a name.");
    if (name.size() > maxName)
        return tr("The name has %1 characters; %2 are the most.").arg(name.size()).arg(maxName);
    if (std::any_of(name.begin(), name.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
        return tr("The name has a control character: “%1”.").arg(text::visible(name));
    if (m_takenNames.contains(name, Qt::CaseInsensitive) && name.compare(m_before.name, Qt::CaseInsensitive) != 0)
        return tr("There is a connection of this name already.");
    return {};
}

QString ConnectionDialog::urlProblem() const
{
    return ConnectionWords::urlProblem(core::checkBaseUrl(m_ui->urlEdit->text()));
}

QString ConnectionDialog::tokenProblem() const
{
    // A token belongs to its service: the kept one never goes to another address (contract 1.1).
    const bool moved = core::normalizedBaseUrl(m_ui->urlEdit->text()) != core::normalizedBaseUrl(m_before.baseUrl);
    if (!bringsToken() && m_purpose == Purpose::Edit)
        return moved ? tr("Another address needs its own token.") : QString();
    if (!bringsToken())
        return m_purpose == Purpose::Token ? tr("Enter the token.") : tr("A connection needs an access token.");
    if (!m_useOffered && !canBeToken(tokenOf(m_ui->tokenEdit->text())))
        return tr("This cannot be a token: a token has no blanks, line breaks or letters beyond ASCII.");
    return {};
}

QString ConnectionDialog::keepingProblem() const
{
    if (!m_ui->keychainButton->isChecked() || !bringsToken() || m_keychain == KeychainStatus::Available
        || m_keychain == KeychainStatus::Asking)
        return {};
    return tr("%1 The token cannot be kept there now; it can be used for this run only.")
        .arg(ConnectionWords::keychain(m_keychain));
}

void ConnectionDialog::check()
{
    const QString url = urlProblem();
    const QString token = tokenProblem();
    const QString name = nameProblem();
    const QString keeping = keepingProblem();
    // An empty field that nobody has been in is not yet a mistake.
    m_ui->urlHint->setProblem(m_urlTouched ? url : QString());
    m_ui->tokenHint->setProblem(m_tokenTouched || (m_purpose == Purpose::Edit && m_urlTouched) ? token : QString());
    m_ui->nameHint->setProblem(m_nameTouched || !m_ui->nameEdit->text().isEmpty() ? name : QString());
    m_ui->keychainHint->setProblem(keeping);
    m_ui->urlHint->setVisible(!m_ui->urlHint->text().isEmpty());
    m_ui->tokenHint->setVisible(!m_ui->tokenHint->text().isEmpty());
    m_ui->nameHint->setVisible(!m_ui->nameHint->text().isEmpty());
    const auto firstOf = [](const QStringList &problems) {
        const auto found = std::find_if(problems.begin(), problems.end(), [](const QString &p) { return !p.isEmpty(); });
        return found == problems.end() ? QString() : *found;
    };
    setReason(*m_ui->testButton, firstOf({url, token}));
    const bool changed = m_purpose != Purpose::Edit || draft() != m_before;
    setActionReason(firstOf({url, token, name, keeping, changed ? QString() : tr("Nothing was changed.")}));
}

// The keychain

void ConnectionDialog::setKeychainStatus(KeychainStatus status)
{
    m_keychain = status;
    showKeychain();
    check();
}

void ConnectionDialog::showKeychain()
{
    const bool canUnlock = m_keychain == KeychainStatus::Locked || m_keychain == KeychainStatus::Refused;
    const bool canAskAgain = m_keychain != KeychainStatus::Available && m_keychain != KeychainStatus::Asking;
    m_ui->keychainHint->setHint(ConnectionWords::keychain(m_keychain));
    m_ui->unlockButton->setVisible(canUnlock);
    m_ui->recheckButton->setVisible(canAskAgain);
}

void ConnectionDialog::revealToken(bool reveal)
{
    m_ui->tokenEdit->setEchoMode(reveal ? QLineEdit::Normal : QLineEdit::Password);
    m_ui->revealButton->setText(reveal ? tr("Hide") : tr("Show"));
    m_ui->revealButton->setAccessibleName(reveal ? tr("Hide the token") : tr("Show the token"));
}

// Test

void ConnectionDialog::test()
{
    if (m_testing) {
        clearTest();
        return;
    }
    m_testing = true;
    m_ui->testButton->setText(tr("Stop T&est"));
    m_ui->testLabel->setText(tr("Asking the service…"));
    m_ui->copyTestButton->hide();
    m_ui->testResult->show();
    emit testRequested(draft());
}

void ConnectionDialog::showTestPassed(int stores, bool more)
{
    const QString count = more && stores <= 1 ? tr("It has more than one store.")
        : more        ? tr("It has more than %n stores.", nullptr, stores)
        : stores == 0 ? tr("It has no store yet.")
        : stores == 1 ? tr("It has one store.")
                      : tr("It has %n stores.", nullptr, stores);
    endTest(tr("The service accepted the token. %1").arg(count), {}, true);
}

void ConnectionDialog::showTestFailed(const QString &sentence, const QString &details)
{
    endTest(sentence, details, false);
}

void ConnectionDialog::endTest(const QString &result, const QString &details, bool good)
{
    if (!m_testing)
        return; // for fields that are different now
    m_testing = false;
    m_testDetails = details;
    m_ui->testButton->setText(tr("T&est"));
    m_ui->testLabel->setText((good ? u"✓ "_s : u"⚠ "_s) + result);
    m_ui->copyTestButton->setVisible(!details.isEmpty());
    m_ui->testResult->show();
}

void ConnectionDialog::abandonTest()
{
    if (!std::exchange(m_testing, false))
        return;
    m_ui->testButton->setText(tr("T&est"));
    emit testAbandoned();
}

//! A result is about what was tested, not about what stands there now.
void ConnectionDialog::clearTest()
{
    abandonTest();
    m_testDetails.clear();
    m_ui->testResult->hide();
    if (m_purpose == Purpose::Edit)
        check();
}

void ConnectionDialog::done(int result)
{
    abandonTest();
    m_ui->tokenEdit->clear();
    Sheet::done(result);
}

} // namespace dialogs
