// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/connectionwords.h"

using namespace Qt::StringLiterals;

namespace dialogs {

KeychainStatus keychainStatusOf(const QString &word)
{
    if (word == "available"_L1)
        return KeychainStatus::Available;
    if (word == "noBus"_L1)
        return KeychainStatus::NoBus;
    if (word == "noService"_L1)
        return KeychainStatus::NoService;
    if (word == "locked"_L1)
        return KeychainStatus::Locked;
    if (word == "refused"_L1)
        return KeychainStatus::Refused;
    if (word == "frozen"_L1)
        return KeychainStatus::Frozen;
    return KeychainStatus::Error;
}

QString ConnectionWords::service(ServiceKind kind)
{
    switch (kind) {
    case ServiceKind::Global:
        return tr("Qoder, global");
    case ServiceKind::China:
        return tr("Qoder, China");
    case ServiceKind::LegacyGateway:
        break;
    }
    return tr("Qoder, older gateway");
}

QString ConnectionWords::tokenPage(ServiceKind kind)
{
    return kind == ServiceKind::China ? u"https://qoder.com.cn/cloud/pat-keys"_s
                                      : u"https://qoder.com/cloud/pat-keys"_s;
}

QString ConnectionWords::keepingTexts(bool local)
{
    if (local)
        return tr("Old versions open at once and can be searched for words. Their texts are on this computer anyway. "
                  "Switching it off removes what was kept.");
    return tr("Old versions open at once and can be searched for words. But then their texts are on this computer, too, and "
              "a text that is redacted on the service stays here until Palimpsest has seen that. "
              "Switching it off removes what was kept.");
}

QString ConnectionWords::urlProblem(core::BaseUrlProblem problem)
{
    switch (problem) {
    case core::BaseUrlProblem::None:
        return {};
    case core::BaseUrlProblem::Empty:
        return tr("A connection needs the URL of its service.");
    case core::BaseUrlProblem::Malformed:
        return tr("This is not a URL such as https://api.example.com/api/v1/cloud.");
    case core::BaseUrlProblem::NotHttps:
        return tr("Only https keeps the token secret on its way. Plain http is possible for 127.0.0.1 and [::1] alone.");
    case core::BaseUrlProblem::OtherScheme:
        return tr("The URL must begin with https://.");
    case core::BaseUrlProblem::Credentials:
        return tr("The URL must not have a user name or password in it: put the token into its own field.");
    case core::BaseUrlProblem::Extras:
        return tr("The URL must end with its path: leave out everything from “?” or “#”.");
    case core::BaseUrlProblem::BadPort:
        break;
    }
    return tr("The port after the colon must be a number from 1 to 65535.");
}

QString ConnectionWords::keychain(KeychainStatus status)
{
    switch (status) {
    case KeychainStatus::Asking:
        return tr("Asking the keychain…");
    case KeychainStatus::Available:
        return tr("The keychain is there and unlocked.");
    case KeychainStatus::NoBus:
        return tr("There is no keychain in this session: the desktop's message bus is not running.");
    case KeychainStatus::NoService:
        return tr("No keychain is running here. GNOME Keyring, KWallet and KeePassXC are programs that offer one.");
    case KeychainStatus::Locked:
        return tr("The keychain is locked, or was never set up.");
    case KeychainStatus::Refused:
        return tr("The keychain refused, or its question was dismissed.");
    case KeychainStatus::Frozen:
        return tr("The keychain does not answer.");
    case KeychainStatus::Error:
        break;
    }
    return tr("The keychain reported an error.");
}

QString ConnectionWords::keeping(TokenKeeping keeping)
{
    return keeping == TokenKeeping::Keychain ? tr("in the keychain") : tr("for one run only");
}

} // namespace dialogs
