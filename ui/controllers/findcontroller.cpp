// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/findcontroller.h"

#include "session/session.h"
#include "session/textsearch.h"
#include "ui/panels/findpanel.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace controllers {

FindController::FindController(Navigator &navigator, panels::FindPanel &panel, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel)
{
    m_presented.setSourceModel(&m_results);
    panel.setModel(&m_presented);
    connect(&panel, &panels::FindPanel::findRequested, this, &FindController::start);
    connect(&panel, &panels::FindPanel::cancelRequested, this, [this] {
        if (m_search)
            m_search->cancel();
    });
    connect(&panel, &panels::FindPanel::hitActivated, this, &FindController::open);
    connect(&navigator, &Navigator::sessionChanged, this, &FindController::stop);
    connect(&navigator, &Navigator::subjectChanged, this, [this](const Subject &now) {
        const session::Session *session = m_navigator.session();
        const core::Store *store = session ? m_navigator.session()->store(now.store) : nullptr;
        m_panel.setStore(store ? store->name : now.store.value);
    });
    panel.setStore({});
}

FindController::~FindController() = default;

void FindController::stop()
{
    m_results.setSearch(nullptr);
    m_search.reset();
    m_panel.setProgress({}, 0, 0, false);
}

void FindController::start(const QString &text, Qt::CaseSensitivity sensitivity)
{
    stop();
    m_store = m_navigator.subject().store;
    if (!m_navigator.session() || m_store.isEmpty() || text.isEmpty())
        return;
    m_search = std::make_unique<session::TextSearch>(*m_navigator.session());
    m_results.setSearch(m_search.get());
    connect(m_search.get(), &session::TextSearch::progressChanged, this, &FindController::showProgress);
    m_search->start(m_store, text, sensitivity);
    showProgress();
}

void FindController::showProgress()
{
    if (!m_search)
        return;
    const session::TextSearch::Progress &progress = m_search->progress();
    const QLocale locale;
    const QString searched = locale.toString(progress.searched);
    const QString total = progress.listComplete ? locale.toString(progress.total)
                                                : tr("at least %1").arg(locale.toString(progress.total));
    QString text = (progress.hits == 1 ? tr("1 hit in %1 of %2 entries.")
                                       : tr("%n hits in %1 of %2 entries.", nullptr, progress.hits))
                       .arg(searched, total);
    if (progress.failed > 0)
        text += u' ' + (progress.failed == 1 ? tr("1 text could not be read.")
                                             : tr("%n texts could not be read.", nullptr, progress.failed));
    if (progress.tooManyHits)
        text += u' ' + tr("Stopped: too many hits. Search for a longer text.");
    else if (!progress.running && (progress.searched + progress.failed < progress.total || !progress.listComplete))
        text += u' ' + tr("Stopped.");
    m_panel.setProgress(text, progress.searched, progress.total, progress.running);
}

void FindController::open(const QModelIndex &index)
{
    const core::EntryId entry{index.data(models::EntryIdRole).toString()};
    const int line = index.data(models::LineRole).toInt();
    m_navigator.go({m_store, entry, {}}, [this, line](bool went) {
        if (went)
            emit hitOpened(line);
    });
}

} // namespace controllers
