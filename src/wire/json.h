// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace wire {

//! One JSON value as it was written: texts are exact UTF-8 bytes, whole numbers are exact 64-bit integers or no integers
//! at all. Made by readJson() only, so depth, number of values and size are bounded.
struct Json
{
    enum class Type { Null, Boolean, Integer, Number, String, Array, Object };

    Type type = Type::Null;
    bool boolean = false;
    qint64 integer = 0;
    QByteArray text;            //!< a String's bytes; a Number's digits as sent
    QByteArray name;            //!< of a member of an object
    std::vector<Json> children; //!< of an array or object, in the order of arrival

    //! The member of that name, or nothing. The first one, should the name come twice.
    [[nodiscard]] const Json *find(QByteArrayView member) const;
    [[nodiscard]] bool isNull() const { return type == Type::Null; }
};

//! Compact text of a value, to be shown raw.
QString toCompactText(const Json &value);
//! Appends `text` (UTF-8) as a JSON string with its quotes. Only what must be escaped is escaped.
void appendJsonString(QByteArray &out, QByteArrayView text);

} // namespace wire
