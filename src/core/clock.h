// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

namespace core {

//! The wall clock, to be injected, so that tests own the time. Decides nothing but displayed ages (promise D3).
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime now() const = 0; //!< UTC
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override;
};

class FixedClock final : public Clock
{
public:
    explicit FixedClock(const QDateTime &now) : m_now(now) { }
    void set(const QDateTime &now) { m_now = now; }
    [[nodiscard]] QDateTime now() const override { return m_now; }

private:
    QDateTime m_now;
};

} // namespace core
