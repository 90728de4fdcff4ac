// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/planmodel.h"

#include "models/displaytext.h"
#include "models/roles.h"
#include "session/transferrun.h"

namespace models {

namespace {

PlanKind kindOf(transfer::PlanKind kind)
{
    switch (kind) {
    case transfer::PlanKind::New: return PlanKind::New;
    case transfer::PlanKind::Changed: return PlanKind::Changed;
    case transfer::PlanKind::Same: return PlanKind::Same;
    case transfer::PlanKind::TooLarge: return PlanKind::TooLarge;
    case transfer::PlanKind::InvalidPath: return PlanKind::InvalidPath;
    case transfer::PlanKind::NotText: return PlanKind::NotText;
    case transfer::PlanKind::Skipped: return PlanKind::Skipped;
    case transfer::PlanKind::Recreate: return PlanKind::Recreate;
    case transfer::PlanKind::PutBack: return PlanKind::PutBack;
    case transfer::PlanKind::Delete: return PlanKind::Delete;
    case transfer::PlanKind::Lost: return PlanKind::Lost;
    }
    return PlanKind::Skipped;
}

PlanReason reasonOf(const transfer::PlanItem &item)
{
    using transfer::FileProblem;
    switch (item.problem) {
    case FileProblem::TooLarge: return PlanReason::TooLarge;
    case FileProblem::NotText: return item.looksUtf16 ? PlanReason::LooksUtf16 : PlanReason::NotUtf8;
    case FileProblem::Blank: return PlanReason::Blank;
    case FileProblem::NotAFile: return PlanReason::NotAFile;
    case FileProblem::Link: return PlanReason::Link;
    case FileProblem::HiddenFolder: return PlanReason::HiddenFolder;
    case FileProblem::Unreadable: return PlanReason::Unreadable;
    case FileProblem::BadName: return PlanReason::BadName;
    case FileProblem::Missing: return PlanReason::Missing;
    case FileProblem::TooDeep: return PlanReason::TooDeep;
    case FileProblem::None: break;
    }
    if (item.gap != transfer::PastGap::None)
        return item.gap == transfer::PastGap::Redacted ? PlanReason::Redacted : PlanReason::NotKnown;
    if (item.pathProblem)
        return PlanReason::Path;
    if (item.twice)
        return PlanReason::Twice;
    return item.hidden ? PlanReason::Hidden : PlanReason::None;
}

PathProblem problemOf(wire::PathProblem problem)
{
    switch (problem) {
    case wire::PathProblem::Empty: return PathProblem::Empty;
    case wire::PathProblem::LeadingSlash: return PathProblem::LeadingSlash;
    case wire::PathProblem::DotDot: return PathProblem::DotDot;
    case wire::PathProblem::TooLong: return PathProblem::TooLong;
    case wire::PathProblem::ControlCharacter: return PathProblem::ControlCharacter;
    case wire::PathProblem::EmptySegment: return PathProblem::EmptySegment;
    case wire::PathProblem::TrailingSlash: return PathProblem::TrailingSlash;
    case wire::PathProblem::DotSegment: return PathProblem::DotSegment;
    case wire::PathProblem::OuterSpace: return PathProblem::OuterSpace;
    case wire::PathProblem::NotUnicode: return PathProblem::NotUnicode;
    }
    return PathProblem::Empty;
}

PlanState stateOf(session::ItemState state)
{
    switch (state) {
    case session::ItemState::NotRun: return PlanState::NotRun;
    case session::ItemState::Waiting: return PlanState::Waiting;
    case session::ItemState::Running: return PlanState::Running;
    case session::ItemState::Written: return PlanState::Written;
    case session::ItemState::Unchanged: return PlanState::Unchanged;
    case session::ItemState::Failed: return PlanState::Failed;
    case session::ItemState::Unknown: return PlanState::Unknown;
    }
    return PlanState::NotRun;
}

PlanWhy whyOf(session::ItemWhy why)
{
    switch (why) {
    case session::ItemWhy::None: return PlanWhy::None;
    case session::ItemWhy::Error: return PlanWhy::Error;
    case session::ItemWhy::SourceError: return PlanWhy::SourceError;
    case session::ItemWhy::SourceDamaged: return PlanWhy::SourceDamaged;
    case session::ItemWhy::LostRace: return PlanWhy::LostRace;
    case session::ItemWhy::PathTaken: return PlanWhy::PathTaken;
    case session::ItemWhy::EntryGone: return PlanWhy::EntryGone;
    case session::ItemWhy::StoreArchived: return PlanWhy::StoreArchived;
    case session::ItemWhy::NotApplied: return PlanWhy::NotApplied;
    case session::ItemWhy::AlteredByService: return PlanWhy::AlteredByService;
    case session::ItemWhy::Redacted: return PlanWhy::Redacted;
    }
    return PlanWhy::None;
}

} // namespace

void PlanModel::setPlan(const QList<transfer::PlanItem> &plan)
{
    beginResetModel();
    m_plan = plan;
    m_results = QList<Result>(plan.size());
    m_chosen = 0;
    for (const transfer::PlanItem &item : plan)
        m_chosen += item.chosen;
    endResetModel();
    emit chosenChanged();
}

bool PlanModel::choose(int row, bool chosen)
{
    transfer::PlanItem &item = m_plan[row];
    if (!item.isDoable() || item.chosen == chosen)
        return false;
    item.chosen = chosen;
    m_chosen += chosen ? 1 : -1;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    return true;
}

void PlanModel::setChosen(const QModelIndexList &rows, bool chosen)
{
    if (!m_checkable)
        return;
    bool changed = false;
    for (const QModelIndex &row : rows)
        changed = choose(row.row(), chosen) || changed;
    if (changed)
        emit chosenChanged();
}

void PlanModel::setCheckable(bool checkable)
{
    m_checkable = checkable;
    if (!m_plan.isEmpty())
        emit dataChanged(index(0, PathColumn), index(int(m_plan.size()) - 1, PathColumn), {Qt::CheckStateRole});
}

void PlanModel::setResult(int row, const session::ItemResult &result)
{
    m_results[row] = {stateOf(result.state), whyOf(result.why), result.error};
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

std::array<int, planKinds> PlanModel::counts() const
{
    std::array<int, planKinds> counts = {};
    for (const transfer::PlanItem &item : m_plan)
        ++counts.at(size_t(kindOf(item.kind)));
    return counts;
}

qint64 PlanModel::chosenBytes() const
{
    qint64 bytes = 0;
    for (const transfer::PlanItem &item : m_plan)
        bytes += item.chosen && item.kind != transfer::PlanKind::Delete ? item.size : 0;
    return bytes;
}

int PlanModel::chosenCount(PlanKind kind) const
{
    int count = 0;
    for (const transfer::PlanItem &item : m_plan)
        count += item.chosen && kindOf(item.kind) == kind;
    return count;
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_plan.size());
}

int PlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags PlanModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (index.column() == PathColumn && m_checkable && m_plan.at(index.row()).isDoable())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

PlanFacts PlanModel::facts(int row) const
{
    const transfer::PlanItem &item = m_plan.at(row);
    const Result &result = m_results.at(row);
    PlanFacts facts;
    facts.kind = kindOf(item.kind);
    facts.reason = reasonOf(item);
    if (item.pathProblem)
        facts.path = problemOf(*item.pathProblem);
    facts.position = item.position;
    facts.detail = item.detail;
    facts.state = result.state;
    facts.why = result.why;
    facts.error = result.error;
    facts.chosen = item.chosen;
    facts.doable = item.isDoable();
    return facts;
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const transfer::PlanItem &item = m_plan.at(index.row());
    switch (role) {
    case Qt::CheckStateRole:
        if (index.column() != PathColumn || !item.isDoable())
            return {};
        return item.chosen ? Qt::Checked : Qt::Unchecked;
    case PathRole:
        return item.path;
    case DisplayPathRole:
        return displayText(item.path);
    case SizeRole:
        return item.size;
    case FactsRole:
        return QVariant::fromValue(facts(index.row()));
    default:
        return {};
    }
}

bool PlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != PathColumn || !m_checkable)
        return false;
    if (choose(index.row(), value.toInt() == Qt::Checked))
        emit chosenChanged();
    return true;
}

} // namespace models
