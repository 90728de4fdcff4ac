// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "journal/drafts.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace controllers {

//! Keeps one text that is being typed on this computer: within 1 s of a key it is on the disk (promise A1), the newest
//! state wins, and what cannot be kept is said at once and tried again. Application's thread.
class DraftWriter : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Nothing, //!< nothing is unsaved
        Pending, //!< typed and not kept yet
        Kept,
        Failed,  //!< error() says why; the text lives in the window only
    };

    //! What is unsaved now; nothing when there is no such text. Id and time are filled in.
    using Source = std::function<std::optional<journal::Draft>()>;

    DraftWriter(journal::Drafts &drafts, const core::Clock &clock, Source source, QObject *parent);

    void touch(); //!< something was typed, saved, undone
    void flush(); //!< at once
    //! It was saved or thrown away.
    void discard();
    //! The text goes, its draft stays. The next text gets another one.
    void letGo();
    //! Goes on under a draft that is ours already.
    void goOn(const journal::Draft &draft);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isWriting() const { return m_writing; } //!< the disk has not answered yet
    //! Whether exactly this is on the disk; id and time do not count.
    [[nodiscard]] bool holds(const journal::Draft &draft) const;
    [[nodiscard]] const core::Error &error() const { return m_error; }
    [[nodiscard]] const journal::DraftId &id() const { return m_id; } //!< empty when nothing was kept

signals:
    void stateChanged();
    void answered(); //!< by the disk, about the newest text that it was given

private:
    void write();
    void written(const journal::Draft &draft, int write, const core::Result<core::Done> &result);
    void setState(State state);

    journal::Drafts &m_drafts;
    const core::Clock &m_clock;
    const Source m_source;
    QTimer m_idle;   //!< since the last key
    QTimer m_latest; //!< since the first key that is not kept
    QTimer m_retry;
    journal::DraftId m_id;
    std::optional<journal::Draft> m_kept;
    core::Error m_error;
    State m_state = State::Nothing;
    int m_write = 0; //!< the newest one; what is said of older ones is old
    bool m_writing = false;
    bool m_again = false;
};

} // namespace controllers
