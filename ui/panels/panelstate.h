// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/presentation/errorsentences.h"

#include <QList>
#include <QString>

//! Values that controllers hand to panels. All sentences come ready made; everything is shown as plain text.
namespace panels {

//! Nothing to show, and what to do about it. The button is there when `actionText` is not empty.
struct EmptyState
{
    QString title;
    QString text = {};
    QString actionText = {};
};

//! Something could not be read. `details` (request id, technical words) can be copied; it is not shown in full.
struct FailureState
{
    QString title;
    QString text;
    QString details = {};
    bool canRetry = true;
    QList<presentation::WayOut> ways = {}; //!< beside *Retry*: another token, the connection; a button each
};

//! How far a list is known, in words, and what can be done about it.
struct Coverage
{
    QString text;
    bool canLoadAll = false;
    bool canCancel = false;

    friend bool operator==(const Coverage &, const Coverage &) = default;
};

} // namespace panels
