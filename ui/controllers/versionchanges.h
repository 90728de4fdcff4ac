// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/records.h"
#include "ui/panels/changespage.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace session {
class Session;
}

namespace controllers {

//! What one version changed: it and the one before it of the same entry, whichever store they lie in a list with. The
//! predecessor comes from the index, the texts are read when they are looked at, and the last wish wins.
class VersionChanges : public QObject
{
    Q_OBJECT
public:
    explicit VersionChanges(panels::ChangesPage &page, QObject *parent = nullptr);

    //! Waits a moment: whoever goes through a list with the arrow keys stops at some.
    void show(session::Session *session, const std::optional<history::Record> &record);
    //! An entry at two moments; without a record it was not there. `known`: otherwise it is not known what it was.
    void showThenAndNow(session::Session *session, const std::optional<history::Record> &then,
                        const std::optional<history::Record> &now, bool known);
    void clear();

private:
    struct Moments
    {
        std::optional<history::Record> then;
        std::optional<history::Record> now;
        bool known = true;

        friend bool operator==(const Moments &, const Moments &) = default;
    };

    void reset();
    void start();
    void compare(const std::optional<core::Version> &before);
    void compareMoments();
    void read(const core::Version &version, bool left);
    void fail(const core::Error &error);
    [[nodiscard]] panels::ChangesSide label(const core::Version &version) const;

    panels::ChangesPage &m_page;
    QPointer<session::Session> m_session;
    std::optional<history::Record> m_record;
    std::optional<Moments> m_moments; //!< in place of a record
    QTimer m_settle;
    core::Call<history::Block> m_before;
    core::Call<core::Version> m_leftCall;
    core::Call<core::Version> m_rightCall;
    panels::ChangesSide m_left;
    panels::ChangesSide m_right;
    int m_missing = 0;
    int m_generation = 0;
};

} // namespace controllers
