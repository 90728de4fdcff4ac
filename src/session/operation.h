// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"
#include "core/error.h"
#include "core/version.h"
#include "journal/intents.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>

namespace session {

class Session;

//! Nothing was applied, for certain: nothing left this computer, or a complete reply refused it. Everything else is
//! doubt, to be settled by reading (reliability 2.B).
bool isCertainlyNotApplied(const core::Error &error);

//! Whether an entry still reads as somebody saw it: by hash, else by its bytes, else by its number, else by its time.
bool isSameState(const core::Entry &now, const core::Entry &seen);

//! For comparing what is not kept. Order does not matter.
QString digestOf(const core::Metadata &metadata);

//! The part of an intent that tells what a write to an entry goes over, and back.
journal::Intent intentOver(const core::Entry &base, journal::WriteKind kind);
core::Entry baseOf(const journal::Intent &intent);

//! When a lost reply is looked for, counted from the moment it was lost: the request may still be on its way.
using CheckSchedule = QList<std::chrono::milliseconds>;

//! One write from the wish to its outcome. Reads what has to be known before, notes its intent in the journal, sends at
//! most once, and settles a lost reply by check() at the points of the schedule. Deletes itself when it has answered.
//!
//! The intent is closed when the end is known, and else stays for the next time (promise B7). It is also where an
//! operation can begin: resume() does not send, it settles what an earlier one may have sent.
class Operation : public QObject
{
    Q_OBJECT
public:
    Operation(Session &session, CheckSchedule schedule, QObject *parent);

    virtual void start() = 0;
    //! In place of start(), for an operation that was made of an intent.
    void resume();
    //! What goes on is stopped; a write that may have left is still settled, a settling is given up.
    void cancel();
    //! In place of start(): something before it went wrong.
    virtual void refuseUnsent(const core::Error &error) = 0;
    [[nodiscard]] bool hasEnded() const { return m_done; }

signals:
    void checkingStarted();
    void checkingEnded();

protected:
    //! Reads the state back once; ends the operation or calls again().
    virtual void check() = 0;
    //! The schedule is exhausted or somebody lost patience: answers with what is known.
    virtual void giveUp(const core::Error &why) = 0;
    //! What is about to be sent, as far as the operation knows it; the rest is filled in.
    [[nodiscard]] virtual journal::Intent intent() const = 0;

    //! The current step: its handler is called when it ends, cancel() reaches it.
    template<typename T>
    void await(core::Call<T> call, typename core::Call<T>::Handler handler)
    {
        m_cancelStep = [call]() mutable { call.cancel(); };
        call.then(this, std::move(handler));
    }

    //! The one write of this operation: `send` is called, once, when the intent is on the disk. When it cannot be put there
    //! (a full disk), it is sent all the same: the service may be the last safe place for the text.
    template<typename T>
    void sendOnce(std::function<core::Call<T>(const QString &requestId)> send, typename core::Call<T>::Handler handler)
    {
        Q_ASSERT(!m_sent);
        m_sent = true;
        record([this, send = std::move(send), handler = std::move(handler)](bool cancelled) {
            if (cancelled)
                handler(core::Error{.kind = core::ErrorKind::Cancelled, .serverText = {}, .delivery = core::Delivery::NotSent});
            else if (!isTokenTheSame())
                handler(core::Error{.kind = core::ErrorKind::Unauthorized, .serverText = {}, .delivery = core::Delivery::NotSent});
            else
                await(send(m_intent.id), handler);
        });
    }

    //! The newest version record of a store, asked for only when none is known: what comes after it is new. Empty when
    //! there is none.
    void findNewest(const core::StoreId &store, std::function<void(const core::Result<core::VersionId> &)> then);

    void settle(const core::Error &lost); //!< from now on by reading
    //! To be called by check() when the state does not decide it yet. False when it was the last time.
    bool again();
    void again(const core::Error &unreadable); //!< the state could not be read; gives up after the last time
    void done(bool settled);
    void takeIntent(const journal::Intent &intent); //!< for an operation that was made of it

    [[nodiscard]] const std::optional<core::Error> &lostReply() const { return m_lost; }
    [[nodiscard]] Session &session() const { return m_session; }
    [[nodiscard]] const QString &requestId() const { return m_intent.id; } //!< of the one write; empty before it

private:
    //! What was read with one token is not written over with another, which may be another account's (promise A5).
    [[nodiscard]] bool isTokenTheSame() const;
    void record(std::function<void(bool cancelled)> then);

    Session &m_session;
    const CheckSchedule m_schedule;
    std::function<void()> m_cancelStep;
    journal::Intent m_intent;
    bool m_recorded = false;
    const int m_token; //!< its number when this began
    std::optional<core::Error> m_lost;
    qsizetype m_checks = 0;
    bool m_sent = false;
    bool m_done = false;
};

template<typename Outcome>
class OperationOf : public Operation
{
public:
    OperationOf(Session &session, CheckSchedule schedule, QObject *parent)
        : Operation(session, std::move(schedule), parent)
    {
        m_promise.onCancel([self = QPointer<Operation>(this)] {
            if (self)
                self->cancel();
        });
    }

    [[nodiscard]] core::Call<Outcome> call() const { return m_promise.call(); }
    void refuseUnsent(const core::Error &error) override
    {
        core::Error unsent = error;
        unsent.delivery = core::Delivery::NotSent;
        refuse(unsent);
    }

protected:
    void answer(Outcome outcome)
    {
        outcome.readBack = lostReply().has_value();
        const bool settled = outcome.kind != decltype(outcome.kind)::StillUnknown;
        m_promise.resolve(std::move(outcome));
        done(settled);
    }

    //! Only when it is certain that nothing was applied.
    void refuse(core::Error error)
    {
        if (error.delivery == core::Delivery::Unknown)
            error.delivery = core::Delivery::NotSent; // it was a reading that failed
        m_promise.resolve(std::move(error));
        done(true);
    }

private:
    core::Promise<Outcome> m_promise;
};

//! The newest records of a store, or of one entry of it, newest first, until one is past. An Error when that is too far.
core::Call<QList<core::Version>> readNewestVersions(Session &session, QObject *context, const core::StoreId &store,
                                                    const core::EntryId &entry,
                                                    std::function<bool(const core::Version &)> isPast);

} // namespace session
