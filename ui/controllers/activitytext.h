// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/error.h"
#include "core/ids.h"
#include "session/kepttexts.h"

#include <QLocale>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace panels {
class ActivityFilterBar;
}
namespace session {
class Session;
}

namespace controllers {

//! The text filter of *Activity*: looks through the texts of a store that are kept on this computer, in the background, and
//! says in the filter bar how far that goes. While a search is under way, the answer of the one before holds; a search
//! that failed or was stopped does not filter, and says so. Texts that come or go are looked through after a while.
class ActivityText : public QObject
{
    Q_OBJECT
public:
    explicit ActivityText(panels::ActivityFilterBar &bar, QObject *parent = nullptr);
    ~ActivityText() override;

    //! Null or empty: there is nothing to search. The words stay.
    void setStore(session::Session *session, const core::StoreId &store);
    //! Empty words: no filter. The same question again does nothing.
    void ask(const QString &words, bool regex);

    //! Of the texts in which the words are; nothing while there is no answer to filter by.
    [[nodiscard]] const std::optional<QSet<QString>> &hashes() const { return m_hashes; }
    [[nodiscard]] bool isSearching() const { return m_call.isPending(); }
    //! What is filtered by, for somebody who does not see the window; empty when nothing is.
    [[nodiscard]] QString selectionWords(const QLocale &locale = QLocale()) const;

signals:
    void changed(); //!< hashes()

private:
    void followTexts();
    void searchSoon();
    void search();
    void take(const core::Result<session::TextHashes> &found);
    void stopOrGoOn();
    void show();
    [[nodiscard]] QString sentenceNow() const;

    panels::ActivityFilterBar &m_bar;
    QPointer<session::Session> m_session;
    core::StoreId m_store;
    QString m_words;
    bool m_regex = false;
    bool m_stopped = false;               //!< by the person
    std::optional<QSet<QString>> m_hashes;
    qint64 m_searched = 0;                //!< texts that m_hashes is an answer of
    text::SearchEnd m_end = text::SearchEnd::Complete;
    QString m_problem;                    //!< why there is no answer
    core::Call<session::TextHashes> m_call;
    QTimer m_again;                       //!< texts came or went
};

} // namespace controllers
