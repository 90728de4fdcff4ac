// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/repeats.h"
#include "core/call.h"
#include "history/index.h"

#include <QObject>

#include <optional>

namespace session {

//! Goes through what the index knows of a store, oldest first, and finds texts that return and texts that are twice. Asks
//! the service for nothing. Application's thread; the index outlives it.
class RepeatsRun : public QObject
{
    Q_OBJECT
public:
    RepeatsRun(history::Index &index, const core::StoreId &store, QObject *parent = nullptr);
    ~RepeatsRun() override;

    void start();
    void cancel(); //!< ends with what was found
    [[nodiscard]] qint64 done() const { return m_done; }
    //! After finished().
    [[nodiscard]] const core::Result<audit::Repeats> &result() const { return *m_result; }
    [[nodiscard]] bool wasStopped() const { return m_stopped; }

signals:
    void progressChanged();
    void finished();

private:
    void next();
    void end(const core::Result<audit::Repeats> &result);

    history::Index &m_index;
    const core::StoreId m_store;
    audit::RepeatFinder m_finder;
    std::optional<history::Position> m_from;
    core::Call<history::Block> m_call;
    qint64 m_done = 0;
    std::optional<core::Result<audit::Repeats>> m_result;
    bool m_stopped = false;
};

} // namespace session
