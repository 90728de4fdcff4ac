// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/auditwords.h"

#include "models/displaytext.h"

#include <QCoreApplication>

//! What the rules of the program find: data of resources/rules, which lupdate does not read. A test compares the two.
namespace controllers {

namespace {

[[maybe_unused]] constexpr const char *reasons[] = {
    QT_TRANSLATE_NOOP("ScanRules", "AWS access key"),
    QT_TRANSLATE_NOOP("ScanRules", "Alibaba Cloud access key"),
    QT_TRANSLATE_NOOP("ScanRules", "Anthropic API key"),
    QT_TRANSLATE_NOOP("ScanRules", "Databricks token"),
    QT_TRANSLATE_NOOP("ScanRules", "DigitalOcean token"),
    QT_TRANSLATE_NOOP("ScanRules", "Discord bot token"),
    QT_TRANSLATE_NOOP("ScanRules", "Docker Hub token"),
    QT_TRANSLATE_NOOP("ScanRules", "Google API key"),
    QT_TRANSLATE_NOOP("ScanRules", "GitHub personal access token"),
    QT_TRANSLATE_NOOP("ScanRules", "GitHub fine-grained token"),
    QT_TRANSLATE_NOOP("ScanRules", "GitHub OAuth token"),
    QT_TRANSLATE_NOOP("ScanRules", "GitHub app token"),
    QT_TRANSLATE_NOOP("ScanRules", "GitHub refresh token"),
    QT_TRANSLATE_NOOP("ScanRules", "GitLab personal access token"),
    QT_TRANSLATE_NOOP("ScanRules", "Hugging Face token"),
    QT_TRANSLATE_NOOP("ScanRules", "JSON web token"),
    QT_TRANSLATE_NOOP("ScanRules", "Linear API key"),
    QT_TRANSLATE_NOOP("ScanRules", "Mailgun key"),
    QT_TRANSLATE_NOOP("ScanRules", "npm token"),
    QT_TRANSLATE_NOOP("ScanRules", "Notion token"),
    QT_TRANSLATE_NOOP("ScanRules", "OpenAI API key"),
    QT_TRANSLATE_NOOP("ScanRules", "private key"),
    QT_TRANSLATE_NOOP("ScanRules", "PyPI token"),
    QT_TRANSLATE_NOOP("ScanRules", "Qoder personal access token"),
    QT_TRANSLATE_NOOP("ScanRules", "SendGrid key"),
    QT_TRANSLATE_NOOP("ScanRules", "Shopify token"),
    QT_TRANSLATE_NOOP("ScanRules", "Slack token"),
    QT_TRANSLATE_NOOP("ScanRules", "Slack webhook"),
    QT_TRANSLATE_NOOP("ScanRules", "Stripe key"),
    QT_TRANSLATE_NOOP("ScanRules", "Telegram bot token"),
    QT_TRANSLATE_NOOP("ScanRules", "Twilio key"),
    QT_TRANSLATE_NOOP("ScanRules", "Vault token"),
    QT_TRANSLATE_NOOP("ScanRules", "password in an address"),
    QT_TRANSLATE_NOOP("ScanRules", "password or key in an assignment"),
    QT_TRANSLATE_NOOP("ScanRules", "e-mail address"),
    QT_TRANSLATE_NOOP("ScanRules", "telephone number"),
    QT_TRANSLATE_NOOP("ScanRules", "number of a payment card"),
    QT_TRANSLATE_NOOP("ScanRules", "tells an agent to leave its instructions"),
    QT_TRANSLATE_NOOP("ScanRules", "tells an agent to hide something from people"),
    QT_TRANSLATE_NOOP("ScanRules", "tells an agent to send something away"),
    QT_TRANSLATE_NOOP("ScanRules", "markup of a chat with a model"),
    QT_TRANSLATE_NOOP("ScanRules", "characters that change the direction of the text"),
    QT_TRANSLATE_NOOP("ScanRules", "invisible tag characters, which can spell a hidden text"),
    QT_TRANSLATE_NOOP("ScanRules", "characters without width"),
    QT_TRANSLATE_NOOP("ScanRules", "long encoded data"),
};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ScanWords)
};

} // namespace

QString ruleWords(const audit::ScanRule &rule)
{
    const QString reason = QCoreApplication::translate("ScanRules", rule.reason.toUtf8().constData()); // one's own: as it is
    //: what a rule of the scan finds, and its name
    return Words::tr("%1 (%2)").arg(models::displayText(reason), models::displayText(rule.id));
}

} // namespace controllers
