// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/versionwords.h"

#include "models/displaytext.h"
#include "models/versiontrack.h"
#include "session/session.h"
#include "ui/presentation/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace controllers {

namespace {

QString moment(const core::Timestamp &time)
{
    return QLocale().toString(time.local(), QLocale::ShortFormat);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("controllers::Versions", text);
}

} // namespace

QString ordinalWords(session::Session &session, const core::Version &version)
{
    const session::VersionLog &log = session.versions(version.store);
    const QList<core::Version> track = log.ofEntry(version.entry);
    const auto at = std::find_if(track.begin(), track.end(), [&](const core::Version &v) { return v.id == version.id; });
    if (at == track.end())
        return tr("a version");
    const session::EntryList &list = session.entries(version.store);
    models::TrackContext context;
    if (const core::Entry *live = list.find(version.entry))
        context.live = *live;
    context.listComplete = list.loading().complete;
    context.complete = log.isCompleteFor(version.entry);
    const models::Ordinal ordinal = models::ordinalOf(track, at - track.begin(), context);
    return presentation::ordinalText(ordinal.number, ordinal.lowerBound);
}

QString versionTitle(session::Session &session, const core::Version &version, bool entryIsOpen)
{
    const QString title = tr("%1, %2").arg(ordinalWords(session, version), moment(version.createdAt));
    return entryIsOpen ? title : tr("%1: %2").arg(models::displayText(version.path), title);
}

panels::EmptyState versionGap(const core::Version &version)
{
    if (version.action == core::Action::Deleted)
        return {tr("The entry was deleted here"), tr("Deleted on %1. A deletion has no text.").arg(moment(version.createdAt))};
    if (version.redacted) {
        const QString text = version.redactedAt
            ? tr("Redacted on %1. The service has erased this text; its path, size and hash stay.")
                  .arg(moment(*version.redactedAt))
            : tr("Redacted. The service has erased this text; its path, size and hash stay.");
        return {tr("This version is redacted"), text};
    }
    return {tr("No text"), tr("The service gave no text for this version.")};
}

} // namespace controllers
