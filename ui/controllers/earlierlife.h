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
//! minutes of its creation with the very text it began with (a rename by hand), or with a text that is mostly the same. Each
//! may have come of another one. What is found is a guess from the records that are known, and is only asked for when the
//! person wants to see it.
class EarlierLife : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostLives = 10;
    static constexpr int mostTexts = 20;          //!< that are read for one life, those closest in time
    static constexpr double leastLikeness = 0.5;  //!< text::likeness()

    //! The text of a version, from wherever it is to be had.
    using Read = std::function<core::Call<core::Version>(const core::Version &)>;

    using QObject::QObject;
    ~EarlierLife() override;

    //! `index` outlives the search, or cancel() comes before. `first`: the `created` record of the entry. Without `read`
    //! texts are the same by their hashes only.
    void find(history::Index &index, const core::Version &first, Read read = {});
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
    void askNearText();
    void findEndings();
    void readFirst();
    void readEndings();
    void take(const core::EntryId &entry);
    void finish();
    void await(core::Call<history::Block> call, const std::function<void(const history::Block &)> &then);

    history::Index *m_index = nullptr;
    core::Version m_first;                //!< of the life that is looked back from
    QSet<core::EntryId> m_lives;
    QList<core::EntryId> m_candidates;    //!< had the same text around then
    QList<core::Version> m_versions;
    core::Call<history::Block> m_call;
    Read m_read;
    core::Call<core::Version> m_reading;
    QByteArray m_firstText;
    QList<core::Version> m_deletions;     //!< around then, the closest first
    QList<core::Version> m_endings;       //!< the last texts before them
    core::EntryId m_likest;
    double m_likeness = 0;
};

} // namespace controllers
