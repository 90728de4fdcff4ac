// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace service {

//! Writes compact JSON from UTF-8, in the order of the calls, byte for byte: only what JSON demands is escaped.
class JsonWriter
{
public:
    JsonWriter &beginObject() { return open('{'); }
    JsonWriter &endObject() { return close('}'); }
    JsonWriter &beginArray() { return open('['); }
    JsonWriter &endArray() { return close(']'); }
    JsonWriter &key(QByteArrayView name);
    JsonWriter &string(QByteArrayView utf8);
    JsonWriter &integer(qint64 value) { return raw(QByteArray::number(value)); }
    JsonWriter &boolean(bool value) { return raw(value ? "true" : "false"); }
    JsonWriter &null() { return raw("null"); }

    [[nodiscard]] QByteArray take() { return std::move(m_text); }

private:
    JsonWriter &open(char bracket);
    JsonWriter &close(char bracket);
    JsonWriter &raw(QByteArrayView text);
    void separate();
    void quote(QByteArrayView utf8);

    QByteArray m_text;
    bool m_comma = false;
};

} // namespace service
