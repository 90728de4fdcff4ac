// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! The page of the review, and the way from it to an entry in which a change is taken back.
#include "ui/app/actionrules.h"
#include "ui/app/workbench_p.h"
#include "ui/controllers/inboxcontroller.h"
#include "ui/panels/inboxpanel.h"
#include "ui/widgets/rowlist.h"

#include <QApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace app {

namespace {

const QString takeBackBanner = u"review.takeBack"_s;

} // namespace

void Workbench::wireReview()
{
    using controllers::InboxController;
    panels::InboxPanel &panel = m->window.inbox();
    wireStorePage(*panel.changes());
    connect(&m->window.tabs(), &panels::TabsPanel::inboxShownChanged, this, &Workbench::updateViewActions);
    connect(&m->inbox, &InboxController::stateChanged, this, &Workbench::updateActions);
    connect(&m->inbox, &InboxController::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->inbox, &InboxController::takeBackRequested, this, &Workbench::takeBackInEntry);
    connect(&panel, &panels::InboxPanel::contextMenuRequested, this, [this](const QPoint &position) {
        updateActions(); // the keyboard may have come from the history
        showMenu(m->actions.contextMenu(u"review"_s), position);
    });
    connect(&m->theme, &presentation::Theme::changed, this, [this] { m->inbox.setPalette(QApplication::palette()); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, QWidget *now) {
        const panels::HistoryPanel &history = m->window.history();
        if (m->window.tabs().isInboxShown() && history.isAncestorOf(before) != history.isAncestorOf(now))
            updateActions();
    });
    on("store.review", [this] {
        m->window.tabs().showInbox();
        m->window.inbox().focusView();
    });
    // Single letters: elsewhere they are letters.
    const auto here = [this, &panel](const char *id, const std::function<void()> &function) {
        QAction *action = m->actions[QString::fromLatin1(id)];
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        panel.addAction(action);
        on(id, function);
    };
    here("review.done", [this] { m->inbox.review(); });
    here("review.entry", [this] { m->inbox.reviewEntry(); });
    here("review.all", [this] { m->inbox.reviewAll(); });
    here("review.undo", [this] { m->inbox.undo(); });
    here("review.unread", [this] { m->inbox.markUnread(); });
    for (const char *id : {"review.done", "review.entry", "review.undo"}) // a key that is held is no answer to what comes next
        m->actions[QString::fromLatin1(id)]->setAutoRepeat(false);
    here("review.next", [this] { m->inbox.next(1); });
    here("review.previous", [this] { m->inbox.next(-1); });
    here("review.takeBack", [this] { m->inbox.takeBack(); });
    panel.view()->addAction(m->actions[u"version.mark"_s]);
    panel.setCommands({m->actions[u"review.done"_s], m->actions[u"review.entry"_s], m->actions[u"review.all"_s],
                       m->actions[u"review.undo"_s], m->actions[u"review.takeBack"_s]});
}

bool Workbench::inboxLeads() const
{
    return m->window.tabs().isInboxShown() && !m->window.history().isAncestorOf(QApplication::focusWidget());
}

void Workbench::addReviewFacts(WindowFacts &facts) const
{
    const controllers::InboxController &inbox = m->inbox;
    const QString hidden = m->window.tabs().isInboxShown() ? QString() : tr("Open the review inbox first.");
    const auto reason = [&hidden](const QString &whyNot) { return hidden.isEmpty() ? whyNot : hidden; };
    facts.reviewReason = reason(inbox.whyNotReview());
    facts.reviewAllReason = reason(inbox.whyNotReviewAll());
    facts.reviewUnreadReason = reason(inbox.whyNotUnread());
    facts.reviewUndoReason = reason(inbox.whyNotUndo());
    facts.reviewTakeBackReason = reason(inbox.whyNotTakeBack());
    facts.reviewNextReason = hidden;
    const auto unread = inbox.unread();
    //: in the menu; %1 is how many versions are unread
    const QString text = unread.value_or(0) > 0 ? tr("Review Inbo&x (%1 Unread)").arg(QLocale().toString(*unread)) : tr("Review Inbo&x");
    if (QAction *action = m->actions[u"store.review"_s]; action->text() != text)
        action->setText(text);
}

//! Opens the entry; the change is taken back as soon as its text is there, unless the person goes elsewhere meanwhile.
void Workbench::takeBackInEntry(const core::Version &version)
{
    m->navigator.go({version.store, version.entry, {version.id}}, [this, version](bool gone) {
        if (!gone)
            return;
        m->window.tabs().showEntries();
        m->takeBackWaits = std::make_unique<QObject>();
        controllers::EntryTab &tab = m->tabs.current();
        const auto start = [this, version, entry = QPointer(&tab.entry())] {
            if (!m->takeBackWaits || !entry || entry != &m->tabs.current().entry() || !entry->base() || entry->base()->id != version.entry)
                return;
            m->takeBackWaits.release()->deleteLater();
            controllers::TakeBack &back = m->tabs.current().takeBack();
            if (const QString whyNot = back.whyNot(version); !whyNot.isEmpty())
                m->window.entry().showBanner({takeBackBanner, widgets::Severity::Warning, whyNot});
            else
                back.start(version);
        };
        connect(&m->navigator, &controllers::Navigator::subjectChanged, m->takeBackWaits.get(), [this] {
            if (m->takeBackWaits)
                m->takeBackWaits.release()->deleteLater();
        });
        connect(&tab.entry(), &controllers::EntryController::stateChanged, m->takeBackWaits.get(), start);
        start();
    });
}

} // namespace app
