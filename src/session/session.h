// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "core/clock.h"
#include "journal/intents.h"
#include "journal/writtenhere.h"
#include "history/index.h"
#include "session/commands.h"
#include "session/connection.h"
#include "session/entrylist.h"
#include "session/historykeeper.h"
#include "session/kepttexts.h"
#include "session/notes.h"
#include "session/settlement.h"
#include "session/storerepository.h"
#include "session/textcache.h"
#include "session/versionlog.h"

#include <QHash>
#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace api {
class ApiClient;
}

namespace session {

//! One open connection and what can be done with it. Several live at once. Owns its client, repositories and commands;
//! application's thread. Destroying it cancels what is on its way.
class Session : public QObject
{
    Q_OBJECT
public:
    //! `marks` may be null: then nothing is marked as written here. Both references outlive the session.
    Session(Connection connection, std::unique_ptr<api::ApiClient> client, journal::WrittenHere *marks,
            const core::Clock &clock, QObject *parent = nullptr);
    ~Session() override;

    //! To be called before the first write: each is noted in the journal before it is sent (promise B7), and what the
    //! journal holds of earlier runs is settled now, told by writeSettled(). Without it nothing is noted. `intents`
    //! outlives the session.
    void recordWrites(journal::Intents &intents);
    [[nodiscard]] journal::Intents *intents() const { return m_intents; }

    //! Whether texts of versions stay on this computer, in `file`, beyond this run. May be said again; what is there goes
    //! when it is switched off. A kept text is shown only when its version's record was read from the service again in this
    //! run (which the index tells): redaction shows nowhere else.
    void keepTexts(const QString &file, bool keep);
    [[nodiscard]] KeptTexts *keptTexts() const { return m_kept.get(); } //!< null while they are not kept

    //! To be called before the first look at a store: what its list of versions says is remembered in `dataFolder`, and the
    //! rest of it is read in the background. Without a folder it is remembered for this run only. Not called,
    //! history() is null, and everything works without; as it does when the file cannot be used, which
    //! HistoryKeeper::problem() tells.
    void keepHistory(const QString &dataFolder);
    [[nodiscard]] HistoryKeeper *history() const { return m_history; }
    [[nodiscard]] Notes *notes() const { return m_notes; } //!< null without history()

    [[nodiscard]] const Connection &connection() const;
    [[nodiscard]] api::ApiClient &client();
    [[nodiscard]] api::MemoryStores &service();
    [[nodiscard]] const wire::Dialect &dialect() const;
    [[nodiscard]] const core::Clock &clock() const;

    [[nodiscard]] StoreRepository &stores();
    //! What is known of a store, whether or not the list's filter shows it (an archived one, usually). Valid until the
    //! next signal.
    [[nodiscard]] const core::Store *store(const core::StoreId &id) const;
    [[nodiscard]] EntryList &entries(const core::StoreId &store); //!< made on first use, not loaded by that
    [[nodiscard]] VersionLog &versions(const core::StoreId &store);
    [[nodiscard]] bool hasEntries(const core::StoreId &store) const; //!< whether entries() was ever used
    [[nodiscard]] bool hasVersions(const core::StoreId &store) const;
    [[nodiscard]] Commands &commands();

    //! The entry with its text; refreshes the list's row. Keeps the text for TextSearch.
    core::Call<core::Entry> readEntry(const core::StoreId &store, const core::EntryId &entry);
    //! The version with its text. Texts are kept for this run, within bounds, until the version is seen redacted.
    //! A deleted or redacted version is answered from its record without a request.
    core::Call<core::Version> readVersion(const core::StoreId &store, const core::VersionId &version);

    //! Whether this version was saved from this computer.
    [[nodiscard]] bool isWrittenHere(const core::Version &version) const;
    //! The id of the request that wrote it, for a version that was saved from this computer; empty where none is known.
    [[nodiscard]] QString requestIdOf(const core::Version &version) const;

    //! Somebody wrote to the service: reads the newest version records of each open store and, for each new one, the
    //! entry it is about. Cheap enough to be called on every change of the local service.
    void catchUp();
    //! *Refresh* (F5): stores, open entry lists, newest versions. Rows stay where they are.
    void refresh();

    // What replies told, for commands and searches: put where it belongs, announced from there.
    void noteStore(const core::Store &store);
    void noteStoreGone(const core::StoreId &store);
    void noteStoreMoved(const core::StoreId &store); //!< written to: its counters and newest versions are read again
    void noteEntry(const core::Entry &entry);
    void noteEntryGone(const core::StoreId &store, const core::EntryId &entry);
    void noteVersion(const core::Version &version);
    void noteWrittenHere(const journal::Mark &mark);
    void noteUnsettled(const journal::Intent &intent); //!< it could not be read back what became of it
    //! The newest version record that is known without asking; empty when none is.
    [[nodiscard]] core::VersionId newestKnownVersion(const core::StoreId &store) const;
    //! The text with this hash, when it was read before in this run.
    [[nodiscard]] std::optional<QByteArray> keptText(const QString &sha256) const;
    [[nodiscard]] std::chrono::milliseconds pageGap() const; //!< 0 on loopback

signals:
    void unauthorized();                        //!< 401: a new token is wanted
    void activityChanged(int requestsInFlight);
    void dialectChanged();
    void keptTextsChanged();                    //!< keptTexts() is another one now, or none
    void storeNoted(const core::StoreId &store); //!< store() may say something else now
    void writtenHereChanged(const core::StoreId &store);
    //! A write of an earlier run, or one that could not be read back then: what became of it.
    void writeSettled(const session::Settlement &settlement);

private:
    void follow(const core::StoreId &store, const QList<core::Version> &appeared);
    void followEntry(const core::StoreId &store, const core::EntryId &entry);
    void forgetRedacted(const QList<core::Version> &versions);
    void forgetText(const core::Version &version);
    void keepRead(const QList<core::Version> &versions);
    void fetchVersion(const core::StoreId &store, const core::VersionId &version,
                      const core::Promise<core::Version> &promise);
    void findVersion(const core::StoreId &store, const core::VersionId &version,
                     const core::Promise<core::Version> &promise);
    [[nodiscard]] const journal::Mark *markOf(const core::Version &version) const;
    [[nodiscard]] bool wasReadAgain(const history::Record &record) const;
    void updateExpected(const core::StoreId &store);
    void loadMarks(const core::StoreId &store);
    void remember(VersionLog &log);
    void forgetKnown(const core::StoreId &store, const QList<core::Version> &redacted);

    const Connection m_connection;
    const std::unique_ptr<api::ApiClient> m_client;
    journal::WrittenHere *const m_marks;
    journal::Intents *m_intents = nullptr;
    const core::Clock &m_clock;
    const core::Timestamp m_opened;
    api::MemoryStores *const m_service;
    StoreRepository *const m_stores;
    std::unique_ptr<QTemporaryDir> m_forThisRun; //!< where the history is that nobody wants to keep
    HistoryKeeper *m_history = nullptr;
    Notes *m_notes = nullptr;
    QHash<core::StoreId, core::Store> m_seenStores;
    QHash<core::StoreId, EntryList *> m_entries;
    QHash<core::StoreId, VersionLog *> m_versions;
    QHash<core::StoreId, QMultiHash<core::EntryId, journal::Mark>> m_writtenHere;
    TextCache m_texts;
    std::unique_ptr<KeptTexts> m_kept;
    Commands *const m_commands;
};

} // namespace session
