// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/httplog.h"

using namespace Qt::StringLiterals;

namespace api {

Q_LOGGING_CATEGORY(httpLog, "palimpsest.http", QtWarningMsg)

namespace {

constexpr qsizetype longestField = 2048;

QString escaped(const QString &text)
{
    QString result;
    for (const QChar c : text.left(longestField)) {
        const bool odd = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph || c.isSurrogate();
        if (odd)
            result += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        else
            result += c;
    }
    return result;
}

} // namespace

QString toLine(const LoggedExchange &exchange)
{
    return u"%1 %2 -> %3, %4 ms, %5 bytes, %6, %7"_s.arg(
        QString::fromLatin1(verbName(exchange.verb)), escaped(exchange.path), QString::number(exchange.status),
        QString::number(exchange.duration.count()), QString::number(exchange.bytes), escaped(exchange.requestId),
        escaped(exchange.outcome));
}

} // namespace api
