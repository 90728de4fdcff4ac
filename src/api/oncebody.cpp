// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/oncebody.h"

#include <algorithm>
#include <cstring>

namespace api {

OnceBody::OnceBody(QByteArray bytes, QObject *parent) : QIODevice(parent), m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OnceBody::bytesAvailable() const
{
    return m_sealed ? 0 : m_bytes.size() - m_position + QIODevice::bytesAvailable();
}

qint64 OnceBody::readData(char *out, qint64 most)
{
    if (m_sealed || atEnd())
        return -1;
    const qint64 count = std::min<qint64>(most, m_bytes.size() - m_position);
    std::memcpy(out, m_bytes.constData() + m_position, size_t(count));
    m_position += count;
    return count;
}

} // namespace api
