// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/textlife.h"
#include "core/background.h"
#include "history/records.h"
#include "session/session.h"
#include "session/versionreads.h"
#include "text/search.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace session {

struct LifeWish
{
    core::StoreId store;
    QString folder = {};     //!< with its slash; only what was below it
    core::EntryId only = {}; //!< one entry
    text::SearchQuery query; //!< of the whole text
};

struct LifeReport
{
    audit::TextLives lives;
    qint64 failed = 0;       //!< texts that could not be read
    qint64 unsearched = 0;   //!< no UTF-8, or the pattern takes too long in them
    QString badPattern = {}; //!< the engine's words
    bool wasStopped = false;
    std::optional<core::Error> endedBy;
};

//! In which versions of which entries, deleted ones too, something came in, and when it went. Searches the texts that are on
//! this computer; what is missing is read from the service only by readMissing(), which goes on where it was stopped.
//! Application's thread.
class LifeRun : public QObject
{
    Q_OBJECT
public:
    enum class Stage { Idle, Searching, Reading, Joining };

    //! The session has a history.
    LifeRun(Session &session, const LifeWish &wish, QObject *parent = nullptr);
    ~LifeRun() override;

    void start();
    void readMissing(); //!< after finished()
    void cancel();      //!< ends with what is known
    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] qint64 done() const { return m_done; }
    [[nodiscard]] qint64 total() const { return m_total; } //!< 0: not known
    [[nodiscard]] qint64 missing() const { return m_missing.size(); } //!< texts that readMissing() would read
    [[nodiscard]] const LifeReport &report() const { return m_report; }

signals:
    void progressChanged();
    void finished(); //!< once for start() and each readMissing()

private:
    //! A text that is at hand.
    struct Text
    {
        QString key;
        QByteArray bytes;
    };
    using Answer = QList<QPair<QString, text::SearchEnd>>; //!< by key; Complete: it is not there, More: it is

    void searchKept();
    void join();
    void nextBlock();
    void takeBlock();
    void search(const QList<Text> &texts, const std::function<void()> &then);
    void readOn();
    void finish();
    [[nodiscard]] bool takesIn(const core::Version &version) const;
    [[nodiscard]] static QString keyOf(const core::Version &version);

    QPointer<Session> m_session;
    const LifeWish m_wish;
    LifeReport m_report;
    QThreadPool m_pool;
    core::CancelFlag m_cancel;
    core::Call<TextHashes> m_keptSearch;
    core::Call<history::Block> m_blockCall;
    std::unique_ptr<VersionReads> m_reads;
    QSet<QString> m_known; //!< texts that were searched, by hash; of versions without one by id
    QSet<QString> m_has;   //!< of them, those that have it
    QHash<core::VersionId, QString> m_missing; //!< one version of each text that is not at hand
    QList<core::VersionId> m_toRead;
    std::unique_ptr<audit::TextLifeFinder> m_finder;
    history::Block m_block;
    std::optional<history::Position> m_from;
    Stage m_stage = Stage::Idle;
    int m_searching = 0;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

} // namespace session
