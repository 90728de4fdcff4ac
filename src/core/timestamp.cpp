// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/timestamp.h"

#include <QTimeZone>

namespace core {

namespace {

//! Reads exactly `count` digits at `at` and moves on, or gives -1.
int digits(QStringView text, qsizetype &at, int count)
{
    if (at + count > text.size())
        return -1;
    int value = 0;
    for (int i = 0; i < count; ++i) {
        const char16_t c = text[at + i].unicode();
        if (c < u'0' || c > u'9')
            return -1;
        value = value * 10 + (c - u'0');
    }
    at += count;
    return value;
}

bool take(QStringView text, qsizetype &at, char16_t wanted)
{
    if (at >= text.size() || text[at].toUpper() != QChar(wanted))
        return false;
    ++at;
    return true;
}

} // namespace

std::optional<Timestamp> Timestamp::parse(QStringView text)
{
    qsizetype at = 0;
    const int year = digits(text, at, 4);
    const bool dash1 = take(text, at, u'-');
    const int month = digits(text, at, 2);
    const bool dash2 = take(text, at, u'-');
    const int day = digits(text, at, 2);
    const bool separator = take(text, at, u'T') || take(text, at, u' ');
    const int hour = digits(text, at, 2);
    const bool colon1 = take(text, at, u':');
    const int minute = digits(text, at, 2);
    const bool colon2 = take(text, at, u':');
    const int second = digits(text, at, 2);
    if (year < 0 || !dash1 || month < 0 || !dash2 || day < 0 || !separator || hour < 0 || !colon1 || minute < 0
        || !colon2 || second < 0)
        return std::nullopt;
    const QDate date(year, month, day);
    // A leap second is the last moment of its minute that our arithmetic knows.
    const QTime time(hour, minute, second == 60 ? 59 : second);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;

    qint64 micros = second == 60 ? 999'999 : 0;
    if (take(text, at, u'.')) {
        qint64 fraction = 0;
        int length = 0;
        for (int digit; length < 9 && (digit = digits(text, at, 1)) >= 0; ++length)
            fraction = fraction * 10 + digit;
        if (length == 0)
            return std::nullopt;
        for (int i = length; i < 9; ++i)
            fraction *= 10;
        if (second != 60)
            micros = fraction / 1000;
    }

    qint64 offset = 0;
    if (!take(text, at, u'Z')) {
        const bool east = take(text, at, u'+');
        if (!east && !take(text, at, u'-'))
            return std::nullopt;
        const int offsetHour = digits(text, at, 2);
        const bool colon = take(text, at, u':');
        const int offsetMinute = digits(text, at, 2);
        if (offsetHour < 0 || offsetHour > 23 || !colon || offsetMinute < 0 || offsetMinute > 59)
            return std::nullopt;
        offset = (offsetHour * 3600 + offsetMinute * 60) * (east ? 1 : -1);
    }
    if (at != text.size())
        return std::nullopt;

    Timestamp result;
    result.m_text = text.toString();
    result.m_microseconds = (QDateTime(date, time, Qt::UTC).toSecsSinceEpoch() - offset) * 1'000'000 + micros;
    return result;
}

Timestamp Timestamp::fromMicroseconds(qint64 sinceEpoch)
{
    qint64 seconds = sinceEpoch / 1'000'000;
    qint64 micros = sinceEpoch % 1'000'000;
    if (micros < 0) {
        micros += 1'000'000;
        --seconds;
    }
    Timestamp result;
    result.m_text = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss")
        + u'.' + QString::number(micros).rightJustified(6, u'0') + u'Z';
    result.m_microseconds = sinceEpoch;
    return result;
}

Timestamp Timestamp::fromDateTime(const QDateTime &moment)
{
    return fromMicroseconds(moment.toMSecsSinceEpoch() * 1000);
}

QDateTime Timestamp::utc() const
{
    if (isNull())
        return {};
    const qint64 floor = m_microseconds >= 0 ? m_microseconds / 1000 : (m_microseconds - 999) / 1000;
    return QDateTime::fromMSecsSinceEpoch(floor, Qt::UTC);
}

} // namespace core
