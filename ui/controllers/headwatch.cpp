// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/headwatch.h"

#include "session/session.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace controllers {

namespace {

constexpr auto lookEvery = std::chrono::seconds(30);

} // namespace

HeadWatch::HeadWatch(EntryTabs &tabs, QWidget &window) : m_tabs(tabs), m_window(window)
{
    m_timer.setInterval(lookEvery);
    connect(&m_timer, &QTimer::timeout, this, &HeadWatch::look);
    m_timer.start();
    connect(&tabs, &EntryTabs::currentChanged, this, &HeadWatch::look);
    window.installEventFilter(this);
}

HeadWatch::~HeadWatch() = default;

bool HeadWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::WindowActivate)
        look();
    return QObject::eventFilter(watched, event);
}

void HeadWatch::look()
{
    if (m_read.isPending() || m_storeRead.isPending()) {
        m_again = true;
        return;
    }
    m_again = false;
    EntryTab &tab = m_tabs.current();
    session::Session *session = tab.navigator().session();
    // A text that is being loaded or saved is about to be known better than by this.
    if (!m_window.isVisible() || m_window.isMinimized() || !session || !tab.entry().base() || tab.save().isSaving())
        return;
    const core::Entry base = *tab.entry().base();
    m_read = session->readEntry(base.store, base.id);
    m_read.then(this, [this, tab = QPointer(&tab), base, loads = tab.entry().loads()](
                          const core::Result<core::Entry> &head) {
        const bool same = tab && tab->entry().base() && tab->entry().base()->id == base.id
            && tab->entry().loads() == loads && !tab->save().isSaving();
        if (same) {
            tab->entry().noteHead(head);
            if (head)
                lookAtStore(*tab, *head);
        }
        if (m_again && !m_storeRead.isPending())
            look();
    });
}

//! Whether it was archived meanwhile; the entry does not say.
void HeadWatch::lookAtStore(EntryTab &tab, const core::Entry &read)
{
    session::Session *session = tab.navigator().session();
    m_storeRead = session->stores().reread(read.store);
    m_storeRead.then(this, [this, session = QPointer(session)](const core::Result<core::Store> &store) {
        // An archived one is in no list any more: the repository alone would not tell of it.
        if (store && session)
            session->noteStore(*store);
        if (m_again)
            look();
    });
}

} // namespace controllers
