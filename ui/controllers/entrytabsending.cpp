// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! What becomes of open entries when they or the window close, and at the next start.
#include "ui/controllers/entrytabs_p.h"

#include "models/displaytext.h"
#include "session/connection.h"
#include "session/session.h"
#include "ui/controllers/sessionhost.h"
#include "ui/controllers/tabparting.h"
#include "ui/dialogs/unsavedtabsdialog.h"
#include "ui/panels/entrypanel.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

constexpr qsizetype mostRemembered = 50;

} // namespace

void EntryTabs::close(EntryTab &tab)
{
    if (tab.isOverview())
        return;
    keepOrAsk({&tab}, [this, tab = QPointer(&tab)](bool go) {
        if (go && tab)
            leave(*tab);
    });
}

void EntryTabs::closeOthers(EntryTab &tab)
{
    QList<EntryTab *> dirty;
    for (EntryTab *other : all()) {
        if (other == &tab || other->isOverview())
            continue;
        other->external().look();
        if (other->isDirty())
            dirty.append(other);
        else
            discard(*other);
    }
    keepOrAsk(dirty, [this, dirty = QList<QPointer<EntryTab>>(dirty.cbegin(), dirty.cend())](bool go) {
        for (const QPointer<EntryTab> &other : go ? dirty : QList<QPointer<EntryTab>>()) {
            if (other)
                leave(*other);
        }
    });
}

void EntryTabs::askToCloseAll(const Answer &answer)
{
    keepOrAsk(all(), answer);
}

//! At once when nothing is unsaved or all of it is on the disk.
void EntryTabs::keepOrAsk(const QList<EntryTab *> &tabs, const Answer &answer)
{
    auto *parting = new TabParting(tabs, [this](const EntryTab &tab) { return comesBack(tab); }, this);
    connect(parting, &TabParting::ended, this, [this, answer](const TabParting::Outcome &outcome) {
        if (outcome.stay) {
            activate(*outcome.stay);
            answer(false);
        } else {
            ask(outcome.lost, answer);
        }
    });
    parting->begin();
}

//! Whether a draft of it is offered when its entry is opened the next time.
bool EntryTabs::comesBack(const EntryTab &tab) const
{
    const core::EntryRef entry = entryOf(tab);
    session::Session *session = m_host.sessionOf(entry.connection);
    return session && session->store(entry.store) && !m_host.isForThisRun(entry.connection);
}

//! Its text is safe, or the person threw it away.
void EntryTabs::leave(EntryTab &tab)
{
    if (!m_open.contains(tab.id()))
        return; // closed twice
    const journal::DraftId draft = tab.isDirty() ? tab.drafts().current() : journal::DraftId();
    const core::EntryRef entry = entryOf(tab);
    const QString path = m_open[tab.id()]->path;
    discard(tab);
    if (!draft.isEmpty())
        emit draftLeft(draft, entry, path);
}

void EntryTabs::askToClose(const core::ConnectionId &connection, const Answer &answer)
{
    QList<EntryTab *> dirty;
    for (EntryTab *tab : all()) {
        if (tab->isDirty() && entryOf(*tab).connection == connection)
            dirty.append(tab);
    }
    ask(dirty, answer);
}

void EntryTabs::ask(const QList<EntryTab *> &tabs, const Answer &answer)
{
    if (m_question)
        m_question->reject();
    if (tabs.isEmpty()) {
        answer(true);
        return;
    }
    if (tabs.size() == 1) {
        activate(*tabs.first());
        tabs.first()->navigator().askToLeave(answer);
        return;
    }
    m_answer = answer;
    m_question = new dialogs::UnsavedTabsDialog(&m_context.window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    QStringList lines;
    QList<QPointer<EntryTab>> asked;
    for (EntryTab *tab : tabs) {
        const TabPlace place = placeOf(*m_open[tab->id()]);
        lines.append(tr("%1 – store “%2”, connection “%3”")
                         .arg(models::displayText(place.path), models::displayText(place.store),
                              models::displayText(place.connection)));
        asked.append(tab);
    }
    m_question->setEntries(lines);
    connect(m_question, &dialogs::UnsavedTabsDialog::discardAllRequested, this, [this, asked] {
        for (const QPointer<EntryTab> &tab : asked) {
            if (tab)
                tab->drafts().discard();
        }
        settleQuestion(true);
    });
    connect(m_question, &dialogs::UnsavedTabsDialog::keepEditingRequested, this, [this] { settleQuestion(false); });
    connect(m_question, &dialogs::UnsavedTabsDialog::saveAllRequested, this, [this, asked] {
        m_question->setBusy(tr("Saving…"));
        m_toSave = asked;
        saveNext();
    });
    m_question->open();
}

void EntryTabs::settleQuestion(bool go)
{
    m_toSave.clear();
    disconnect(m_saving);
    if (m_question) {
        m_question->disconnect(this);
        m_question->close();
        m_question.clear();
    }
    if (const Answer answer = std::exchange(m_answer, {}))
        answer(go);
}

//! One after the other; the first that is not saved comes to the front, with the reason in its banner.
void EntryTabs::saveNext()
{
    disconnect(m_saving);
    while (!m_toSave.isEmpty() && (!m_toSave.first() || !m_toSave.first()->isDirty()))
        m_toSave.removeFirst();
    if (m_toSave.isEmpty()) {
        settleQuestion(true);
        return;
    }
    EntryTab &tab = *m_toSave.first();
    if (!tab.save().isSaving() && !tab.save().whyNot().isEmpty()) {
        settleQuestion(false);
        activate(tab);
        tab.save().save(); // says in the tab why it cannot be saved
        return;
    }
    m_saving = connect(&tab.save(), &SaveController::stateChanged, this, [this, &tab] {
        if (tab.save().isSaving())
            return;
        if (!tab.isDirty()) {
            saveNext();
            return;
        }
        settleQuestion(false);
        activate(tab);
    }, Qt::QueuedConnection); // its outcome is settled by then
    if (!tab.save().isSaving())
        tab.save().save();
}

QStringList EntryTabs::remembered() const
{
    QStringList lines;
    for (const TabSet::Tab &tab : m_set.tabs()) {
        if (tab.preview || m_host.isForThisRun(tab.entry.connection) || lines.size() == mostRemembered)
            continue;
        const QString current = tab.id == m_set.current() ? u"*"_s : QString();
        lines.append(QStringList{current, tab.entry.connection.value, tab.entry.store.value, tab.entry.entry.value,
                                 m_open.at(tab.id)->path}
                         .join(u'\n'));
    }
    return lines + m_unrestored;
}

void EntryTabs::setRemembered(const QStringList &lines)
{
    m_unrestored = lines.mid(0, mostRemembered);
}

void EntryTabs::restore(const session::Connection &connection)
{
    EntryTab *last = nullptr;
    const QStringList lines = std::exchange(m_unrestored, {});
    for (const QString &line : lines) {
        const core::EntryRef entry{{line.section(u'\n', 1, 1)}, {line.section(u'\n', 2, 2)}, {line.section(u'\n', 3, 3)}};
        if (entry.connection != connection.id) {
            m_unrestored.append(line);
            continue;
        }
        if (entry.store.isEmpty() || entry.entry.isEmpty() || find(entry))
            continue;
        EntryTab &tab = make(m_set.add(entry), entry, line.section(u'\n', 4));
        if (line.startsWith(u'*'))
            last = &tab;
    }
    showTabs();
    if (last && m_navigator.subject().isEmpty())
        activate(*last);
}

} // namespace controllers
