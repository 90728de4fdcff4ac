// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/records.h"
#include "ui/controllers/comparedtext.h"
#include "ui/panels/changespage.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <array>

namespace controllers {

//! What one version changed: it and the one before it of the same entry, whichever store they lie in a list with. The
//! predecessor comes from the index, the texts are read when they are looked at, and the last wish wins. A text that somebody
//! redacts goes from the page at once.
class VersionChanges : public QObject
{
    Q_OBJECT
public:
    //! `hint`: what to do while nothing is chosen; empty: it is versions that are chosen from.
    explicit VersionChanges(panels::ChangesPage &page, const QString &hint = {}, QObject *parent = nullptr);

    //! Waits a moment: whoever goes through a list with the arrow keys stops at some.
    void show(session::Session *session, const std::optional<history::Record> &record);
    //! An entry at two moments; without a record it was not there. `known`: otherwise it is not known what it was.
    void showThenAndNow(session::Session *session, const std::optional<history::Record> &then,
                        const std::optional<history::Record> &now, bool known);
    //! What the second of two moments is called where the entry was not there; "Now" unless told.
    void setNowWords(const QString &words) { m_nowWords = words; }
    void clear();
    //! The shown version against another one, of any store and connection, until another is shown.
    void compareWith(const ComparedText &other);
    void compareWithBefore(); //!< again
    //! The two that stand beside each other, newer first, when both are versions of the session.
    [[nodiscard]] QList<core::Version> compared() const;

private:
    struct Moments
    {
        std::optional<history::Record> then;
        std::optional<history::Record> now;
        bool known = true;

        friend bool operator==(const Moments &, const Moments &) = default;
    };

    void watch();
    void takeRedacted(const QList<core::Version> &versions);
    void reset();
    void start();
    void compare(const std::optional<core::Version> &before);
    void compareMoments();
    void compareOther();
    void read(session::Session &session, const core::StoreId &store, const core::VersionId &version, bool left);
    void showBoth();
    void fail(const core::Error &error);
    [[nodiscard]] panels::ChangesSide label(session::Session &session, const core::Version &version) const;

    panels::ChangesPage &m_page;
    QString m_hint;
    QString m_nowWords;
    QPointer<session::Session> m_session;
    std::optional<history::Record> m_record;
    std::optional<Moments> m_moments; //!< in place of a record
    ComparedText m_other; //!< in place of the version before
    QTimer m_settle;
    core::Call<history::Block> m_before;
    core::Call<core::Version> m_leftCall;
    core::Call<core::Version> m_rightCall;
    panels::ChangesSide m_left;
    panels::ChangesSide m_right;
    std::array<std::optional<core::Version>, 2> m_versions; //!< left, right; without texts
    QSet<core::VersionId> m_read; //!< whose texts are here or on their way
    QList<QMetaObject::Connection> m_watched;
    int m_missing = 0;
    int m_generation = 0;
};

} // namespace controllers
