// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <map>
#include <optional>

namespace service {

struct JsonValue;
using JsonObject = std::map<QByteArray, JsonValue>;

//! What a request body can say, in the terms in which it is checked.
struct JsonValue
{
    enum Kind { Null, Boolean, Integer, Number, String, Object, Array };

    Kind kind = Null;
    QByteArray text = {};    //!< of a String: exact UTF-8, may hold NUL
    qint64 integer = 0;      //!< of an Integer
    JsonObject members = {}; //!< of an Object
};

//! Strict: one object and nothing after it, valid UTF-8 without lone surrogates, no name twice in an object, at most 32
//! levels deep. Contents of arrays are checked and dropped. Nothing when it is not that.
std::optional<JsonObject> readJsonObject(QByteArrayView json);

} // namespace service
