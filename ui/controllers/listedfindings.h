// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/scanmarks.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QStringList>
#include <QTimer>

namespace controllers {

//! What the scan finds in the texts of lists (the history, *Activity*), for rows that are looked at. Only of texts that are on
//! this computer already: nothing is read from a service for it, so a row without a sign says nothing.
class ListedFindings : public QObject
{
    Q_OBJECT
public:
    ListedFindings(Navigator &navigator, ScanMarks &marks, QObject *parent = nullptr);
    ~ListedFindings() override;

    //! A line for each thing that was found; empty while it is not known. Then it is looked for, one text at a time, and
    //! changed() tells when there is something new.
    [[nodiscard]] QString words(const QString &sha256);

signals:
    void changed();

private:
    static constexpr qsizetype mostWaiting = 200; //!< what was asked last is in sight
    static constexpr qsizetype mostAbsent = 100'000;

    void follow();
    void forget();
    void next();
    void look(const QString &sha256, const QByteArray &text);
    void done();

    Navigator &m_navigator;
    ScanMarks &m_marks;
    QPointer<session::Session> m_session;
    QList<QMetaObject::Connection> m_following;
    QStringList m_waiting; //!< asked last: last
    QSet<QString> m_absent; //!< not on the disk, as far as was looked, or too large for the scan
    core::Call<QByteArray> m_find;
    core::Call<session::TextScan> m_look;
    QTimer m_soon;
    QTimer m_tellSoon; //!< once for many
    bool m_busy = false;
};

} // namespace controllers
