// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/errorbanner.h"

#include "session/session.h"

using namespace Qt::StringLiterals;
using presentation::WayOut;

namespace controllers {

namespace {

const QString wayPrefix = u"way."_s;

//! Those that concern the connection, whatever stands under it.
QList<WayOut> connectionWays(const presentation::Sentence &sentence)
{
    QList<WayOut> ways;
    for (const WayOut way : sentence.ways) {
        if (way == WayOut::NewToken || way == WayOut::OpenConnection || way == WayOut::UseTokenOnce)
            ways.append(way);
    }
    return ways;
}

} // namespace

widgets::BannerMessage banner(const QString &id, const presentation::Sentence &sentence)
{
    widgets::BannerMessage message;
    message.id = id;
    message.text = sentence.full();
    message.details = sentence.details;
    switch (sentence.severity) {
    case presentation::Severity::Information:
        message.severity = widgets::Severity::Info;
        break;
    case presentation::Severity::Warning:
        message.severity = widgets::Severity::Warning;
        break;
    case presentation::Severity::Error:
        message.severity = widgets::Severity::Error;
        break;
    }
    for (const WayOut way : sentence.ways) {
        if (way != WayOut::CopyRequestId && way != WayOut::CopyDetails)
            message.actions.append({wayPrefix + QString::number(int(way)), presentation::wordsFor(way),
                                    way == WayOut::Retry ? sentence.pauseSeconds : 0});
    }
    return message;
}

widgets::BannerMessage banner(const QString &id, const core::Error &error, presentation::Operation operation)
{
    return banner(id, presentation::sentenceFor(error, operation));
}

widgets::BannerMessage banner(const QString &id, presentation::Situation situation,
                              const std::optional<core::Error> &cause)
{
    return banner(id, presentation::sentenceFor(situation, cause ? &*cause : nullptr));
}

std::optional<WayOut> wayOut(const QString &bannerAction)
{
    if (!bannerAction.startsWith(wayPrefix))
        return std::nullopt;
    return WayOut(bannerAction.mid(wayPrefix.size()).toInt());
}

panels::FailureState failureState(const core::Error &error, presentation::Operation operation)
{
    const presentation::Sentence sentence = presentation::sentenceFor(error, operation);
    QString text = sentence.hint;
    if (!sentence.serverWords.isEmpty())
        text += (text.isEmpty() ? u""_s : u"\n"_s) + sentence.serverWords;
    return {sentence.text, text, sentence.details, true, connectionWays(sentence)};
}

QString sentence(const core::Error &error, presentation::Operation operation)
{
    return presentation::sentenceFor(error, operation).full();
}

QString details(const core::Error &error, presentation::Operation operation)
{
    return presentation::sentenceFor(error, operation).details;
}

void showFailure(dialogs::Sheet &sheet, const core::Error &error, presentation::Operation operation)
{
    const presentation::Sentence words = presentation::sentenceFor(error, operation);
    // Only what leaves the sheet and its fields standing: another address would close its session.
    const bool token = words.ways.contains(WayOut::NewToken);
    sheet.showFailure(words.full(), words.details, token ? QList{WayOut::NewToken} : QList<WayOut>{});
}

dialogs::Target targetOf(session::Session &session, const core::StoreId &store)
{
    const core::Store *known = session.store(store);
    return {session.connection().name, known ? known->name : store.value};
}

} // namespace controllers
