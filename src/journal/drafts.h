// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/ids.h"
#include "core/timestamp.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace db {
class Worker;
}

namespace journal {

using DraftId = core::Id<struct DraftTag>; //!< ours: random, for as long as one text stays unsaved
DraftId newDraftId();

//! The state of an entry that a text was typed over.
struct DraftBase
{
    QByteArray text;
    QString sha256; //!< as the service said; may be empty
    std::optional<qint64> version;
    core::Timestamp updatedAt;
    //! Hash of a text that was sent over this state while the end was not known; empty when none was. Should that text be
    //! the present one, it is the person's own.
    QString sentSha256 = {};

    friend bool operator==(const DraftBase &, const DraftBase &) = default;
};

//! A text that was typed and is not saved yet. Exact bytes.
struct Draft
{
    DraftId id;
    core::EntryRef target; //!< without an entry: of one that is to be made
    QString path;
    QByteArray text;
    std::optional<DraftBase> base = std::nullopt; //!< none for a new entry
    QDateTime at = {};     //!< UTC, milliseconds

    friend bool operator==(const Draft &, const Draft &) = default;
};

//! Whose a draft is.
enum class DraftOwner {
    ThisProgram,
    AnotherProgram, //!< a copy that runs now: hands off
    Nobody,         //!< left behind by one that has ended: to be offered
};

//! A draft in a list: everything but the texts.
struct DraftRow
{
    DraftId id;
    core::EntryRef target;
    QString path;
    QString firstLine; //!< the first one with something in it, at most about 200 characters
    qint64 size = 0;   //!< bytes
    QString sha256;    //!< of the text
    QDateTime at;
    DraftOwner owner = DraftOwner::Nobody;
    bool holdsWhole = false; //!< answered by holding(): all of the text asked for is in it
};

struct DraftLimits
{
    int count = 1000;
    qint64 bytes = qint64(8) * 1024 * 1024;         //!< of one text
    qint64 total = qint64(256) * 1024 * 1024; //!< of all, bases included
};

//! What was typed and not saved (promises A1, A2, A6): one SQLite file (0600, full synchronisation) with a worker of its
//! own. A kept draft is on the disk before its Call ends well. Several copies of the program share the file: each writes
//! its own drafts only, and takes over those of ended ones. Nothing is dropped to make room: beyond the limits keep()
//! fails with TooLarge. Errors are of kind Storage when the disk or file is at fault; what was kept before stays.
class Drafts
{
public:
    //! `file` lies in the application's data folder; it is made when it is missing, and a folder "running" beside it.
    explicit Drafts(const QString &file, const DraftLimits &limits = {});
    ~Drafts(); //!< finishes what was given to it

    //! Makes it or brings it up to date. Error Conflict: another copy has taken this draft over, use a new id.
    core::Call<core::Done> keep(const Draft &draft);
    //! Newest first.
    core::Call<QList<DraftRow>> list();
    core::Call<QList<DraftRow>> of(const core::EntryRef &entry);
    //! Those with this text in draft or base, and the other drafts of the entry it is of: for redactions.
    core::Call<QList<DraftRow>> holding(const core::EntryRef &entry, const QByteArray &text);
    core::Call<Draft> load(const DraftId &id);
    //! Makes it ours, to be gone on with. Error Conflict when its program runs or another one was faster; NotFound.
    core::Call<Draft> adopt(const DraftId &id);
    //! For good: no byte of it stays in the file. Drafts of another running copy stay (error Conflict); what is gone
    //! already is no error.
    core::Call<core::Done> discard(const QList<DraftId> &ids);

private:
    struct State; //!< the worker's

    const std::shared_ptr<State> m_state;
    const std::unique_ptr<db::Worker> m_worker;
};

} // namespace journal
