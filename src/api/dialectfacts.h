// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/dialect.h"
#include "wire/parse.h"

#include <QStringList>

#include <optional>

namespace api {

//! What is known about how one service speaks (contract 3): the user's choice, or what its answers showed. Field names,
//! version route and update verb are separate facts, since mixtures are on record. Pure.
class DialectFacts
{
public:
    //! `host` only decides which version route is tried first.
    DialectFacts(std::optional<wire::Dialect> fixed, QString host);

    [[nodiscard]] const wire::Dialect &dialect() const { return m_dialect; }
    [[nodiscard]] bool isFixed() const { return m_fixed.has_value(); }
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] bool knowsFields() const { return isFixed() || m_memoryStyle.has_value(); }
    [[nodiscard]] bool knowsVersionsSegment() const { return isFixed() || !m_versionsSegment.isEmpty(); }
    [[nodiscard]] QStringList segmentsToProbe() const;

    // Each answers whether anything about the dialect is new.
    bool noteShape(const wire::Shape &shape);
    bool noteVersionsSegment(const QString &segment);
    bool noteUpdateVerb(wire::Verb verb);

private:
    bool rebuild();

    std::optional<wire::Dialect> m_fixed;
    QString m_host;
    std::optional<bool> m_memoryStyle;
    QString m_versionsSegment;
    std::optional<wire::Verb> m_updateVerb;
    wire::Dialect m_dialect;
};

} // namespace api
