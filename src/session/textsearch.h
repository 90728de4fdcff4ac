// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"

#include <QObject>

namespace session {

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
};

} // namespace session
