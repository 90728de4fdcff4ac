// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/facts.h"

#include <QList>
#include <QLocale>
#include <QString>

namespace presentation {

//! A row of *Details*: what it is called, what is shown, what is copied.
struct DetailRow
{
    QString label;
    QString value;     //!< plain text; may have two lines (local and UTC time)
    QString copyText;  //!< the fact as the service wrote it
    bool monospace = false;
};

QList<DetailRow> detailRows(const QList<models::Fact> &facts, const QLocale &locale = QLocale());

} // namespace presentation
