// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/mainwindow.h"

#include "ui/app/actions.h"
#include "ui/app/settings.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/findpanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/inboxpanel.h"
#include "ui/panels/markspanel.h"
#include "ui/panels/pastpanel.h"
#include "ui/panels/storespanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/presentation/theme.h"
#include "ui/widgets/plainlabel.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QMenuBar>
#include <QResizeEvent>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>

using namespace Qt::StringLiterals;

namespace app {

namespace {

constexpr QSize firstSize(1280, 800);
const QList<int> firstPanes{350, 610, 320};
constexpr int narrowMiddle = 480; //!< with less, the panes beside it give way

} // namespace

MainWindow::MainWindow(Actions &actions, Settings &settings) : m_actions(actions), m_settings(settings)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Palimpsest"));
    m_actions.fillMenuBar(*menuBar());
    buildToolBar();
    buildPanes();
    buildStatusBar();
    restore();
    m_actions.setIcons(palette());
}

MainWindow::~MainWindow() = default;

panels::EntryPanel &MainWindow::entry()
{
    return *m_tabs->currentPage();
}

void MainWindow::buildToolBar()
{
    auto *bar = new QToolBar(tr("Main tool bar"), this);
    bar->setObjectName(u"toolBar"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonIconOnly);
    bar->setIconSize(QSize(18, 18));
    m_connections = new QComboBox(bar);
    m_connections->setObjectName(u"connectionBox"_s);
    m_connections->setAccessibleName(tr("Connection"));
    m_connections->setToolTip(tr("The service whose stores are shown"));
    m_connections->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_connections->setMinimumContentsLength(16);
    bar->addWidget(m_connections);
    bar->addAction(m_actions[u"view.refresh"_s]);
    bar->addSeparator();
    bar->addAction(m_actions[u"store.new"_s]);
    bar->addAction(m_actions[u"entry.new"_s]);
    bar->addAction(m_actions[u"entry.save"_s]);
    bar->addSeparator();
    m_place = new widgets::PlainLabel(bar);
    m_place->setObjectName(u"place"_s);
    m_place->setAccessibleDescription(tr("Where you are"));
    m_place->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_place->setAlignment(Qt::AlignCenter);
    bar->addWidget(m_place);
    bar->addSeparator();
    bar->addAction(m_actions[u"find.store"_s]);
    bar->addAction(m_actions[u"pane.stores"_s]);
    bar->addAction(m_actions[u"pane.history"_s]);
    addToolBar(bar);
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::buildPanes()
{
    m_panes = new QSplitter(Qt::Horizontal, this);
    m_middle = new QSplitter(Qt::Vertical, m_panes);
    m_stores = new panels::StoresPanel;
    m_tabs = new panels::TabsPanel;
    m_activity = new panels::ActivityPanel;
    m_tabs->setActivity(m_activity);
    m_marks = new panels::MarksPanel;
    m_tabs->setMarks(m_marks);
    m_past = new panels::PastPanel;
    m_tabs->setPast(m_past);
    m_inbox = new panels::InboxPanel;
    m_tabs->setInbox(m_inbox);
    m_find = new panels::FindPanel;
    m_history = new panels::HistoryPanel;
    m_middle->addWidget(m_tabs);
    m_middle->addWidget(m_find);
    m_middle->setStretchFactor(0, 1);
    m_middle->setChildrenCollapsible(false);
    m_panes->addWidget(m_stores);
    m_panes->addWidget(m_middle);
    m_panes->addWidget(m_history);
    m_panes->setStretchFactor(1, 1);
    m_panes->setChildrenCollapsible(false);
    m_panes->setHandleWidth(1);
    m_middle->setHandleWidth(1);
    m_find->hide();
    setCentralWidget(m_panes);
    connect(m_find, &panels::FindPanel::closeRequested, this, [this] { showFind(false); });
    connect(m_actions[u"pane.stores"_s], &QAction::toggled, m_stores, &QWidget::setVisible);
    connect(m_actions[u"pane.history"_s], &QAction::toggled, m_history, &QWidget::setVisible);
}

void MainWindow::buildStatusBar()
{
    const auto add = [this](const QString &name, const QString &description, int stretch = 0) {
        auto *label = new widgets::PlainLabel(this);
        label->setObjectName(name);
        label->setAccessibleDescription(description); // its name is what it says
        label->setContentsMargins(6, 0, 6, 0);
        statusBar()->addWidget(label, stretch);
        return label;
    };
    m_connectionStatus = add(u"connectionStatus"_s, tr("Connection"));
    m_draftStatus = add(u"draftStatus"_s, tr("Unsaved text"));
    m_sizeStatus = add(u"sizeStatus"_s, tr("Size of the text"));
    m_integrityStatus = add(u"integrityStatus"_s, tr("Version and integrity"));
    m_coverageStatus = add(u"coverageStatus"_s, tr("Loaded entries"), 1);
    m_activityStatus = new widgets::PlainLabel(this);
    m_activityStatus->setObjectName(u"activityStatus"_s);
    m_activityStatus->setAccessibleDescription(tr("Activity"));
    m_activityStatus->setContentsMargins(6, 0, 6, 0);
    // As wide as it ever gets: what stands beside it must not move at each request.
    m_activityStatus->setMinimumWidth(m_activityStatus->fontMetrics().horizontalAdvance(tr("%n requests", nullptr, 88))
                                      + m_activityStatus->contentsMargins().left()
                                      + m_activityStatus->contentsMargins().right());
    m_activityStatus->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    statusBar()->addPermanentWidget(m_activityStatus);
}

void MainWindow::setStatus(const StatusFacts &facts)
{
    const auto show = [](widgets::PlainLabel *label, const QString &text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    show(m_connectionStatus, facts.connection);
    show(m_draftStatus, facts.draft);
    show(m_sizeStatus, facts.size);
    show(m_integrityStatus, facts.integrity);
    m_coverageStatus->setText(facts.coverage); // keeps its room, so that nothing jumps
    show(m_activityStatus, facts.activity);
    QPalette palette = m_connectionStatus->palette();
    if (facts.sizeIsBad)
        palette.setColor(QPalette::WindowText, presentation::coloursFor(palette).error);
    m_sizeStatus->setPalette(palette);
}

void MainWindow::setPlace(const QString &connection, const QString &store, const QString &path)
{
    QStringList places{store, path};
    places.removeAll(QString());
    m_place->setText(places.join(u" ▸ "_s));
    QStringList title{path.section(u'/', -1), store, connection};
    title.removeAll(QString());
    title.append(tr("Palimpsest"));
    // [*] is where Qt puts the mark of an unsaved text; one in a name would be taken for it.
    title.first().replace(u"[*]"_s, u"[*][*]"_s);
    title.first().append(u"[*]"_s);
    setWindowTitle(title.join(u" – "_s));
}

void MainWindow::showFind(bool shown)
{
    m_find->setVisible(shown);
    if (shown)
        m_find->focusQuery();
    else
        entry().focusText();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    // With nothing to ask the answer comes at once; a close() inside of a close event would do nothing.
    if (!m_mayClose)
        emit closeRequested();
    if (!m_mayClose) {
        event->ignore();
        return;
    }
    store();
    event->accept();
}

//! A splitter would take all that a window gets narrower by from the middle, of which there is the most use.
void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (!event->oldSize().isValid() || event->size().width() >= event->oldSize().width())
        return;
    QList<int> sizes = m_panes->sizes();
    const QList<QWidget *> sides{m_history, m_stores};
    for (QWidget *side : sides) {
        int &width = sizes[m_panes->indexOf(side)];
        const int least = qMax(side->minimumSizeHint().width(), side->minimumWidth());
        const int lack = narrowMiddle - sizes[1];
        if (lack <= 0 || !side->isVisible())
            continue;
        const int given = qBound(0, lack, qMax(0, width - least));
        width -= given;
        sizes[1] += given;
    }
    m_panes->setSizes(sizes);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        emit activated();
    } else if (event->type() == QEvent::PaletteChange) {
        m_actions.setIcons(palette());
        emit paletteChanged();
    }
}

void MainWindow::restore()
{
    resize(firstSize);
    m_panes->setSizes(firstPanes);
    restoreGeometry(m_settings.get(settings::windowGeometry));
    m_panes->restoreState(m_settings.get(settings::panes));
    m_middle->restoreState(m_settings.get(settings::rightPanes));
    m_stores->restoreState(m_settings.get(settings::storesColumns));
    m_actions[u"pane.stores"_s]->setChecked(m_settings.get(settings::storesPane));
    m_actions[u"pane.history"_s]->setChecked(m_settings.get(settings::historyPane));
    m_stores->setVisible(m_settings.get(settings::storesPane));
    m_history->setVisible(m_settings.get(settings::historyPane));
}

void MainWindow::store()
{
    m_settings.set(settings::windowGeometry, saveGeometry());
    m_settings.set(settings::panes, m_panes->saveState());
    m_settings.set(settings::rightPanes, m_middle->saveState());
    m_settings.set(settings::storesColumns, m_stores->saveState());
    m_settings.set(settings::storesPane, m_actions[u"pane.stores"_s]->isChecked());
    m_settings.set(settings::historyPane, m_actions[u"pane.history"_s]->isChecked());
}

} // namespace app
