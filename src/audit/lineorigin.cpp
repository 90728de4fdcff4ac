// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/lineorigin.h"

#include <QCryptographicHash>

#include <algorithm>

namespace audit {

namespace {

constexpr qsizetype manyLines = 50'000; //!< different ones that are kept at least before any are forgotten
constexpr int leastLetters = 12;

bool isWorthALook(QByteArrayView line)
{
    return std::count_if(line.begin(), line.end(), [](char c) {
        return uchar(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }) >= leastLetters;
}

QByteArray hashOf(QByteArrayView line)
{
    return QCryptographicHash::hash(line, QCryptographicHash::Sha256);
}

} // namespace

OriginTracer::OriginTracer(const QByteArray &text, int version, const OriginLimits &limits) : m_limits(limits), m_version(version)
{
    m_tooLarge = text.size() > limits.bytes;
    if (!m_tooLarge)
        m_text = m_follower.read(text);
    if (m_text.size() > limits.lines) {
        m_tooLarge = true;
        m_text.clear();
    }
    m_lines.resize(m_text.size());
    m_open.reserve(m_text.size());
    for (int line = 0; line < int(m_text.size()); ++line)
        m_open.append({line, line});
}

bool OriginTracer::take(int version, const QByteArray &text, const core::CancelFlag &cancel)
{
    if (isSettled())
        return true;
    if (text.size() > m_limits.bytes)
        return false;
    const QList<text::LineNumber> older = m_follower.read(text);
    if (older.size() > m_limits.lines)
        return false;
    const QList<int> sources = text::LineFollower::follow(older, m_text, cancel);
    if (cancel.isSet())
        return true;
    QList<Open> open;
    open.reserve(m_open.size());
    for (const Open &line : std::as_const(m_open)) {
        if (const int source = sources[line.at]; source >= 0)
            open.append({line.line, source});
        else
            m_lines[line.line] = {version + 1, m_version};
    }
    m_open = open;
    m_text = older;
    m_version = version;
    if (m_follower.knownLines() > manyLines + 2 * m_text.size())
        m_follower.keepOnly(m_text);
    return true;
}

QList<LineOrigin> OriginTracer::lines(bool fromBeginning) const
{
    QList<LineOrigin> lines = m_lines;
    for (const Open &open : m_open)
        lines[open.line] = {fromBeginning ? 0 : LineOrigin::unknown, m_version};
    return lines;
}

LineOrigins lineOrigins(const QList<std::optional<QByteArray>> &texts, bool fromBeginning, const core::CancelFlag &cancel,
                        const OriginLimits &limits)
{
    if (texts.isEmpty() || !texts.last())
        return {};
    const auto last = int(texts.size()) - 1;
    OriginTracer tracer(*texts.last(), last, limits);
    if (tracer.isTooLarge())
        return {OriginState::TooLarge, {}};
    const int oldest = std::max(0, int(texts.size() - limits.versions));
    for (int i = last - 1; i >= oldest && !tracer.isSettled(); --i) {
        if (cancel.isSet())
            return {OriginState::Cancelled, {}};
        if (texts[i])
            tracer.take(i, *texts[i], cancel);
    }
    if (cancel.isSet())
        return {OriginState::Cancelled, {}};
    return {OriginState::Ready, tracer.lines(fromBeginning)};
}

LineHunt::LineHunt(const QByteArray &text, const QList<Wanted> &lines)
{
    const QList<QByteArrayView> split = text::splitLines(text);
    for (const Wanted &wanted : lines) {
        if (wanted.line < split.size() && isWorthALook(split[wanted.line])) {
            m_wanted[hashOf(split[wanted.line])].append(wanted);
            ++m_lines;
        }
    }
}

void LineHunt::take(const QByteArray &text, const LinePlace &place)
{
    for (const QByteArrayView line : text::splitLines(text)) {
        if (!isWorthALook(line))
            continue;
        const auto wanted = m_wanted.constFind(hashOf(line));
        if (wanted == m_wanted.cend())
            continue;
        for (const Wanted &one : *wanted) {
            const auto known = m_found.constFind(one.line);
            if (place.at < one.before && (known == m_found.cend() || place.at < known->at))
                m_found.insert(one.line, place);
        }
    }
}

} // namespace audit
