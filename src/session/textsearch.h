// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/ids.h"
#include "core/entry.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace session {

class EntryList;
class Session;

struct TextHit
{
    core::EntryId entry;
    QString path;
    int line = 0;      //!< from 1
    int column = 0;    //!< from 0, in UTF-16 units of `lineText`
    int length = 0;
    QString lineText;  //!< at most 400 characters around the hit
};

//! All places of `text` in a memory, hits that overlap left out, at most `limit`. Lines end as in the editor: LF, CRLF, CR,
//! U+2029. The entry and its path are left to the caller. Nothing when the bytes are not text.
std::optional<QList<TextHit>> findInText(const QByteArray &content, const QString &text, Qt::CaseSensitivity sensitivity,
                                         int limit);

//! *Find in store*: reads the current texts of a store one after the other, as gently as the connection wants, and
//! reports hits as they come. Texts that were read before are not fetched again. Application's thread.
class TextSearch : public QObject
{
    Q_OBJECT
public:
    struct Progress
    {
        int searched = 0;
        int total = 0;     //!< entries known in the list
        int failed = 0;    //!< could not be read
        int hits = 0;
        bool listComplete = false; //!< whether `total` is all there is
        bool running = false;
        bool tooManyHits = false;  //!< stopped at maxHits
    };
    static constexpr int maxHits = 5000;

    explicit TextSearch(Session &session, QObject *parent = nullptr);
    ~TextSearch() override;

    void start(const core::StoreId &store, const QString &text, Qt::CaseSensitivity sensitivity);
    void cancel();
    [[nodiscard]] const Progress &progress() const;

signals:
    void found(const QList<session::TextHit> &hits);
    void progressChanged();

private:
    static constexpr int parallelReads = 4;

    void take(const QList<core::Entry> &entries);
    void work();
    void read(const core::EntryId &entry);
    void search(const core::EntryId &entry, const QString &path, const QByteArray &content);
    void announce();
    void finish();
    void updateCoverage();

    Session &m_session;
    EntryList *m_list = nullptr;
    QString m_text;
    Qt::CaseSensitivity m_sensitivity = Qt::CaseInsensitive;
    Progress m_progress;
    QSet<core::EntryId> m_known;               //!< waiting, being read, or done
    QList<core::EntryId> m_waiting;
    QHash<core::EntryId, core::Call<core::Entry>> m_reading;
    QList<TextHit> m_batch;                    //!< found since the last announcement
    QTimer m_announcing;
    QTimer m_working;
};

} // namespace session
