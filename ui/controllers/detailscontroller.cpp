// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/detailscontroller.h"

#include "api/apiclient.h"
#include "api/curl.h"
#include "api/endpoints.h"
#include "models/facts.h"
#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/versionwords.h"
#include "ui/panels/entrypanel.h"
#include "ui/presentation/details.h"

using namespace Qt::StringLiterals;

namespace controllers {

DetailsController::DetailsController(Navigator &navigator, EntryController &entry, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_entry(entry), m_panel(entry.panel())
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(0);
    connect(&m_settle, &QTimer::timeout, this, &DetailsController::update);
    const auto later = [this] { m_settle.start(); };
    connect(&navigator, &Navigator::subjectChanged, this, later);
    const auto followNotes = [this, later] {
        session::Session *session = m_navigator.session();
        if (!session || !session->notes())
            return;
        disconnect(session->notes(), nullptr, this, nullptr); // shown before
        connect(session->notes(), &session::Notes::changed, this, later);
    };
    connect(&navigator, &Navigator::sessionChanged, this, followNotes);
    followNotes();
    connect(&entry, &EntryController::stateChanged, this, later);
    connect(&m_panel, &panels::EntryPanel::viewChanged, this, later);
    connect(m_panel.details(), &panels::DetailsPage::copyAsCurlRequested, this, [this] { emit copyRequested(curl()); });
}

void DetailsController::update()
{
    if (m_panel.view() != panels::EntryPanel::View::Details)
        return;
    session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    m_panel.details()->setCanCopyAsCurl(!curl().isEmpty());
    if (!session || subject.isEmpty()) {
        m_panel.details()->showEmpty(
            {tr("Nothing selected"), tr("Choose a store, an entry or a version to see its details.")});
        return;
    }
    if (subject.versions.size() == 1) {
        if (const core::Version *version = session->versions(subject.store).find(subject.versions.first())) {
            QList<panels::DetailSection> sections{{{}, presentation::detailRows(models::factsOf(*version))}};
            const QString note = session->notes() ? session->notes()->of(version->store, version->id) : QString();
            if (!note.isEmpty())
                sections.append({tr("On this computer"), {{tr("Note"), note, note}}});
            m_panel.details()->setDetails(versionTitle(*session, *version, false), sections);
            return;
        }
    }
    if (!subject.entry.isEmpty()) {
        const core::Entry *listed = session->entries(subject.store).find(subject.entry);
        const core::Entry *entry = m_entry.base() ? &*m_entry.base() : listed;
        if (entry)
            m_panel.details()->setDetails(entry->path, presentation::detailRows(models::factsOf(*entry)));
        else
            m_panel.details()->showEmpty({tr("Not read yet")});
        return;
    }
    if (const core::Store *store = session->store(subject.store))
        m_panel.details()->setDetails(store->name, presentation::detailRows(models::factsOf(*store)));
}

QString DetailsController::curl() const
{
    session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    if (!session || subject.isEmpty())
        return {};
    const wire::Dialect &dialect = session->dialect();
    const QUrl base = session->client().config().baseUrl;
    if (subject.versions.size() == 1)
        return api::asCurl(base, api::endpoints::getVersion(dialect, subject.store, subject.versions.first()).request);
    if (!subject.entry.isEmpty())
        return api::asCurl(base, api::endpoints::getEntry(subject.store, subject.entry).request);
    return api::asCurl(base, api::endpoints::getStore(subject.store).request);
}

} // namespace controllers
