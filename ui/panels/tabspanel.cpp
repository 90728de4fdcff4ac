// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/tabspanel.h"

#include "ui/panels/entrypanel.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace panels {

namespace {

// No entry's.
constexpr int activityTab = std::numeric_limits<int>::max();
constexpr int marksTab = activityTab - 1;
constexpr int pastTab = activityTab - 2;
constexpr int inboxTab = activityTab - 3;

} // namespace

TabsPanel::TabsPanel(QWidget *parent)
    : QWidget(parent)
    , m_bar(new EntryTabBar)
    , m_list(new QToolButton)
    , m_row(new QWidget)
    , m_pages(new QStackedWidget)
{
    m_bar->setObjectName(u"entryTabs"_s);
    m_list->setObjectName(u"tabListButton"_s);
    m_list->setAccessibleName(tr("All open entries"));
    m_list->setToolTip(tr("All open entries"));
    m_list->setArrowType(Qt::DownArrow);
    m_list->setAutoRaise(true);
    m_list->setPopupMode(QToolButton::InstantPopup);
    m_list->setFocusPolicy(Qt::TabFocus);
    m_list->setMenu(new QMenu(m_list));
    m_list->menu()->setToolTipsVisible(true);

    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_bar, 1);
    row->addWidget(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_row);
    column->addWidget(m_pages, 1);
    m_row->hide();

    m_bar->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_bar, &QWidget::customContextMenuRequested, this, &TabsPanel::showMenu);
    connect(m_bar, &EntryTabBar::tabChosen, this, &TabsPanel::choose);
    connect(m_bar, &EntryTabBar::closeRequested, this, [this](int id) {
        if (storePage(id))
            closeStorePage(id);
        else
            emit closeRequested(id);
    });
    connect(m_bar, &EntryTabBar::pinRequested, this, [this](int id) {
        if (!storePage(id))
            emit pinRequested(id);
    });
    connect(m_bar, &EntryTabBar::orderChanged, this, &TabsPanel::orderChanged);
    connect(m_list->menu(), &QMenu::aboutToShow, this, &TabsPanel::fillList);
}

void TabsPanel::addPage(int id, EntryPanel *page)
{
    m_pages->addWidget(page);
    m_pageOf.insert(id, page);
    connect(page, &QObject::destroyed, this, [this, id] { m_pageOf.remove(id); });
}

void TabsPanel::setTabs(const QList<EntryTabLook> &tabs, int current)
{
    m_looks = tabs;
    m_current = current;
    apply();
}

void TabsPanel::apply()
{
    QList<EntryTabLook> looks = m_looks;
    qsizetype at = qMin(1, looks.size());
    for (const StorePage &one : std::as_const(m_storePages)) {
        if (one.open)
            looks.insert(at++, one.look);
    }
    m_bar->setTabs(looks, m_front != 0 ? m_front : m_current);
    m_row->setVisible(looks.size() > 1);
    // Behind the others it asks for no room: a stack is as large as the largest of its pages.
    for (const StorePage &one : std::as_const(m_storePages)) {
        const QSizePolicy::Policy room = one.look.id == m_front ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        one.page->setSizePolicy(room, room);
    }
    if (const StorePage *front = storePage(m_front))
        m_pages->setCurrentWidget(front->page);
    else if (EntryPanel *page = m_pageOf.value(m_current))
        m_pages->setCurrentWidget(page);
}

void TabsPanel::choose(int id)
{
    if (storePage(id)) {
        bring(id);
        return;
    }
    showEntries();
    emit tabChosen(id);
}

void TabsPanel::addStorePage(const EntryTabLook &look, QWidget *page)
{
    m_storePages.append({look, page, false});
    m_pages->addWidget(page);
    apply(); // the first page that is added would be in front
}

void TabsPanel::setActivity(QWidget *page)
{
    addStorePage({activityTab, tr("Activity"), tr("What was written in the store")}, page);
}

void TabsPanel::setMarks(QWidget *page)
{
    addStorePage({marksTab, tr("Changed Since"), tr("What changed in the store since a mark")}, page);
}

void TabsPanel::setPast(QWidget *page)
{
    addStorePage({pastTab, tr("At a Moment"), tr("What stood in the store at a moment, and what differs between two")}, page);
}

void TabsPanel::setInbox(QWidget *page)
{
    addStorePage({inboxTab, tr("Review"), tr("What nobody has looked at yet")}, page);
}

TabsPanel::StorePage *TabsPanel::storePage(int id)
{
    const auto found = std::find_if(m_storePages.begin(), m_storePages.end(), [id](const StorePage &one) { return one.look.id == id; });
    return found == m_storePages.end() ? nullptr : &*found;
}

void TabsPanel::bring(int id)
{
    StorePage *page = storePage(id);
    if (m_front == id || (id != 0 && !page))
        return;
    if (page)
        page->open = true;
    const int before = std::exchange(m_front, id);
    apply();
    announceFront(before);
}

void TabsPanel::closeStorePage(int id)
{
    StorePage *page = storePage(id);
    if (!page || !std::exchange(page->open, false))
        return;
    const int before = m_front;
    if (m_front == id)
        m_front = 0;
    apply();
    announceFront(before);
}

void TabsPanel::announceFront(int before)
{
    if (before == m_front)
        return;
    if (before == activityTab || m_front == activityTab)
        emit activityShownChanged(m_front == activityTab);
    if (before == marksTab || m_front == marksTab)
        emit marksShownChanged(m_front == marksTab);
    if (before == pastTab || m_front == pastTab)
        emit pastShownChanged(m_front == pastTab);
    if (before == inboxTab || m_front == inboxTab)
        emit inboxShownChanged(m_front == inboxTab);
}

bool TabsPanel::isActivityShown() const { return m_front == activityTab; }

bool TabsPanel::areMarksShown() const { return m_front == marksTab; }

bool TabsPanel::isPastShown() const { return m_front == pastTab; }

bool TabsPanel::isInboxShown() const { return m_front == inboxTab; }

void TabsPanel::showActivity() { bring(activityTab); }

void TabsPanel::showMarks() { bring(marksTab); }

void TabsPanel::showPast() { bring(pastTab); }

void TabsPanel::showInbox() { bring(inboxTab); }

void TabsPanel::showEntries() { bring(0); }

void TabsPanel::closeActivity() { closeStorePage(activityTab); }

QList<int> TabsPanel::order() const
{
    QList<int> ids = m_bar->order();
    ids.removeIf([](int id) { return id >= inboxTab; });
    return ids;
}

EntryPanel *TabsPanel::currentPage() const
{
    return m_pageOf.value(m_current);
}

void TabsPanel::fillList()
{
    QMenu *menu = m_list->menu();
    menu->clear();
    const int current = m_bar->idAt(m_bar->currentIndex());
    for (const int id : order()) {
        for (const EntryTabLook &look : std::as_const(m_looks)) {
            if (look.id != id)
                continue;
            const QString title = QString(look.title).replace(u'&', u"&&"_s);
            QAction *action = menu->addAction(look.dirty ? u"● "_s + title : title);
            action->setToolTip(m_bar->tabToolTip(int(m_bar->order().indexOf(id))));
            action->setCheckable(true);
            action->setChecked(id == current);
            connect(action, &QAction::triggered, this, [this, id] { choose(id); });
        }
    }
}

void TabsPanel::showMenu(const QPoint &position)
{
    // By key it is about the current tab.
    const int under = m_bar->tabAt(position);
    const int id = m_bar->idAt(under >= 0 ? under : m_bar->currentIndex());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const EntryTabLook &look : std::as_const(m_looks)) {
        if (look.id != id)
            continue;
        QAction *pin = menu->addAction(tr("&Keep Open"));
        pin->setEnabled(look.preview);
        if (!look.preview)
            pin->setToolTip(tr("This tab stays open until it is closed."));
        connect(pin, &QAction::triggered, this, [this, id] { emit pinRequested(id); });
        // The key belongs to the action of the menu bar; here it is only told.
        QAction *close = menu->addAction(tr("&Close") + u'\t' + QKeySequence(Qt::CTRL | Qt::Key_W).toString(QKeySequence::NativeText));
        close->setEnabled(look.closable);
        if (!look.closable)
            close->setToolTip(tr("The tab for what is looked at is always there."));
        connect(close, &QAction::triggered, this, [this, id] { emit closeRequested(id); });
        QAction *others = menu->addAction(tr("Close &Others"));
        connect(others, &QAction::triggered, this, [this, id] { emit closeOthersRequested(id); });
    }
    if (storePage(id))
        connect(menu->addAction(tr("&Close")), &QAction::triggered, this, [this, id] { closeStorePage(id); });
    menu->popup(m_bar->mapToGlobal(position));
}

} // namespace panels
