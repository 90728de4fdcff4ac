// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/ghosts.h"

#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/storescontroller.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/messagebanner.h"

#include <QLocale>
#include <QTreeView>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

namespace {

const QString ghostBanner = u"ghosts"_s;
constexpr int followEveryMs = 700;
constexpr int versionsLookedAt = 1'000; // of one entry, for one that can be read

} // namespace

Ghosts::Ghosts(Navigator &navigator, StoresController &stores, panels::StoresPanel &panel, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_stores(stores), m_panel(panel)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(followEveryMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
            if (known->stale && !known->asking)
                ask(known.key());
        }
    });
    connect(&navigator, &Navigator::sessionChanged, this, &Ghosts::follow);
    connect(&navigator, &Navigator::subjectChanged, this, [this](const Subject &now) {
        m_panel.dismissBanner(ghostBanner);
        look(now.store);
    });
    connect(panel.treeView(), &QTreeView::expanded, this,
            [this](const QModelIndex &row) { look({row.data(models::StoreIdRole).toString()}); });
    connect(&panel, &panels::StoresPanel::pathFilterChanged, this, [this] {
        for (auto known = m_known.cbegin(); known != m_known.cend(); ++known)
            show(known.key());
    });
    connect(&stores, &StoresController::ghostChosen, this, &Ghosts::open);
    follow();
}

Ghosts::~Ghosts()
{
    m_history.abandon();
    m_text.abandon();
}

void Ghosts::follow()
{
    if (m_session && m_session->history())
        m_session->history()->disconnect(this);
    m_history.abandon();
    m_text.abandon();
    m_known.clear();
    m_session = m_navigator.session();
    if (!m_session || !m_session->history())
        return;
    using session::HistoryKeeper;
    connect(m_session->history(), &HistoryKeeper::recordsAdded, this, &Ghosts::noteWritten);
    connect(m_session->history(), &HistoryKeeper::recordsChanged, this, &Ghosts::noteWritten);
    connect(m_session->history(), &HistoryKeeper::coverageChanged, this, [this](const core::StoreId &store) {
        if (m_on && m_known.contains(store) && !m_known.value(store).stale)
            show(store); // the words change
    });
}

void Ghosts::setShown(bool shown)
{
    m_on = shown;
    if (shown) {
        lookAround();
        return;
    }
    for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
        m_stores.tree().setGhosts(known.key(), {});
        m_stores.setGhostWords(known.key(), {});
    }
    m_known.clear();
}

//! What is open in the tree, and the store that is looked at.
void Ghosts::lookAround()
{
    const QAbstractItemModel *tree = m_panel.treeView()->model();
    for (int row = 0; tree && row < tree->rowCount(); ++row) {
        const QModelIndex index = tree->index(row, 0);
        if (m_panel.treeView()->isExpanded(index))
            look({index.data(models::StoreIdRole).toString()});
    }
    look(m_navigator.subject().store);
}

void Ghosts::look(const core::StoreId &store)
{
    if (!m_on || store.isEmpty() || !m_session || !m_session->history() || m_known.contains(store))
        return;
    m_known.insert(store, {});
    m_session->history()->follow(store);
    ask(store);
}

void Ghosts::noteWritten(const core::StoreId &store)
{
    if (!m_on || !m_known.contains(store))
        return;
    m_known[store].stale = true;
    if (!m_soon.isActive() && !m_known.value(store).asking)
        m_soon.start();
}

void Ghosts::ask(const core::StoreId &store)
{
    if (!m_session || !m_session->history())
        return;
    // While a long past is read, more is written than a look at all of it takes: one look at a time.
    m_known[store].stale = false;
    m_known[store].asking = true;
    m_session->history()->index().deletedEntries(store).then(
        this, [this, session = m_session, store](const core::Result<QList<history::Record>> &deleted) {
            if (session != m_session || !m_known.contains(store))
                return;
            m_known[store].asking = false;
            if (m_known.value(store).stale && !m_soon.isActive())
                m_soon.start();
            if (deleted)
                take(store, *deleted);
            else
                m_stores.setGhostWords(store, tr("Deleted entries could not be looked up: %1")
                                                  .arg(sentence(deleted.error(), Operation::ReadLocalFile)));
        });
}

void Ghosts::take(const core::StoreId &store, const QList<history::Record> &deleted)
{
    Known &known = m_known[store];
    known.ghosts.clear();
    known.all = int(deleted.size());
    for (const history::Record &record : deleted.first(qMin<qsizetype>(deleted.size(), mostKept)))
        known.ghosts.append({record.version.entry, record.version.path, record.version.createdAt});
    show(store);
}

void Ghosts::show(const core::StoreId &store)
{
    const Known known = m_known.value(store);
    const QString filter = m_panel.pathFilter();
    QList<models::Ghost> shown;
    qsizetype matching = 0;
    for (const models::Ghost &ghost : known.ghosts) {
        if (!filter.isEmpty() && !ghost.path.contains(filter, Qt::CaseInsensitive))
            continue;
        ++matching;
        if (shown.size() < mostShown)
            shown.append(ghost);
    }
    m_stores.tree().setGhosts(store, shown);
    tell(store, shown.size(), filter.isEmpty() ? known.all : matching);
}

//! How many there are, and how far the history is known that tells them.
void Ghosts::tell(const core::StoreId &store, qsizetype shown, qsizetype matching)
{
    if (!m_session || !m_session->history())
        return;
    const QLocale locale;
    QString words;
    if (matching == 0)
        words = m_panel.pathFilter().isEmpty() ? tr("No deleted entry.") : tr("No deleted entry matches.");
    else if (shown < matching)
        words = tr("%1 of %2 deleted entries are shown; filter paths to see others.").arg(locale.toString(shown), locale.toString(matching));
    else
        words = shown == 1 ? tr("1 deleted entry.") : tr("%1 deleted entries.").arg(locale.toString(shown));
    const history::Coverage coverage = m_session->history()->coverage(store);
    if (!coverage.complete)
        words += u' ' + (coverage.backTo.isNull() ? tr("The history is not read yet.")
                                                  : tr("The history is read back to %1; there may be more.")
                                                        .arg(locale.toString(coverage.backTo.local().date(), QLocale::ShortFormat)));
    m_stores.setGhostWords(store, words);
}

void Ghosts::findLast(const core::StoreId &store, const core::EntryId &entry,
                      std::function<void(const core::Version &last, bool readable)> then)
{
    if (!m_session || !m_session->history())
        return;
    m_history.abandon();
    m_history = m_session->history()->index().history(store, entry, std::nullopt, versionsLookedAt);
    m_history.then(this, [this, then = std::move(then)](const core::Result<history::Block> &block) {
        if (!block) {
            m_panel.showBanner(banner(ghostBanner, block.error(), Operation::ReadLocalFile));
            return;
        }
        for (const history::Record &record : block->records) {
            if (record.version.action != core::Action::Deleted && !record.version.redacted) {
                then(record.version, true);
                return;
            }
        }
        if (!block->records.isEmpty())
            then(block->records.constFirst().version, false);
    });
}

void Ghosts::open(const core::StoreId &store, const core::EntryId &entry)
{
    findLast(store, entry, [this, store](const core::Version &last, bool readable) {
        m_navigator.go({store, last.entry, {last.id}});
        if (!readable)
            m_panel.showBanner({ghostBanner, widgets::Severity::Info,
                                tr("No text of “%1” can be read any more.").arg(models::displayText(last.path))});
    });
}

void Ghosts::recreate(const core::StoreId &store, const core::EntryId &entry)
{
    findLast(store, entry, [this, store](const core::Version &last, bool readable) {
        if (!readable) {
            m_panel.showBanner({ghostBanner, widgets::Severity::Warning,
                                tr("“%1” cannot be made again: no text of it can be read any more.").arg(models::displayText(last.path))});
            return;
        }
        core::Version version = last;
        version.store = store;
        makeAgain(version);
    });
}

void Ghosts::makeAgain(const core::Version &version)
{
    m_text.abandon();
    m_text = m_session->readVersion(version.store, version.id);
    m_text.then(this, [this, version](const core::Result<core::Version> &read) {
        if (!read)
            m_panel.showBanner(banner(ghostBanner, read.error(), Operation::ReadVersion));
        else if (!read->content)
            m_panel.showBanner({ghostBanner, widgets::Severity::Warning,
                                tr("“%1” cannot be made again: its last text was redacted.").arg(models::displayText(version.path))});
        else
            emit recreateRequested(version.store, version.path, *read->content);
    });
}

} // namespace controllers
