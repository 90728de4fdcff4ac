// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/commands.h"

#include "session/saveoperation.h"
#include "session/session.h"

namespace session {

using namespace std::chrono_literals;

Commands::Commands(Session &session, QObject *parent) : QObject(parent), m_session(session), m_schedule{0s, 2s, 10s} { }

void Commands::setCheckSchedule(const CheckSchedule &schedule)
{
    m_schedule = schedule;
}

template<typename Op>
auto Commands::run(Op *operation)
{
    connect(operation, &Operation::checkingStarted, this, [this] {
        if (++m_checking == 1)
            emit checkingChanged(true);
    });
    connect(operation, &Operation::checkingEnded, this, [this] {
        if (--m_checking == 0)
            emit checkingChanged(false);
    });
    auto call = operation->call();
    operation->start();
    return call;
}

core::Call<SaveOutcome> Commands::save(const core::Entry &base, const QByteArray &content,
                                       const std::optional<core::Metadata> &metadata)
{
    return run(new SaveOperation(m_session, base, content, metadata, m_schedule, this));
}

} // namespace session
