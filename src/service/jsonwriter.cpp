// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/jsonwriter.h"

namespace service {

JsonWriter &JsonWriter::key(QByteArrayView name)
{
    separate();
    quote(name);
    m_text.append(':');
    m_comma = false;
    return *this;
}

JsonWriter &JsonWriter::string(QByteArrayView utf8)
{
    separate();
    quote(utf8);
    m_comma = true;
    return *this;
}

JsonWriter &JsonWriter::raw(QByteArrayView text)
{
    separate();
    m_text.append(text.data(), text.size());
    m_comma = true;
    return *this;
}

JsonWriter &JsonWriter::open(char bracket)
{
    separate();
    m_text.append(bracket);
    m_comma = false;
    return *this;
}

JsonWriter &JsonWriter::close(char bracket)
{
    m_text.append(bracket);
    m_comma = true;
    return *this;
}

void JsonWriter::separate()
{
    if (m_comma)
        m_text.append(',');
}

void JsonWriter::quote(QByteArrayView utf8)
{
    static constexpr char Digits[] = "0123456789abcdef";
    m_text.reserve(m_text.size() + utf8.size() + 2);
    m_text.append('"');
    qsizetype plain = 0; // what needs no escape is appended in runs
    for (qsizetype at = 0; at < utf8.size(); ++at) {
        const auto byte = uchar(utf8[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        m_text.append(utf8.data() + plain, at - plain);
        plain = at + 1;
        switch (byte) {
        case '"': m_text.append("\\\""); break;
        case '\\': m_text.append("\\\\"); break;
        case '\n': m_text.append("\\n"); break;
        case '\r': m_text.append("\\r"); break;
        case '\t': m_text.append("\\t"); break;
        default:
            m_text.append("\\u00");
            m_text.append(Digits[byte >> 4]);
            m_text.append(Digits[byte & 0xF]);
        }
    }
    m_text.append(utf8.data() + plain, utf8.size() - plain);
    m_text.append('"');
}

} // namespace service
