// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "history/records.h"
#include "transfer/plan.h"

#include <QList>
#include <QSet>
#include <QString>

//! What has to be done so that a store, or a part of it, stands again as it did at a moment. Pure.
namespace session {

//! Which part: a folder (with its slash), some paths, or with both empty the whole store.
struct RestoreScope
{
    QString folder = {};
    QSet<QString> paths = {};

    [[nodiscard]] bool contains(const QString &path) const;
};

//! What a plan is made of. The index has to know every record after the moment, or the plan would delete what was there.
struct RestoreBasis
{
    core::Timestamp moment;
    QList<history::Record> then;       //!< Index::stateAt() of the moment
    QList<history::EntryChange> since; //!< Index::changesBetween() the moment and the end of time
    QList<core::Entry> now;            //!< the whole list, without texts
};

//! Paths are what is put back: an entry that was deleted and made again under another id gets the text of the old one.
//! Each item that is to be written or deleted carries the state that it was planned on. Deletions come last, within
//! that by path; all that can be done is chosen.
QList<transfer::PlanItem> planRestore(const RestoreBasis &basis, const RestoreScope &scope);

//! Whether more of the past would tell more: something in the scope changed, and what it was is beyond the index.
bool wantsMorePast(const RestoreBasis &basis, const RestoreScope &scope);

} // namespace session
