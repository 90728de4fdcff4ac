// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocale>
#include <QString>

#include <optional>

//! Sizes are UTF-8 bytes, told in full below 10,000 and in KB (1,000) or MB above.
namespace presentation {

QString sizeText(qint64 bytes, const QLocale &locale = QLocale());       //!< "1,204 B", "102 KB", "3.1 MB"
QString exactSizeText(qint64 bytes, const QLocale &locale = QLocale());  //!< "1,204 bytes"
QString sizeChangeText(qint64 bytes, const QLocale &locale = QLocale()); //!< "+214 B", "−12 B", "±0 B"
QString spokenSizeChange(qint64 bytes);                                  //!< "214 bytes more"
//! "1,204 of 102,400 bytes"
QString sizeOfLimit(qint64 bytes, qint64 limit, const QLocale &locale = QLocale());

} // namespace presentation
