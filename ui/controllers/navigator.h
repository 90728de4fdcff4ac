// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QList>
#include <QObject>

#include <functional>

namespace session {
class Session;
}

namespace controllers {

//! What the window is about: a store, one of its entries, or versions of them.
struct Subject
{
    core::StoreId store;
    core::EntryId entry;                 //!< empty: the store itself
    QList<core::VersionId> versions;     //!< none: the present text; one: that version; two: a comparison

    [[nodiscard]] bool isEmpty() const { return store.isEmpty(); }
    [[nodiscard]] bool sameHead(const Subject &other) const { return store == other.store && entry == other.entry; }
    friend bool operator==(const Subject &, const Subject &) = default;
};

//! The one place that knows which session and subject are shown. Whoever wants another asks go(); guards (unsaved text)
//! may first talk to the person; then everybody hears of it. Application's thread.
class Navigator : public QObject
{
    Q_OBJECT
public:
    using Proceed = std::function<void(bool go)>;
    //! Answers exactly once, now or later.
    using Guard = std::function<void(const Proceed &)>;

    using QObject::QObject;

    [[nodiscard]] session::Session *session() const { return m_session; }
    [[nodiscard]] const Subject &subject() const { return m_subject; }

    void setGuard(Guard guard) { m_guard = std::move(guard); }

    //! Another connection, or none: the subject is empty afterwards. Asks nobody; askToLeave() comes first.
    void setSession(session::Session *session);
    //! The guard is asked only when the text under it would go.
    void go(const Subject &subject, const std::function<void(bool)> &done = {});
    //! For closing the window.
    void askToLeave(const std::function<void(bool)> &done);
    //! The subject goes on as another entry, to which it was moved: nobody leaves it, nobody is asked.
    void replace(const Subject &subject);
    //! The subject is gone (deleted): no question asked.
    void forget();

signals:
    void sessionChanged(session::Session *session);
    //! The subject goes for another entry: what is about it can still be looked at.
    void leaving();
    void subjectChanged(const controllers::Subject &now, const controllers::Subject &before);
    //! The person chose to stay: whoever moved a selection moves it back.
    void declined();

private:
    void set(const Subject &subject);

    session::Session *m_session = nullptr;
    Subject m_subject;
    Guard m_guard;
    int m_question = 0; //!< a newer question makes older answers void
};

} // namespace controllers
