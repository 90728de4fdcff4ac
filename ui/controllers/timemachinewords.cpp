// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/timemachinewords.h"

#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

struct TimeMachineWords
{
    Q_DECLARE_TR_FUNCTIONS(TimeMachineWords)
};

} // namespace

QString stateWords(const history::PastState &state, const QLocale &locale)
{
    const QString moment = presentation::exactLocal(state.moment, locale);
    const QString entries = state.entries() == 1 ? TimeMachineWords::tr("1 entry")
                                                 : TimeMachineWords::tr("%1 entries").arg(locale.toString(state.entries()));
    QStringList words;
    if (state.entries() == 0 && state.uncertain == 0)
        //: %1 a moment
        words.append(TimeMachineWords::tr("%1: no entries.").arg(moment));
    else
        //: %1 a moment, %2 "14 entries", %3 "23,120 bytes"
        words.append(TimeMachineWords::tr("%1: %2, %3.").arg(moment, entries, presentation::exactSizeText(state.bytes(), locale)));
    if (state.redacted > 0)
        words.append(state.redacted == 1 ? TimeMachineWords::tr("1 text of it is redacted.")
                                         : TimeMachineWords::tr("%1 texts of it are redacted.").arg(locale.toString(state.redacted)));
    if (state.withoutSize > 0)
        words.append(state.withoutSize == 1
                         ? TimeMachineWords::tr("The size of 1 is not known.")
                         : TimeMachineWords::tr("The sizes of %1 are not known.").arg(locale.toString(state.withoutSize)));
    if (state.uncertain > 0)
        words.append(state.uncertain == 1
                         ? TimeMachineWords::tr("Of 1 more only later versions are known; whether it was there then is not.")
                         : TimeMachineWords::tr("Of %1 more only later versions are known; whether they were there then is not.")
                               .arg(locale.toString(state.uncertain)));
    return words.join(u' ');
}

QString momentCoverageWords(const history::Coverage &coverage, const core::Timestamp &moment, const QLocale &locale)
{
    if (coverage.complete)
        return {};
    if (coverage.backTo.isNull())
        return TimeMachineWords::tr("The history was not read yet.");
    const QString back = presentation::exactLocal(coverage.backTo, locale);
    return moment < coverage.backTo
        //: %1 a moment
        ? TimeMachineWords::tr("The history was read back to %1 only: at an earlier moment entries are missing here.").arg(back)
        //: %1 a moment
        : TimeMachineWords::tr("The history was read back to %1: entries that were last written before are missing here.").arg(back);
}

QString freshnessWords(const history::Coverage &coverage, const core::Timestamp &moment, const core::Timestamp &since, const QLocale &locale)
{
    if (coverage.headAt.isNull() || coverage.headAt >= since || moment <= coverage.headAt)
        return {};
    //: %1 a moment
    return TimeMachineWords::tr("What was written after %1 is not read yet.").arg(presentation::exactLocal(coverage.headAt, locale));
}

} // namespace controllers
