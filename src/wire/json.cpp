// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/json.h"

#include "core/utf8.h"

namespace wire {

const Json *Json::find(QByteArrayView member) const
{
    for (const Json &child : children) {
        if (child.name == member)
            return &child;
    }
    return nullptr;
}

void appendJsonString(QByteArray &out, QByteArrayView text)
{
    static constexpr char hex[] = "0123456789abcdef";
    out.reserve(out.size() + text.size() + 2);
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (uchar(c) < 0x20) {
                out += "\\u00";
                out += hex[uchar(c) >> 4];
                out += hex[uchar(c) & 0x0F];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

namespace {

void append(QByteArray &out, const Json &value)
{
    switch (value.type) {
    case Json::Type::Null: out += "null"; return;
    case Json::Type::Boolean: out += value.boolean ? "true" : "false"; return;
    case Json::Type::Integer: out += QByteArray::number(value.integer); return;
    case Json::Type::Number: out += value.text; return;
    case Json::Type::String: appendJsonString(out, value.text); return;
    case Json::Type::Array:
    case Json::Type::Object: break;
    }
    const bool object = value.type == Json::Type::Object;
    out += object ? '{' : '[';
    bool first = true;
    for (const Json &child : value.children) {
        if (!first)
            out += ',';
        first = false;
        if (object) {
            appendJsonString(out, child.name);
            out += ':';
        }
        append(out, child);
    }
    out += object ? '}' : ']';
}

} // namespace

QString toCompactText(const Json &value)
{
    QByteArray out;
    append(out, value);
    return core::decodeUtf8(out).value_or(QString());
}

} // namespace wire
