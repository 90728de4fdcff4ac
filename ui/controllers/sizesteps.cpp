// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/sizesteps.h"

#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace controllers {

namespace {

struct SizeWords
{
    Q_DECLARE_TR_FUNCTIONS(SizeWords)
};

constexpr qsizetype mostSteps = 1000; // more than a side pane has pixels

std::optional<qint64> sizeOf(const core::Version &version)
{
    return version.action == core::Action::Deleted ? std::optional<qint64>(0) : version.size;
}

QString wordsOf(const core::Version &version, const QLocale &locale)
{
    const QString what = presentation::actionWord(version.action, version.actionWord);
    const QString when = presentation::exactLocal(version.createdAt, locale);
    const std::optional<qint64> size = sizeOf(version);
    if (!size)
        //: %1 a moment, %2 "updated"
        return SizeWords::tr("%1: %2, size not told").arg(when, what);
    //: %1 a moment, %2 "updated", %3 "1,204 bytes"
    return (version.redacted ? SizeWords::tr("%1: %2, %3, redacted") : SizeWords::tr("%1: %2, %3"))
        .arg(when, what, presentation::exactSizeText(*size, locale));
}

} // namespace

SizeSteps sizeSteps(const QList<core::Version> &track, bool complete, const QLocale &locale)
{
    SizeSteps made;
    const qsizetype count = std::min(track.size(), mostSteps);
    if (count < 2)
        return made;
    std::optional<qint64> least;
    std::optional<qint64> most;
    for (qsizetype i = count - 1; i >= 0; --i) {
        const core::Version &version = track[i];
        const std::optional<qint64> size = sizeOf(version);
        made.steps.append({version.createdAt.utc(), size, wordsOf(version, locale), version.redacted});
        made.versions.append(version.id);
        if (size && version.action != core::Action::Deleted) {
            least = std::min(least.value_or(*size), *size);
            most = std::max(most.value_or(*size), *size);
        }
    }
    if (!most)
        return {};
    made.top = SizeWords::tr("Size, up to %1").arg(presentation::sizeText(*most, locale));
    const QString versions = locale.toString(count);
    const QString from = presentation::exactSizeText(*least, locale);
    const QString to = presentation::exactSizeText(*most, locale);
    made.summary = complete && count == track.size()
        ? SizeWords::tr("Size over all %1 versions, from %2 to %3").arg(versions, from, to)
        : SizeWords::tr("Size over the newest %1 versions, from %2 to %3").arg(versions, from, to);
    return made;
}

} // namespace controllers
