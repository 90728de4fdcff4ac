// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/plan.h"

#include <QHash>
#include <QSet>

namespace transfer {

namespace {

//! Judges what every plan judges alike: the path, whether it is taken twice, and what stands there now.
class Planner
{
public:
    explicit Planner(const PlanTarget &target) : m_limits(target.limits)
    {
        for (const core::Entry &entry : target.entries)
            m_present.insert(entry.path, &entry);
    }

    void place(PlanItem &item)
    {
        item.pathProblem = wire::clientProblem(item.path, m_limits);
        item.twice = !item.pathProblem && m_planned.contains(item.path);
        if (item.pathProblem || item.twice) {
            item.kind = PlanKind::InvalidPath;
            return;
        }
        m_planned.insert(item.path);
        const core::Entry *present = m_present.value(item.path);
        item.kind = PlanKind::New;
        if (present) {
            const bool same = !item.sha256.isEmpty() && item.sha256 == present->sha256
                && present->size.value_or(item.size) == item.size;
            item.kind = same ? PlanKind::Same : PlanKind::Changed;
            item.base = *present;
            item.base->content.reset();
        }
        item.chosen = item.isDoable() && !item.hidden;
    }

private:
    const wire::Limits &m_limits;
    QHash<QString, const core::Entry *> m_present;
    QSet<QString> m_planned;
};

PlanKind kindOf(FileProblem problem)
{
    switch (problem) {
    case FileProblem::TooLarge:
        return PlanKind::TooLarge;
    case FileProblem::NotText:
    case FileProblem::Blank:
        return PlanKind::NotText;
    case FileProblem::BadName:
        return PlanKind::InvalidPath;
    default:
        return PlanKind::Skipped;
    }
}

} // namespace

QList<PlanItem> planImport(const ImportScan &scan, const PlanTarget &target)
{
    Planner planner(target);
    QList<PlanItem> plan;
    plan.reserve(scan.files.size());
    for (const ScannedFile &file : scan.files) {
        PlanItem item;
        const QString top = file.topFolder.isEmpty() ? QString() : file.topFolder + u'/';
        item.origin = top + file.path;
        item.path = file.exact ? file.path : target.folder + (target.keepTopFolder ? top : QString()) + file.path;
        item.size = file.size;
        item.sha256 = file.sha256;
        item.metadata = file.metadata;
        item.hidden = file.hidden;
        item.problem = file.problem;
        item.position = file.position;
        item.looksUtf16 = file.looksUtf16;
        item.detail = file.detail;
        item.file = file.source;
        if (file.problem == FileProblem::None)
            planner.place(item);
        else
            item.kind = kindOf(file.problem);
        plan.append(item);
    }
    return plan;
}

QList<PlanItem> planCopy(const QList<core::Entry> &source, const PlanTarget &target)
{
    Planner planner(target);
    QList<PlanItem> plan;
    plan.reserve(source.size());
    for (const core::Entry &entry : source) {
        PlanItem item;
        item.path = entry.path;
        item.origin = entry.path;
        item.size = entry.size.value_or(0);
        item.sha256 = entry.sha256;
        item.metadata = entry.metadata;
        item.entry = entry;
        item.entry.content.reset();
        if (item.size > target.limits.contentBytes) {
            item.kind = PlanKind::TooLarge;
            item.problem = FileProblem::TooLarge;
        } else {
            planner.place(item);
        }
        plan.append(item);
    }
    return plan;
}

bool isBelow(const core::Entry &entry, const QString &folder, const core::EntryId &only)
{
    return only.isEmpty() ? entry.path.startsWith(folder) : entry.id == only;
}

CopyCheck compareCopies(const QStringList &paths, const QList<core::Entry> &source, const QList<core::Entry> &target)
{
    const auto byPath = [](const QList<core::Entry> &entries) {
        QHash<QString, const core::Entry *> result;
        for (const core::Entry &entry : entries)
            result.insert(entry.path, &entry);
        return result;
    };
    const auto there = byPath(source);
    const auto here = byPath(target);
    CopyCheck check;
    for (const QString &path : paths) {
        const core::Entry *original = there.value(path);
        const core::Entry *copy = here.value(path);
        if (!original)
            check.gone.append(path);
        else if (!copy)
            check.missing.append(path);
        else if (original->sha256.isEmpty() || original->sha256 != copy->sha256 || original->size != copy->size)
            check.different.append(path);
        else
            ++check.equal;
    }
    return check;
}

} // namespace transfer
