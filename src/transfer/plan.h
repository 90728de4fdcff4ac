// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "transfer/importscan.h"
#include "wire/dialect.h"
#include "wire/pathrules.h"

#include <QList>
#include <QString>

#include <optional>

//! What an import, a copy or a restoring would do, item by item, before anything is done. Facts; words are made in ui/presentation.
namespace transfer {

enum class PlanKind {
    New,         //!< the path is free
    Changed,     //!< the path has another text now: a new version
    Same,        //!< nothing to do
    TooLarge,
    InvalidPath,
    NotText,
    Skipped,     //!< for `file.problem`
    Recreate,    //!< restoring: was there then, and its path is free now
    PutBack,     //!< restoring: the path has another text now
    Delete,      //!< restoring: was not there then
    Lost,        //!< restoring: for `gap`
};

//! Why a text of the past cannot be had any more.
enum class PastGap {
    None,
    Redacted,
    NotKnown, //!< the records of that time are not read yet, or the service does not tell them any more
};

struct PlanItem
{
    PlanKind kind = PlanKind::Skipped;
    QString path;    //!< where it would be
    QString origin;  //!< what a person knows it by: file name, or path at the source
    qint64 size = 0;
    QString sha256;  //!< of the text to be written; empty where the source does not say
    core::Metadata metadata;
    bool chosen = false;
    bool hidden = false;
    bool twice = false;                            //!< InvalidPath because another item has the path already
    std::optional<wire::PathProblem> pathProblem;  //!< InvalidPath
    FileProblem problem = FileProblem::None;       //!< NotText, TooLarge, Skipped
    qint64 position = -1;                          //!< NotText: the byte
    bool looksUtf16 = false;
    QString detail;                                //!< the system's words
    FileSource file;                               //!< import
    core::Entry entry;                             //!< copy: the entry at the source, without text
    std::optional<core::Entry> base;               //!< Changed, PutBack, Delete: what has the path now, without text
    core::VersionId version;                       //!< restoring: whose text it is
    PastGap gap = PastGap::None;                   //!< Lost

    //! Whether it can be chosen at all.
    [[nodiscard]] bool isDoable() const
    {
        return kind == PlanKind::New || kind == PlanKind::Changed || kind == PlanKind::Recreate || kind == PlanKind::PutBack
            || kind == PlanKind::Delete;
    }
};

struct PlanTarget
{
    QList<core::Entry> entries; //!< of the store, without texts
    wire::Limits limits;
    QString folder;             //!< with its slash, or empty; does not count for our own exports
    bool keepTopFolder = true;  //!< put files of a chosen folder below its name
};

QList<PlanItem> planImport(const ImportScan &scan, const PlanTarget &target);
//! Paths stay as they are.
QList<PlanItem> planCopy(const QList<core::Entry> &source, const PlanTarget &target);

//! Whether `entry` belongs to what was chosen: an entry, a folder (with its slash) or, both empty, the whole store.
bool isBelow(const core::Entry &entry, const QString &folder, const core::EntryId &only);

//! What a check of both sides found after a copy (paths, sizes and hashes as the services tell them now).
struct CopyCheck
{
    int equal = 0;
    QStringList different; //!< paths: other size or hash
    QStringList missing;   //!< paths that the target does not have
    QStringList gone;      //!< paths that the source does not have any more

    [[nodiscard]] int total() const { return equal + int(different.size() + missing.size() + gone.size()); }
};

//! `paths`: what was meant to be equal.
CopyCheck compareCopies(const QStringList &paths, const QList<core::Entry> &source, const QList<core::Entry> &target);

} // namespace transfer
