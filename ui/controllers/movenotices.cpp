// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The half of MoveActions that tells what came of a move.
#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/moveactions.h"
#include "ui/panels/storespanel.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using presentation::Operation;
using presentation::Situation;
using session::MoveItem;
using State = session::MoveItem::State;
using Why = session::MoveItem::Why;

namespace controllers {

namespace {

constexpr int namedProblems = 3; //!< in a banner; the others are counted

QString words(Situation situation) { return presentation::sentenceFor(situation).text; }

//! Why the copy could not be made.
QString whyNotCopied(const MoveItem &item)
{
    using Kind = session::CreateOutcome::Kind;
    if (item.why == Why::Gone)
        return MoveActions::tr("it was deleted meanwhile.");
    if (item.why == Why::Damaged)
        return MoveActions::tr("its text does not fit what the service tells about it.");
    if (item.why == Why::MetadataLost)
        return MoveActions::tr("it has metadata, and this service does not let metadata be set, so it would be lost.");
    if (!item.created && item.error)
        return sentence(*item.error, Operation::ReadEntry);
    if (!item.created)
        return {};
    switch (item.created->kind) {
    case Kind::PathTaken:
        return words(Situation::PathTaken);
    case Kind::StoreArchived:
        return words(Situation::StoreArchived);
    case Kind::StillUnknown:
        return words(Situation::StillUnknown);
    default:
        return words(Situation::NotApplied);
    }
}

//! Why the old entry was not deleted.
QString whyNotDeleted(const MoveItem &item)
{
    using Kind = session::DeleteOutcome::Kind;
    if (item.why == Why::CopyDiffers)
        return MoveActions::tr("they are not the same text, so the old entry was left alone.");
    if (!item.deleted && item.error)
        return sentence(*item.error, Operation::DeleteEntry);
    if (!item.deleted)
        return {};
    switch (item.deleted->kind) {
    case Kind::ChangedMeanwhile:
        return MoveActions::tr("somebody changed the old entry meanwhile, so it was left alone.");
    case Kind::StoreArchived:
        return words(Situation::StoreArchived);
    case Kind::StillUnknown:
        return words(Situation::StillUnknown);
    default:
        return words(Situation::NotApplied);
    }
}

//! What is where, as one sentence; empty when it went as wished.
QString problemOf(const MoveItem &item)
{
    const QString from = models::displayText(item.entry.path);
    const QString to = models::displayText(item.target);
    switch (item.state) {
    case State::Refused:
        return MoveActions::tr("“%1” was not moved, and nothing was changed: %2").arg(from, whyNotCopied(item));
    case State::CopyStays:
        return MoveActions::tr("“%1” is there now, and “%2” still is, too: %3").arg(to, from, whyNotDeleted(item));
    case State::Unknown:
        return item.copy.id.isEmpty()
            ? MoveActions::tr("It is not certain whether “%1” was written. “%2” is untouched.").arg(to, from)
            : MoveActions::tr("“%1” is there. It is not certain whether “%2” was deleted.").arg(to, from);
    case State::Moved:
        if (item.deleted && item.deleted->unseen)
            return MoveActions::tr("Somebody changed “%1” just before it was deleted. That text is not in “%2”; it is in "
                                   "the history of the store.")
                .arg(from, to);
        return {};
    case State::Waiting:
        break;
    }
    return {};
}

QStringList problemsOf(const QList<MoveItem> &items)
{
    QStringList problems;
    int waiting = 0;
    for (const MoveItem &item : items) {
        if (const QString problem = problemOf(item); !problem.isEmpty())
            problems.append(problem);
        waiting += item.state == State::Waiting;
    }
    if (waiting > 0)
        problems.append(waiting == 1 ? MoveActions::tr("One entry was left alone because it stopped before.")
                                     : MoveActions::tr("%n entries were left alone because it stopped before.", nullptr,
                                                       waiting));
    return problems;
}

//! Deleted by somebody before it was moved; its text was read earlier.
bool canComeBack(const MoveItem &item)
{
    return item.why == Why::Gone && item.entry.content;
}

//! Trying again cannot help where there is nothing to be moved.
bool canBeTried(const MoveItem &item)
{
    return item.state != State::Moved && item.why != Why::Gone;
}

bool isUnseen(const MoveItem &item)
{
    return item.state == State::Moved && item.deleted && item.deleted->unseen;
}

} // namespace

void MoveActions::showAll()
{
    for (const Notice &notice : std::as_const(m_notices)) {
        if (notice.connection == shownConnection() && !notice.hidden)
            show(notice);
        else
            m_stores.dismissBanner(u"moved.%1"_s.arg(notice.number));
    }
}

void MoveActions::show(const Notice &notice)
{
    const auto count = [&notice](State state) {
        return int(std::count_if(notice.items.cbegin(), notice.items.cend(),
                                 [state](const MoveItem &item) { return item.state == state; }));
    };
    const int moved = count(State::Moved);
    const QStringList problems = problemsOf(notice.items) + notice.problems;
    widgets::BannerMessage message;
    message.id = u"moved.%1"_s.arg(notice.number);
    message.severity = problems.isEmpty() ? widgets::Severity::Info : widgets::Severity::Warning;
    QStringList sentences;
    if (notice.busy)
        sentences.append(tr("Moving…"));
    else if (moved == 1)
        for (const MoveItem &item : notice.items) {
            if (item.state == State::Moved)
                sentences.append(tr("“%1” is now “%2”. It has a new id, and its history begins anew; the old one stays "
                                    "in the history of the store.")
                                     .arg(models::displayText(item.entry.path), models::displayText(item.target)));
        }
    else if (moved > 1)
        sentences.append(tr("%n entries have been moved. They have new ids, and their history begins anew; the old one "
                            "stays in the history of the store.",
                            nullptr, moved));
    else if (notice.back && problems.isEmpty())
        sentences.append(tr("The copies are gone; everything is as it was."));
    if (!notice.busy) {
        sentences += problems.first(qMin<qsizetype>(namedProblems, problems.size()));
        if (const int more = int(problems.size()) - namedProblems; more > 0)
            sentences.append(tr("And %n more of the kind.", nullptr, more));
        message.details = problems.size() > namedProblems ? problems.join(u'\n') : QString();
        if (moved + count(State::CopyStays) > 0)
            message.actions.append({u"undo"_s, tr("Undo")});
        if (std::any_of(notice.items.cbegin(), notice.items.cend(), canBeTried))
            message.actions.append({u"again"_s, tr("Try Again")});
        if (std::any_of(notice.items.cbegin(), notice.items.cend(), canComeBack))
            message.actions.append({u"recreate"_s, tr("Create It Again…")});
        if (std::any_of(notice.items.cbegin(), notice.items.cend(), isUnseen))
            message.actions.append({u"theirs"_s, tr("Save That Text as New Entry…")});
    }
    message.text = sentences.join(u' ');
    m_stores.showBanner(message);
}

//! Under the path that it was to get. The first of them; the next one when that is there.
void MoveActions::recreateGone(const Notice &notice)
{
    const auto item = std::find_if(notice.items.cbegin(), notice.items.cend(), canComeBack);
    if (item != notice.items.cend())
        emit recreateRequested(item->entry.store, item->target, *item->entry.content);
}

void MoveActions::noteCreated(const core::StoreId &store, const QString &path)
{
    for (Notice &notice : m_notices) {
        const auto before = notice.items.size();
        notice.items.removeIf([&](const MoveItem &item) {
            return canComeBack(item) && item.entry.store == store && item.target == path;
        });
        if (notice.items.size() != before && notice.items.isEmpty())
            m_stores.dismissBanner(u"moved.%1"_s.arg(notice.number));
    }
    m_notices.removeIf([](const Notice &notice) { return notice.items.isEmpty(); });
    showAll();
}

//! The first of them; the others can be found in the history.
void MoveActions::bringBackUnseen(const Notice &notice)
{
    const auto item = std::find_if(notice.items.cbegin(), notice.items.cend(), isUnseen);
    session::Session *session = m_navigator.session();
    if (item == notice.items.cend() || !session)
        return;
    const core::Version unseen = *item->deleted->unseen;
    session->readVersion(unseen.store, unseen.id).then(this, [this](const core::Result<core::Version> &version) {
        if (version && version->content)
            emit recreateRequested(version->store, version->path, *version->content);
        else
            m_stores.showBanner(banner(u"moved.theirs"_s, Situation::UnseenVersionLost,
                                       version ? std::nullopt : std::optional(version.error())));
    });
}

} // namespace controllers
