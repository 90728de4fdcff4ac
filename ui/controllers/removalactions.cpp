// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/removalactions.h"

#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/deleteentriesdialog.h"
#include "ui/panels/storespanel.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using presentation::Operation;
using presentation::Situation;
using State = session::RemovalItem::State;

namespace controllers {

namespace {

const QString undoAction = u"undo"_s;
constexpr qint64 mostBytes = 256 * 1024 * 1024; //!< of texts that can come back
constexpr int namedProblems = 3; //!< in a banner; the others are counted

QString bannerId(int number) { return u"deleted.%1"_s.arg(number); }

QString words(Situation situation) { return presentation::sentenceFor(situation).text; }

//! "path: why"; empty when it was done.
QString problemOf(const session::RemovalItem &item)
{
    QString why;
    if (item.state == State::Waiting) {
        return {};
    } else if (item.error) {
        why = sentence(*item.error, item.created ? Operation::CreateEntry : Operation::DeleteEntry);
    } else if (item.deleted && item.state != State::Done) {
        using Kind = session::DeleteOutcome::Kind;
        const Kind kind = item.deleted->kind;
        why = words(kind == Kind::ChangedMeanwhile ? Situation::ChangedBeforeDelete
                        : kind == Kind::AlreadyGone   ? Situation::AlreadyDeleted
                        : kind == Kind::StoreArchived ? Situation::StoreArchived
                        : kind == Kind::NotApplied    ? Situation::NotApplied
                                                      : Situation::StillUnknown);
    } else if (item.created && item.state != State::Done) {
        using Kind = session::CreateOutcome::Kind;
        const Kind kind = item.created->kind;
        why = words(kind == Kind::PathTaken ? Situation::PathTaken
                        : kind == Kind::StoreArchived ? Situation::StoreArchived
                        : kind == Kind::NotApplied    ? Situation::NotApplied
                                                      : Situation::StillUnknown);
    }
    return why.isEmpty() ? why : RemovalActions::tr("%1: %2").arg(models::displayText(item.entry.path), why);
}

QStringList problemsOf(const QList<session::RemovalItem> &items)
{
    QStringList problems;
    int waiting = 0;
    for (const session::RemovalItem &item : items) {
        if (const QString problem = problemOf(item); !problem.isEmpty())
            problems.append(problem);
        waiting += item.state == State::Waiting;
    }
    if (waiting > 0)
        problems.append(waiting == 1 ? RemovalActions::tr("One entry was left alone because it stopped before.")
                                     : RemovalActions::tr("%n entries were left alone because it stopped before.",
                                                          nullptr, waiting));
    return problems;
}

} // namespace

RemovalActions::RemovalActions(Navigator &navigator, EntryTabs &tabs, panels::StoresPanel &stores, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_tabs(tabs), m_stores(stores), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        m_run.cancel();
        if (m_dialog) {
            m_dialog->setIdle();
            m_dialog->reject();
        }
        showNotices();
    });
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        const auto removed = std::find_if(m_removed.cbegin(), m_removed.cend(),
                                          [&id](const Removed &one) { return bannerId(one.number) == id; });
        if (removed != m_removed.cend() && action == undoAction)
            undo(removed->number);
    });
    connect(&stores, &panels::StoresPanel::bannerDismissed, this, [this](const QString &id) {
        for (Removed &removed : m_removed) {
            if (bannerId(removed.number) == id)
                removed.hidden = true;
        }
    });
}

core::ConnectionId RemovalActions::shownConnection() const
{
    return m_navigator.session() ? m_navigator.session()->connection().id : core::ConnectionId();
}

RemovalActions::Removed *RemovalActions::find(int number)
{
    const auto found = std::find_if(m_removed.begin(), m_removed.end(),
                                    [number](const Removed &removed) { return removed.number == number; });
    return found == m_removed.end() ? nullptr : &*found;
}

void RemovalActions::remove(const QList<core::Entry> &entries)
{
    session::Session *session = m_navigator.session();
    if (!session || entries.isEmpty())
        return;
    if (m_dialog)
        m_dialog->reject();
    dialogs::DeleteEntriesFacts facts;
    facts.target = targetOf(*session, entries.first().store);
    for (const core::Entry &entry : entries) {
        const EntryTab *tab = m_tabs.find({session->connection().id, entry.store, entry.id});
        facts.rows.append({entry.path, entry.size, tab && tab->isDirty()});
    }
    facts.offerExport = entries.size() > many;
    m_dialog = new dialogs::DeleteEntriesDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setFacts(facts);
    connect(m_dialog, &dialogs::DeleteEntriesDialog::deleteRequested, this, [this, entries] { run(entries); });
    connect(m_dialog, &dialogs::DeleteEntriesDialog::exportRequested, this,
            [this, entries] { emit exportRequested(entries); });
    connect(m_dialog, &dialogs::DeleteEntriesDialog::stopRequested, this, [this] { m_run.cancel(); });
    m_dialog->open();
}

void RemovalActions::run(const QList<core::Entry> &entries)
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    const int all = int(entries.size());
    m_run = session::deleteInOrder(*session, entries, [dialog = m_dialog, all](int done) {
        if (dialog)
            dialog->setProgress(done, all);
    });
    m_run.then(this, [this, connection = session->connection().id](const auto &result) {
        if (result)
            settle(connection, *result);
    });
}

void RemovalActions::settle(const core::ConnectionId &connection, const QList<session::RemovalItem> &items)
{
    if (m_dialog)
        m_dialog->accept();
    Removed removed;
    removed.connection = connection;
    for (const session::RemovalItem &item : items) {
        if (item.state == State::Done) {
            removed.entries.append(item.entry);
            m_tabs.entryDeleted({connection, item.entry.store, item.entry.id});
        }
    }
    removed.problems = problemsOf(items);
    add(removed);
}

void RemovalActions::noteRemoved(const core::Entry &entry)
{
    if (!entry.content || !m_navigator.session())
        return;
    Removed removed;
    removed.connection = shownConnection();
    removed.entries.append(entry);
    add(removed);
}

void RemovalActions::noteRemoved(const core::ConnectionId &connection, const QList<core::Entry> &entries)
{
    Removed removed;
    removed.connection = connection;
    for (const core::Entry &entry : entries) {
        m_tabs.entryDeleted({connection, entry.store, entry.id});
        if (entry.content)
            removed.entries.append(entry);
    }
    add(removed);
}

void RemovalActions::add(Removed removed)
{
    if (removed.entries.isEmpty() && removed.problems.isEmpty())
        return;
    removed.number = ++m_numbers;
    m_removed.append(removed);
    // The oldest goes first; the newest stays whatever its size.
    const auto bytes = [this] {
        qint64 sum = 0;
        for (const Removed &one : std::as_const(m_removed)) {
            for (const core::Entry &entry : one.entries)
                sum += entry.content ? entry.content->size() : 0;
        }
        return sum;
    };
    while (m_removed.size() > 1 && bytes() > mostBytes)
        m_stores.dismissBanner(bannerId(m_removed.takeFirst().number));
    showNotices();
}

bool RemovalActions::canUndo() const
{
    return std::any_of(m_removed.cbegin(), m_removed.cend(), [this](const Removed &removed) {
        return removed.connection == shownConnection() && !removed.entries.isEmpty() && !removed.undoing;
    });
}

void RemovalActions::undo()
{
    for (auto removed = m_removed.crbegin(); removed != m_removed.crend(); ++removed) {
        if (removed->connection == shownConnection() && !removed->entries.isEmpty() && !removed->undoing) {
            undo(removed->number);
            return;
        }
    }
}

void RemovalActions::undo(int number)
{
    Removed *removed = find(number);
    if (!removed || removed->undoing || removed->entries.isEmpty() || removed->connection != shownConnection())
        return;
    removed->undoing = true;
    removed->hidden = false;
    show(*removed);
    emit stateChanged();
    // A session that ends takes its answer along.
    connect(m_navigator.session(), &QObject::destroyed, this, [this, number] {
        if (Removed *left = find(number); left && left->undoing) {
            left->undoing = false;
            showNotices();
        }
    });
    session::createAgain(*m_navigator.session(), removed->entries).then(this, [this, number](const auto &result) {
        if (result)
            settleUndo(number, *result);
    });
}

void RemovalActions::settleUndo(int number, const QList<session::RemovalItem> &items)
{
    Removed *removed = find(number);
    if (!removed)
        return;
    removed->undoing = false;
    QList<core::Entry> left;
    core::Entry back;
    int made = 0;
    for (const session::RemovalItem &item : items) {
        if (item.state == State::Done) {
            ++made;
            if (back.id.isEmpty())
                back = item.created->entry;
        } else {
            left.append(item.entry);
        }
    }
    removed->entries = left;
    removed->problems = problemsOf(items);
    const bool shown = removed->connection == shownConnection();
    if (made > 0 && shown) {
        m_stores.showBanner({u"restored.%1"_s.arg(number), widgets::Severity::Positive,
                             made == 1
                                 ? tr("“%1” is back. It has a new id, and its history begins anew; the old one stays in "
                                      "the history of the store.")
                                       .arg(models::displayText(back.path))
                                 : tr("%n entries are back. They have new ids, and their history begins anew; the old "
                                      "one stays in the history of the store.",
                                      nullptr, made)});
        if (!back.id.isEmpty())
            m_navigator.go({back.store, back.id, {}});
    }
    if (left.isEmpty()) {
        m_stores.dismissBanner(bannerId(number));
        m_removed.removeIf([number](const Removed &one) { return one.number == number; });
    } else if (shown) {
        show(*removed);
    }
    emit stateChanged();
}

void RemovalActions::showNotices()
{
    for (const Removed &removed : std::as_const(m_removed)) {
        if (removed.connection == shownConnection() && !removed.hidden)
            show(removed);
        else
            m_stores.dismissBanner(bannerId(removed.number));
    }
    emit stateChanged();
}

void RemovalActions::show(const Removed &removed)
{
    const int count = int(removed.entries.size());
    widgets::BannerMessage message;
    message.id = bannerId(removed.number);
    message.severity = removed.problems.isEmpty() ? widgets::Severity::Info : widgets::Severity::Warning;
    QStringList sentences;
    if (removed.undoing)
        sentences.append(count == 1 ? tr("Making the entry again…") : tr("Making %n entries again…", nullptr, count));
    else if (count == 1)
        sentences.append(tr("“%1” is deleted.").arg(models::displayText(removed.entries.first().path)));
    else if (count > 1)
        sentences.append(tr("%n entries are deleted.", nullptr, count));
    else
        sentences.append(tr("Nothing was deleted."));
    if (!removed.undoing) {
        sentences += removed.problems.first(qMin<qsizetype>(namedProblems, removed.problems.size()));
        if (const int more = int(removed.problems.size()) - namedProblems; more > 0)
            sentences.append(tr("And %n more of the kind.", nullptr, more));
        message.details = removed.problems.size() > namedProblems ? removed.problems.join(u'\n') : QString();
        if (count > 0)
            message.actions = {{undoAction, tr("Undo")}};
    }
    message.text = sentences.join(u' ');
    m_stores.showBanner(message);
}

} // namespace controllers
