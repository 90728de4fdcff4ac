// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/dialectfacts.h"

using namespace Qt::StringLiterals;

namespace api {

DialectFacts::DialectFacts(std::optional<wire::Dialect> fixed, QString host)
    : m_fixed(std::move(fixed))
    , m_host(std::move(host))
    , m_dialect(m_fixed.value_or(wire::profileS()))
{
}

bool DialectFacts::isSettled() const
{
    return isFixed() || m_memoryStyle || !m_versionsSegment.isEmpty();
}

QStringList DialectFacts::segmentsToProbe() const
{
    const QString older = wire::profileS().versionsSegment;
    const QString newer = wire::profileC().versionsSegment;
    return m_host == u"openapi.qoder.sh" ? QStringList{older, newer} : QStringList{newer, older};
}

bool DialectFacts::noteShape(const wire::Shape &shape)
{
    if (isFixed() || (!shape.memoryStyle && !shape.entryStyle))
        return false;
    const bool first = !isSettled();
    if (m_memoryStyle == shape.memoryStyle)
        return false;
    m_memoryStyle = shape.memoryStyle;
    return rebuild() || first;
}

bool DialectFacts::noteVersionsSegment(const QString &segment)
{
    if (isFixed() || m_versionsSegment == segment)
        return false;
    const bool first = !isSettled();
    m_versionsSegment = segment;
    return rebuild() || first;
}

bool DialectFacts::noteUpdateVerb(wire::Verb verb)
{
    if (isFixed() || m_updateVerb == verb)
        return false;
    m_updateVerb = verb;
    return rebuild();
}

bool DialectFacts::rebuild()
{
    const wire::Dialect before = m_dialect;
    const bool memoryStyle = m_memoryStyle.value_or(m_versionsSegment == wire::profileC().versionsSegment);
    m_dialect = memoryStyle ? wire::profileC() : wire::profileS();
    if (!m_versionsSegment.isEmpty())
        m_dialect.versionsSegment = m_versionsSegment;
    if (m_updateVerb && *m_updateVerb != m_dialect.updateVerb) {
        // Verb and lock were documented together: PUT with a number, POST with a hash.
        const wire::Dialect other = memoryStyle ? wire::profileS() : wire::profileC();
        m_dialect.updateVerb = other.updateVerb;
        m_dialect.updateLock = other.updateLock;
    }
    return !(m_dialect == before);
}

} // namespace api
