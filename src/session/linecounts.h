// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/error.h"
#include "session/session.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <array>
#include <optional>

namespace session {

//! As `git diff --numstat` counts.
struct LineChange
{
    int added = 0;
    int removed = 0;

    friend bool operator==(const LineChange &, const LineChange &) = default;
};

//! Counts how many lines differ between pairs of versions, one pair after the other, from texts that were read before in
//! this run or are kept on this computer. What is missing is read when somebody asks for it. Application's thread; the
//! comparing is done in a thread of its own.
class LineCounts : public QObject
{
    Q_OBJECT
public:
    //! Two versions of a store; an empty id is no text at all (the entry was not there).
    struct Pair
    {
        core::Version before;
        core::Version after;
    };

    explicit LineCounts(QObject *parent = nullptr);
    ~LineCounts() override;

    //! Others than before; a pair goes by its place in the list.
    void start(Session &session, const core::StoreId &store, const QList<Pair> &pairs);
    void stop();
    //! The texts that were not at hand, from the service.
    void readMissing();
    [[nodiscard]] bool isRunning() const { return m_running; }
    //! Pairs whose texts are not at hand. A text that was asked for and that the service does not give is not among them.
    [[nodiscard]] int missing() const { return int(m_missing.size()); }
    [[nodiscard]] const std::optional<core::Error> &error() const { return m_error; } //!< that ended reading

signals:
    void counted(int pair, const session::LineChange &lines);
    void stateChanged(); //!< it came to its end, or missing() is another

private:
    enum class Side { Before, After };

    void next();
    void find(Side side);
    void took(Side side, const std::optional<QByteArray> &text);
    void fromService(Side side, const core::Version &version);
    void compare();
    void giveUpPair();
    void finish();

    QPointer<Session> m_session;
    core::StoreId m_store;
    QList<Pair> m_pairs;
    QList<int> m_queue;
    QList<int> m_missing;
    int m_current = -1;
    std::array<QByteArray, 2> m_texts;
    bool m_reading = false; //!< from the service, too
    bool m_running = false;
    int m_generation = 0;
    std::optional<core::Error> m_error;
    core::Call<QByteArray> m_kept;
    core::Call<core::Version> m_read;
    core::Call<std::optional<LineChange>> m_comparing;
    QThreadPool m_pool;
};

} // namespace session
