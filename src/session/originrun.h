// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/lineorigin.h"
#include "core/background.h"
#include "history/records.h"
#include "session/session.h"
#include "session/versionreads.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace session {

struct OriginWish
{
    core::StoreId store;
    core::EntryId entry;
    core::VersionId version = {}; //!< whose text it is; empty: the newest one with this text
    QByteArray text;              //!< that is asked about
};

//! What is known of the lines of one text by now.
struct OriginReport
{
    QList<core::Version> versions;  //!< of the entry, oldest first, up to the one that is asked about; without texts
    bool fromBeginning = false;     //!< the first of them is the entry's creation
    QList<audit::LineOrigin> lines; //!< indices into `versions`
    qint64 read = 0;                //!< texts that were compared, the one that is asked about included
    qint64 redacted = 0;
    qint64 failed = 0;              //!< that could not be read, or are too large
    qint64 unread = 0;              //!< older ones that were not read
    bool settled = false;           //!< every line is explained: what is unread would change nothing
    bool unknownText = false;       //!< no known version has the text
    bool tooLarge = false;
    bool wasStopped = false;
    std::optional<core::Error> endedBy;
};

//! Finds out when each line of an entry's text came in: goes back through its versions, newest first, and stops as soon as
//! every line is explained. Texts are compared in a thread of its own, and let go. Application's thread.
class OriginRun : public QObject
{
    Q_OBJECT
public:
    OriginRun(Session &session, const OriginWish &wish, QObject *parent = nullptr);
    ~OriginRun() override;

    void start();
    void cancel(); //!< ends with what is known
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] const OriginReport &report() const { return m_report; }

signals:
    void changed(); //!< the report: at times while it goes on
    void finished();

private:
    struct Trace;    //!< the pool's while m_comparing
    struct Compared; //!< what came of some steps

    void listVersions(const std::optional<history::Position> &before);
    void begin();
    void readOn();
    void took(const core::VersionId &version, const core::Result<std::optional<QByteArray>> &text);
    void compareOn();
    void compared(const Compared &result);
    void finish();

    //! An older version whose turn has come.
    struct Step
    {
        enum class Kind { Text, Same, Redacted, Failed };

        int version = 0;
        Kind kind = Kind::Text;
        QString hash = {};
        QByteArray text = {};
    };

    QPointer<Session> m_session;
    const OriginWish m_wish;
    OriginReport m_report;
    QHash<core::VersionId, core::Version> m_known;
    core::Call<history::Block> m_listing;
    std::unique_ptr<VersionReads> m_reads;
    QHash<core::VersionId, int> m_indices;
    QThreadPool m_pool;
    core::CancelFlag m_cancel;
    std::shared_ptr<Trace> m_trace;
    QHash<int, Step> m_steps;  //!< read, not compared yet
    QString m_lastHash;        //!< of the version that is to be read last
    int m_toRead = -1;         //!< the next, downwards
    int m_toCompare = -1;
    bool m_comparing = false;
    bool m_running = false;
};

} // namespace session
