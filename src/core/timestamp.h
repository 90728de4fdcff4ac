// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace core {

//! A moment as the service wrote it (RFC 3339, up to nine fractional digits, contract 2.1). Keeps the text, because a
//! QDateTime would round microseconds away, and compares by the moment.
class Timestamp
{
public:
    Timestamp() = default;

    //! Nothing when the text is not a moment. Accepts `Z` and offsets, 0 to 9 fractional digits and leap seconds.
    static std::optional<Timestamp> parse(QStringView text);
    //! Written with six fractional digits, as profile S does.
    static Timestamp fromMicroseconds(qint64 sinceEpoch);
    static Timestamp fromDateTime(const QDateTime &moment);

    [[nodiscard]] bool isNull() const { return m_text.isEmpty(); }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] qint64 microseconds() const { return m_microseconds; }
    [[nodiscard]] QDateTime utc() const; //!< millisecond precision
    [[nodiscard]] QDateTime local() const { return utc().toLocalTime(); }

    friend bool operator==(const Timestamp &a, const Timestamp &b) { return a.m_microseconds == b.m_microseconds; }
    friend auto operator<=>(const Timestamp &a, const Timestamp &b) { return a.m_microseconds <=> b.m_microseconds; }

private:
    QString m_text;
    qint64 m_microseconds = 0;
};

} // namespace core
