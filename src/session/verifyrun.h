// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/walk.h"
#include "audit/chaincheck.h"
#include "audit/verification.h"
#include "core/call.h"
#include "session/session.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace session {

struct VerifyWish
{
    core::StoreId store;
    QString folder = {};     //!< with its slash; only what is below it
    core::EntryId only = {}; //!< one entry
    bool pastTexts = true;   //!< the texts of all versions, not only those that entries have now

    [[nodiscard]] bool isPart() const { return !folder.isEmpty() || !only.isEmpty(); }
    [[nodiscard]] bool takesIn(const core::EntryId &entry, const QString &path) const
    {
        return only.isEmpty() ? path.startsWith(folder) : entry == only;
    }
};

//! Reads a store once more from the service, past every cache and whatever the history says, and checks that it fits
//! together: texts, records, entries, counters. Goes page by page; what is kept is some facts of each entry. What
//! somebody writes meanwhile is told as not checked, never as a mismatch. Ends in a report, also after cancel() or an
//! error, which is in it. Application's thread.
class VerifyRun : public QObject
{
    Q_OBJECT
public:
    enum class Stage { Listing, Versions, Entries, Finishing, Ended };

    VerifyRun(Session &session, const VerifyWish &wish, QObject *parent = nullptr);
    ~VerifyRun() override;

    void start();
    void cancel();
    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] const VerifyWish &wish() const { return m_wish; }
    //! Counts grow while it goes on; whole after finished().
    [[nodiscard]] const audit::Verification &report() const { return m_report; }
    [[nodiscard]] qsizetype entries() const { return m_entries.size(); } //!< of the place, after the listing

signals:
    void progressChanged();
    void finished();

private:
    using Versions = core::Page<core::Version>;

    template<typename T>
    void await(core::Call<T> call, std::function<void(const T &)> then);
    template<typename T>
    void read(core::Call<T> call, std::function<void(const core::Result<T> &)> then);
    [[nodiscard]] core::Call<Versions> listVersions(const core::Cursor &from);

    void setStage(Stage stage);
    void readStore();
    void listEntries();
    void readPage();
    void takePage(const Versions &page);
    void take(const core::Version &version);
    void work();
    void tookText(const core::Version &listed, const core::Result<core::Version> &read);
    void tookEntry(const core::Entry &listed, const core::Result<core::Entry> &read);
    void failed(const audit::Finding &finding, audit::Tally &tally, const core::Error &error);
    void readNewestAgain(const core::Cursor &from);
    void stopAt(const core::Error &error);
    void finish();
    void judge();
    void countChains();
    void countCounters();
    void add(const QList<audit::Finding> &findings);
    [[nodiscard]] audit::Unchecked whyRest() const;

    QPointer<Session> m_session;
    const VerifyWish m_wish;
    Stage m_stage = Stage::Listing;
    audit::Verification m_report;
    audit::ChainCheck m_chains;
    std::optional<core::Store> m_store;
    QList<core::Entry> m_entries;
    core::VersionId m_newest;          //!< when the check began; empty: there was none
    QSet<core::EntryId> m_written;     //!< since then
    bool m_sawAll = false;             //!< the list of versions came to its end
    bool m_knowWritten = false;        //!< m_written is whole
    QSet<core::EntryId> m_broken;      //!< something was found
    QList<audit::Finding> m_unread;    //!< what the service did not give; told unless the store itself is gone
    QList<audit::Finding> m_changed;   //!< entries that were read otherwise than listed; told unless written to

    std::unique_ptr<api::WalkGuard> m_guard;
    std::optional<core::Cursor> m_next;
    QSet<QString> m_lastIds;           //!< of the last page: a list that shifts says them again
    bool m_metNewest = false;
    QList<core::Version> m_texts;      //!< of this page, still to be read
    QList<core::Entry> m_heads;        //!< still to be read
    int m_busy = 0;
    QHash<int, std::function<void()>> m_cancels; //!< of the requests under way
    int m_requests = 0;
};

} // namespace session
