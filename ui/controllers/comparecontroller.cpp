// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/comparecontroller.h"

#include "models/displaytext.h"
#include "session/listing.h"
#include "ui/controllers/changescontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/sessionhost.h"
#include "ui/controllers/versionwords.h"
#include "ui/panels/historypanel.h"

using namespace Qt::StringLiterals;
using dialogs::PickEntryDialog;
using presentation::Operation;

namespace controllers {

namespace {

constexpr int MostStoresForTwins = 30;       //!< of each open connection
constexpr qint64 MostEntriesForTwins = 5'000; //!< a store with more is looked through when it is chosen

} // namespace

CompareController::CompareController(const Parts &parts) : QObject(&parts.window), m_parts(parts)
{
    connect(&parts.navigator, &Navigator::subjectChanged, this, &CompareController::showMark);
    connect(&parts.host, &SessionHost::closing, this, [this](const core::ConnectionId &id) {
        if (m_marked && m_marked->session && m_marked->session->connection().id == id)
            release();
        if (m_dialog)
            m_dialog->reject();
    });
}

void CompareController::mark(const core::Version &version)
{
    session::Session *session = m_parts.navigator.session();
    if (!session)
        return;
    const ComparedText text = comparedText(*session, version);
    if (m_marked && m_marked->isSameAs(text)) {
        release();
        return;
    }
    m_marked = text;
    m_markedTitle = versionTitle(*session, version);
    showMark();
    emit stateChanged();
}

void CompareController::release()
{
    if (!m_marked)
        return;
    m_marked.reset();
    showMark();
    emit stateChanged();
}

//! With as much of its place as is another one than what is looked at.
void CompareController::showMark()
{
    if (!m_marked || !m_marked->session) {
        m_parts.history.setBase({});
        return;
    }
    const QString place = placeWords(*m_marked, own());
    m_parts.history.setBase(place.isEmpty() ? m_markedTitle : tr("%1: %2").arg(place, m_markedTitle));
}

ComparedText CompareController::own() const
{
    const Subject &subject = m_parts.navigator.subject();
    session::Session *session = m_parts.navigator.session();
    ComparedText text{session, subject.store, subject.entry, {}, {}};
    if (!session || subject.store.isEmpty())
        return text;
    if (const core::Entry *entry = session->entries(subject.store).find(subject.entry))
        text.path = entry->path;
    if (subject.versions.size() == 1) {
        text.version = subject.versions.first();
        if (const core::Version *version = session->versions(subject.store).find(text.version)) {
            text.entry = version->entry;
            text.path = text.path.isEmpty() ? version->path : text.path;
        }
    }
    return text;
}

QString CompareController::whyNotMarked() const
{
    if (!m_marked)
        return tr("Mark a version for comparison first.");
    const ComparedText text = own();
    if (text.isSameAs(*m_marked))
        return tr("This is the marked version. Choose another one.");
    if (text.entry.isEmpty() || m_parts.navigator.subject().versions.size() > 1)
        return tr("Choose one version in the history, or open an entry.");
    return {};
}

QString CompareController::whyNotMarked(const std::optional<core::Version> &chosen) const
{
    session::Session *session = m_parts.navigator.session();
    if (!m_marked || !session)
        return tr("Mark a version for comparison first.");
    if (!chosen)
        return tr("Choose a version in the list.");
    if (comparedText(*session, *chosen).isSameAs(*m_marked))
        return tr("This is the marked version. Choose another one.");
    return {};
}

core::VersionId CompareController::markedHere() const
{
    return m_marked && m_marked->session && m_marked->session == m_parts.navigator.session() ? m_marked->version : core::VersionId();
}

void CompareController::compareWithMarked()
{
    if (whyNotMarked().isEmpty())
        m_parts.tabs.current().changes().compareWith(*m_marked);
}

void CompareController::chooseOther()
{
    session::Session *session = m_parts.navigator.session();
    m_own = own();
    if (!session || m_own.entry.isEmpty() || m_dialog)
        return;
    m_dialog = new PickEntryDialog(&m_parts.window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget(targetOf(*session, m_own.store));
    m_dialog->setSubject(tr("What shall “%1” be compared with? Nothing is changed.").arg(models::displayText(m_own.path)));
    QList<PickEntryDialog::Choice> choices;
    for (const session::Connection &connection : m_parts.host.connections())
        choices.append({connection.id.value, connection.name});
    m_dialog->setConnections(choices, session->connection().id);
    connect(m_dialog, &PickEntryDialog::connectionChosen, this, &CompareController::chooseConnection);
    connect(m_dialog, &PickEntryDialog::storeChosen, this, &CompareController::chooseStore);
    connect(m_dialog, &PickEntryDialog::picked, this, &CompareController::take);
    m_dialog->open();
    chooseConnection(m_dialog->connection());
    lookForTwins();
}

void CompareController::chooseConnection(const core::ConnectionId &connection)
{
    m_dialog->showLoading();
    disconnect(m_listConnection);
    const int choosing = ++m_choosing;
    const auto failed = [this](const core::Error &error) { m_dialog->showProblem(sentence(error, Operation::ListStores)); };
    m_parts.host.prepare(connection).then(m_dialog, [this, choosing, failed](const core::Result<session::Session *> &session) {
        if (choosing != m_choosing)
            return;
        if (!session) {
            failed(session.error());
            return;
        }
        m_source = *session;
        session::readAllStores(**session).then(
            m_dialog, [this, choosing, failed](const core::Result<QList<core::Store>> &stores) {
                if (choosing != m_choosing || !m_source)
                    return;
                if (!stores) {
                    failed(stores.error());
                    return;
                }
                m_dialog->setStores(*stores, m_source == m_own.session ? m_own.store : core::StoreId{});
                if (!stores->isEmpty())
                    chooseStore(m_dialog->store());
            });
    });
}

void CompareController::chooseStore(const core::StoreId &store)
{
    if (!m_source || store.isEmpty())
        return;
    disconnect(m_listConnection);
    session::EntryList &list = m_source->entries(store);
    const auto show = [this, &list] {
        const core::Loading &loading = list.loading();
        if (loading.error && list.entries().isEmpty()) {
            m_dialog->showProblem(sentence(*loading.error, Operation::ListEntries));
            return;
        }
        QList<core::Entry> others = list.entries();
        if (m_source == m_own.session)
            others.removeIf([this](const core::Entry &entry) { return entry.id == m_own.entry; });
        std::sort(others.begin(), others.end(),
                  [](const core::Entry &a, const core::Entry &b) { return a.path < b.path; });
        m_dialog->setEntries(others, loading.complete);
    };
    m_listConnection = connect(&list, &session::EntryList::loadingChanged, m_dialog, show);
    list.load();
    show();
}

//! In the stores of all open connections that are not too large to be read for that.
void CompareController::lookForTwins()
{
    for (const session::Connection &connection : m_parts.host.connections()) {
        session::Session *session = m_parts.host.sessionOf(connection.id);
        if (!session)
            continue;
        int looked = 0;
        for (const core::Store &store : session->stores().stores()) {
            if (++looked > MostStoresForTwins)
                break;
            session::EntryList &list = session->entries(store.id);
            connect(&list, &session::EntryList::loadingChanged, m_dialog, [this] { showTwins(); });
            if (store.entryCount.value_or(0) <= MostEntriesForTwins)
                list.load();
        }
    }
    showTwins();
}

void CompareController::showTwins()
{
    QList<PickEntryDialog::Pick> twins;
    for (const session::Connection &connection : m_parts.host.connections()) {
        session::Session *session = m_parts.host.sessionOf(connection.id);
        if (!session)
            continue;
        for (const core::Store &store : session->stores().stores()) {
            const core::Entry *twin = session->hasEntries(store.id) ? session->entries(store.id).findPath(m_own.path) : nullptr;
            if (!twin || (session == m_own.session && twin->id == m_own.entry))
                continue;
            const ComparedText text{session, store.id, twin->id, {}, twin->path};
            twins.append({connection.id, store.id, twin->id, twin->path, placeWords(text, m_own)});
        }
    }
    m_dialog->setTwins(twins);
}

void CompareController::take(const PickEntryDialog::Pick &pick)
{
    session::Session *session = m_parts.host.sessionOf(pick.connection);
    m_dialog->accept();
    if (session)
        m_parts.tabs.current().changes().compareWith({session, pick.store, pick.entry, {}, pick.path});
}

} // namespace controllers
