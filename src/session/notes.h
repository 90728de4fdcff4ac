// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "history/index.h"

#include <QHash>
#include <QObject>

namespace session {

//! A person's words on versions, kept on this computer beside the records and never sent anywhere. Application's thread.
class Notes : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype maxLength = 10'000; //!< UTF-16 units

    Notes(history::Index &index, const core::Clock &clock, QObject *parent = nullptr);

    void load(const core::StoreId &store); //!< once; changed() tells when there are any
    //! Empty when there is none, or none was read yet.
    [[nodiscard]] QString of(const core::StoreId &store, const core::VersionId &version) const;
    //! An empty text removes the note. Error{Invalid} when it is too long.
    core::Call<core::Done> keep(const core::StoreId &store, const core::VersionId &version, const QString &text);
    void forget(const core::StoreId &store); //!< the index has let them go

signals:
    void changed(const core::StoreId &store);

private:
    void read(const core::StoreId &store);

    history::Index &m_index;
    const core::Clock &m_clock;
    QHash<core::StoreId, QHash<core::VersionId, QString>> m_notes;
};

} // namespace session
