// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"
#include "ui/widgets/stepchart.h"

#include <QList>
#include <QLocale>

//! An entry's size over its versions, for the chart above its history. Pure.
namespace controllers {

struct SizeSteps
{
    QList<widgets::Step> steps;      //!< oldest first
    QList<core::VersionId> versions; //!< of each step
    QString summary;                 //!< the whole as a sentence
    QString top;                     //!< for the upper edge: the largest size
};

//! `track`: the entry's versions as far as they are known, newest first. Of very many only the newest are shown, and the
//! summary says so. Nothing for fewer than two: one version has no course.
[[nodiscard]] SizeSteps sizeSteps(const QList<core::Version> &track, bool complete, const QLocale &locale = QLocale());

} // namespace controllers
