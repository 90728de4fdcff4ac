// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedplan.h"

#include "models/displaytext.h"
#include "models/naturalorder.h"
#include "models/roles.h"
#include "ui/presentation/errorsentences.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace presentation {

using models::PlanFacts;
using models::PlanKind;
using models::PlanModel;
using models::PlanReason;
using models::PlanState;
using models::PlanWhy;

namespace {

struct Plans
{
    Q_DECLARE_TR_FUNCTIONS(Plans)
};

QString withDetail(const QString &sentence, const QString &detail)
{
    return detail.isEmpty() ? sentence : sentence + u' ' + models::displayText(detail);
}

Operation operationOf(PlanKind kind)
{
    switch (kind) {
    case PlanKind::New:
    case PlanKind::Recreate: return Operation::CreateEntry;
    case PlanKind::Delete: return Operation::DeleteEntry;
    default: return Operation::SaveEntry;
    }
}

QString whyText(const PlanFacts &facts)
{
    const core::Error *cause = facts.error ? &*facts.error : nullptr;
    switch (facts.why) {
    case PlanWhy::Error:
        return cause ? sentenceFor(*cause, operationOf(facts.kind)).full()
                     : QString();
    case PlanWhy::SourceError:
        if (cause && cause->kind == core::ErrorKind::Storage)
            return Plans::tr("The file was changed or removed since the plan was made.");
        return cause ? sentenceFor(*cause, facts.kind == PlanKind::Recreate || facts.kind == PlanKind::PutBack ? Operation::ReadVersion : Operation::ReadEntry).full()
                     : QString();
    case PlanWhy::SourceDamaged:
        return Plans::tr("The text does not fit the sha256 that its service tells, so it was not copied.");
    case PlanWhy::LostRace:
        return facts.kind == PlanKind::Delete
            ? Plans::tr("Somebody changed this entry since the plan was made. It was not deleted.")
            : Plans::tr("Somebody changed this entry since the plan was made. Nothing was overwritten.");
    case PlanWhy::PathTaken:
        return Plans::tr("Somebody made an entry with this path since the plan was made. Nothing was overwritten.");
    case PlanWhy::EntryGone:
        return Plans::tr("Somebody deleted this entry since the plan was made.");
    case PlanWhy::StoreArchived:
        return Plans::tr("The store was archived, so nothing can be written to it.");
    case PlanWhy::NotApplied:
        return Plans::tr("The answer was lost, and nothing was written. It can be tried again.");
    case PlanWhy::AlteredByService:
        return Plans::tr("Written, but the service tells another sha256 than that of the text that was sent.");
    case PlanWhy::Redacted:
        return Plans::tr("The version was redacted since the plan was made. Its text cannot be had any more.");
    case PlanWhy::None:
        break;
    }
    return {};
}

} // namespace

QString planKindText(PlanKind kind)
{
    switch (kind) {
    case PlanKind::New: return Plans::tr("new");
    case PlanKind::Changed: return Plans::tr("changed");
    case PlanKind::Same: return Plans::tr("the same");
    case PlanKind::TooLarge: return Plans::tr("too large");
    case PlanKind::InvalidPath: return Plans::tr("invalid path");
    case PlanKind::NotText: return Plans::tr("not text");
    case PlanKind::Skipped: return Plans::tr("skipped");
    //: what a plan would do with an entry: make it again
    case PlanKind::Recreate: return Plans::tr("recreate");
    //: what a plan would do with an entry: give it the text it had
    case PlanKind::PutBack: return Plans::tr("put back");
    //: what a plan would do with an entry
    case PlanKind::Delete: return Plans::tr("delete");
    case PlanKind::Lost: return Plans::tr("cannot be read");
    }
    return {};
}

QString planReasonText(const PlanFacts &facts)
{
    const QString byte = QLocale().toString(facts.position);
    switch (facts.reason) {
    case PlanReason::None:
        if (facts.kind == PlanKind::Changed)
            return Plans::tr("Becomes the newest version; the present text stays in the history.");
        if (facts.kind == PlanKind::PutBack)
            return Plans::tr("The text of that time becomes the newest version; the present text stays in the history.");
        if (facts.kind == PlanKind::Recreate)
            return Plans::tr("Was deleted since then. A new entry with a new id and a new history gets its text.");
        if (facts.kind == PlanKind::Delete)
            return Plans::tr("Was not there then, so it is deleted. Its versions stay in the history of the store.");
        return {};
    case PlanReason::TooLarge: return Plans::tr("A memory can have 102,400 bytes at most.");
    //: %1 is a number
    case PlanReason::NotUtf8: return Plans::tr("Not UTF-8 text: the byte at position %1 does not fit.").arg(byte);
    //: %1 is a number
    case PlanReason::LooksUtf16:
        return Plans::tr("Looks like UTF-16, see the byte at position %1. Save it as UTF-8 first.").arg(byte);
    case PlanReason::Blank: return Plans::tr("Empty, or nothing but blanks; no service takes that.");
    case PlanReason::NotAFile: return Plans::tr("Not a file, but a pipe, a socket or a device.");
    case PlanReason::Link: return Plans::tr("A symbolic link; links are not followed.");
    case PlanReason::HiddenFolder: return Plans::tr("A hidden folder; to import it, choose it directly.");
    case PlanReason::Hidden: return Plans::tr("A hidden file; tick it if you want it.");
    case PlanReason::Unreadable: return withDetail(Plans::tr("Cannot be read."), facts.detail);
    case PlanReason::BadName: return Plans::tr("The file's name is not UTF-8.");
    case PlanReason::Missing: return Plans::tr("The file is not there.");
    case PlanReason::TooDeep: return Plans::tr("Too many folders inside each other.");
    case PlanReason::Twice: return Plans::tr("Another item of this plan has the same path.");
    case PlanReason::Redacted: return Plans::tr("The text of that time was redacted. Nothing is done with this entry.");
    case PlanReason::NotKnown:
        return Plans::tr("What stood here then is not in the history that was read. Nothing is done with this entry.");
    case PlanReason::Path: return facts.path ? pathProblemText(*facts.path) : QString();
    }
    return {};
}

QString planStateText(const PlanFacts &facts)
{
    switch (facts.state) {
    case PlanState::NotRun: return {};
    case PlanState::Waiting: return Plans::tr("Waiting");
    case PlanState::Running: return facts.kind == PlanKind::Delete ? Plans::tr("Being deleted…") : Plans::tr("Being written…");
    case PlanState::Written:
        if (facts.kind == PlanKind::Delete)
            return Plans::tr("✓ Deleted");
        return facts.why == PlanWhy::None ? Plans::tr("✓ Written") : whyText(facts);
    case PlanState::Unchanged:
        return facts.kind == PlanKind::Delete ? Plans::tr("✓ Was deleted already") : Plans::tr("✓ Was there already");
    case PlanState::Failed: return Plans::tr("✗ %1", "a cross and a sentence").arg(whyText(facts));
    case PlanState::Unknown:
        if (facts.kind == PlanKind::Delete)
            return Plans::tr("? The answer was lost, and the present state could not be read. It may have been deleted.");
        return Plans::tr("? The answer was lost, and the present state could not be read. It may have been written.");
    }
    return {};
}

QString planCountsText(const std::array<int, models::planKinds> &counts)
{
    QStringList parts;
    for (int kind = 0; kind < models::planKinds; ++kind) {
        if (const int count = counts.at(size_t(kind)); count > 0)
            //: %1 is a number, %2 is "new", "changed" …
            parts.append(Plans::tr("%1 %2").arg(QLocale().toString(count), planKindText(PlanKind(kind))));
    }
    return parts.isEmpty() ? Plans::tr("nothing") : parts.join(Plans::tr(", ", "between the items of a list"));
}

void PresentedPlan::setKind(std::optional<PlanKind> kind)
{
    m_kind = kind;
    m_unfinishedOnly = false;
    invalidateFilter();
}

void PresentedPlan::setUnfinishedOnly(bool on)
{
    m_unfinishedOnly = on;
    m_kind.reset();
    invalidateFilter();
}

bool PresentedPlan::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!m_kind && !m_unfinishedOnly)
        return true;
    const auto facts = sourceModel()->index(row, 0, parent).data(PlanModel::FactsRole).value<PlanFacts>();
    if (m_unfinishedOnly)
        return facts.chosen && facts.state != PlanState::Written && facts.state != PlanState::Unchanged;
    return facts.kind == *m_kind;
}

bool PresentedPlan::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (left.column() == PlanModel::SizeColumn)
        return left.data(models::SizeRole).toLongLong() < right.data(models::SizeRole).toLongLong();
    if (left.column() == PlanModel::PathColumn)
        return models::naturalLess(left.data(models::PathRole).toString(), right.data(models::PathRole).toString());
    const auto a = left.data(PlanModel::FactsRole).value<PlanFacts>();
    const auto b = right.data(PlanModel::FactsRole).value<PlanFacts>();
    return std::pair(int(a.kind), int(a.state)) < std::pair(int(b.kind), int(b.state));
}

QVariant PresentedPlan::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !sourceModel())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == PlanModel::SizeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return QSortFilterProxyModel::data(index, role);
    const QString path = index.data(models::DisplayPathRole).toString();
    const auto facts = index.data(PlanModel::FactsRole).value<PlanFacts>();
    const QString state = planStateText(facts);
    const QString reason = state.isEmpty() ? planReasonText(facts) : state;
    if (role == Qt::ToolTipRole)
        return plainTooltip(reason.isEmpty() ? path : path + u'\n' + reason);
    switch (index.column()) {
    case PlanModel::PathColumn: return path;
    case PlanModel::KindColumn: return planKindText(facts.kind);
    case PlanModel::SizeColumn: return sizeText(index.data(models::SizeRole).toLongLong());
    default: return reason;
    }
}

QVariant PresentedPlan::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == PlanModel::SizeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter); // over its numbers
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QSortFilterProxyModel::headerData(section, orientation, role);
    switch (section) {
    case PlanModel::PathColumn: return tr("Path");
    case PlanModel::KindColumn: return tr("What");
    case PlanModel::SizeColumn: return tr("Size");
    default: return tr("Result");
    }
}

} // namespace presentation
