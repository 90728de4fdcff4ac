// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/index.h"

#include <QList>
#include <QObject>
#include <QSet>

#include <functional>

namespace controllers {

//! Entries that one entry seems to go on from: deleted at the same path before it was created there, or deleted within
//! minutes of its creation with the very text it began with (a rename by hand). Each may have come of another one. What is
//! found is a guess from the records that are known, and is only asked for when the person wants to see it.
class EarlierLife : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostLives = 10;

    using QObject::QObject;
    ~EarlierLife() override;

    //! `index` outlives the search, or cancel() comes before. `first`: the `created` record of the entry.
    void find(history::Index &index, const core::Version &first);
    void cancel();
    [[nodiscard]] bool isSearching() const { return m_index != nullptr; }

signals:
    //! All versions of the entries that were found, newest first in each; empty when there are none.
    void found(const QList<core::Version> &versions);
    void failed(const core::Error &error);

private:
    void askSamePath();
    void askSameText();
    void tryNext();
    void take(const core::EntryId &entry);
    void finish();
    void await(core::Call<history::Block> call, const std::function<void(const history::Block &)> &then);

    history::Index *m_index = nullptr;
    core::Version m_first;                //!< of the life that is looked back from
    QSet<core::EntryId> m_lives;
    QList<core::EntryId> m_candidates;    //!< had the same text around then
    QList<core::Version> m_versions;
    core::Call<history::Block> m_call;
};

} // namespace controllers
