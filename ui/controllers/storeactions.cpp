// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/storeactions.h"

#include "api/walk.h"
#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/archivestoredialog.h"
#include "ui/dialogs/deletestoredialog.h"
#include "ui/dialogs/storedialog.h"
#include "ui/panels/storespanel.h"

#include <algorithm>
#include <iterator>
#include <memory>

using namespace Qt::StringLiterals;
using presentation::Operation;
using presentation::Situation;

namespace controllers {

namespace {

const QString samplesBanner = u"samples.remove"_s;
//! The mark that resources/samples carries in its metadata.
const QString sampleKey = u"palimpsest"_s;
const QString sampleValue = u"sample"_s;

bool isSample(const core::Store &store)
{
    return store.metadata.value(sampleKey) == sampleValue;
}

} // namespace

StoreActions::StoreActions(Navigator &navigator, panels::StoresPanel &stores, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_stores(stores), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        if (m_sheet)
            m_sheet->reject();
        m_stores.dismissBanner(samplesBanner);
        noteSamples();
    });
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id != samplesBanner)
            return;
        m_stores.dismissBanner(samplesBanner);
        const auto way = wayOut(action);
        if (way && way != presentation::WayOut::Retry)
            emit wayOutRequested(int(*way));
        else
            removeNextSample(m_samples);
    });
}

void StoreActions::noteSamples()
{
    m_hasSamples = false;
    m_samples.clear();
    session::Session *session = m_navigator.session();
    if (session && session->connection().kind == session::ConnectionKind::Local)
        findSamples([this](const QList<core::Store> &samples) {
            m_hasSamples = !samples.isEmpty();
            emit samplesKnown();
        });
}

void StoreActions::findSamples(const std::function<void(const QList<core::Store> &)> &done)
{
    const QPointer<session::Session> session = m_navigator.session();
    const auto found = std::make_shared<QList<core::Store>>();
    const auto fetch = [session](const core::Cursor &cursor) {
        api::StoreFilter all;
        all.includeArchived = true;
        return session->service().listStores(all, cursor);
    };
    const auto take = [found](const QList<core::Store> &page) {
        std::copy_if(page.begin(), page.end(), std::back_inserter(*found), isSample);
        return true;
    };
    api::WalkOptions options;
    options.gap = session->pageGap();
    api::walkPages<core::Store>(session, fetch, take, options)
        .then(this, [this, session, found, done](const core::Result<api::WalkSummary> &) {
            if (session && session == m_navigator.session())
                done(*found);
        });
}

const core::Store *StoreActions::current() const
{
    session::Session *session = m_navigator.session();
    return session ? session->store(m_navigator.subject().store) : nullptr;
}

dialogs::StoreFieldLimits StoreActions::limits() const
{
    const wire::Dialect &dialect = m_navigator.session()->dialect();
    dialogs::StoreFieldLimits limits;
    limits.name = dialect.limits.storeName;
    limits.description = dialect.limits.storeDescription;
    limits.descriptionRequired = dialect.descriptionRequired;
    limits.metadataPairs = dialect.limits.metadataPairs;
    limits.metadataKey = dialect.limits.metadataKey;
    limits.metadataValue = dialect.limits.metadataValue;
    return limits;
}

void StoreActions::open(dialogs::Sheet *sheet)
{
    if (m_sheet)
        m_sheet->reject();
    m_sheet = sheet;
    m_sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_sheet, &dialogs::Sheet::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    m_sheet->open();
}

void StoreActions::settle(core::Call<session::StoreOutcome> call, int operation, const QString &busy,
                          const std::function<void(const session::StoreOutcome &)> &done)
{
    m_sheet->setBusy(busy);
    call.then(m_sheet, [this, operation, done](const core::Result<session::StoreOutcome> &result) {
        using Kind = session::StoreOutcome::Kind;
        if (!result) {
            showFailure(*m_sheet, result.error(), Operation(operation));
        } else if (result->kind == Kind::Done) {
            m_sheet->accept();
            done(*result);
        } else {
            const auto situation
                = result->kind == Kind::NotApplied ? Situation::NotApplied : Situation::StillUnknown;
            const auto words = presentation::sentenceFor(situation, result->cause ? &*result->cause : nullptr);
            m_sheet->showFailure(words.full(), words.details);
        }
    });
}

void StoreActions::create()
{
    if (!m_navigator.session())
        return;
    auto *dialog = new dialogs::StoreDialog(dialogs::StoreDialog::Purpose::Create, &m_window);
    dialog->setTarget(targetOf(*m_navigator.session()));
    dialog->setLimits(limits());
    connect(dialog, &dialogs::StoreDialog::submitted, this, [this](const dialogs::StoreFields &fields) {
        settle(m_navigator.session()->commands().createStore({fields.name, fields.description, fields.metadata}),
               int(Operation::CreateStore), tr("Creating the store…"), [this](const session::StoreOutcome &outcome) {
                   if (outcome.store)
                       m_navigator.go({outcome.store->id, {}, {}});
               });
    });
    open(dialog);
}

void StoreActions::edit()
{
    const core::Store *store = current();
    if (!store)
        return;
    auto *dialog = new dialogs::StoreDialog(dialogs::StoreDialog::Purpose::Edit, &m_window);
    dialog->setTarget(targetOf(*m_navigator.session(), store->id));
    dialog->setLimits(limits());
    dialog->setFields({store->name, store->description, store->metadata});
    connect(dialog, &dialogs::StoreDialog::submitted, this,
            [this, before = *store](const dialogs::StoreFields &fields) {
                api::StoreChange change;
                if (fields.name != before.name)
                    change.name = fields.name;
                if (fields.description != before.description)
                    change.description = fields.description;
                // A patch: only what the person touched, so that keys of others stay as they are (promise B6).
                for (auto it = before.metadata.begin(); it != before.metadata.end(); ++it) {
                    if (!fields.metadata.contains(it.key()))
                        change.metadata.insert(it.key(), std::nullopt);
                }
                for (auto it = fields.metadata.begin(); it != fields.metadata.end(); ++it) {
                    if (!before.metadata.contains(it.key()) || before.metadata.value(it.key()) != it.value())
                        change.metadata.insert(it.key(), it.value());
                }
                settle(m_navigator.session()->commands().updateStore(before.id, change), int(Operation::UpdateStore),
                       tr("Saving the store…"), [](const session::StoreOutcome &) {});
            });
    open(dialog);
}

void StoreActions::archive()
{
    const core::Store *store = current();
    if (!store)
        return;
    auto *dialog = new dialogs::ArchiveStoreDialog(&m_window);
    dialog->setFacts(targetOf(*m_navigator.session(), store->id), store->entryCount);
    connect(dialog, &dialogs::ArchiveStoreDialog::archiveRequested, this, [this, id = store->id] {
        settle(m_navigator.session()->commands().archiveStore(id), int(Operation::ArchiveStore),
               tr("Archiving the store…"), [](const session::StoreOutcome &) {});
    });
    open(dialog);
}

void StoreActions::remove()
{
    const core::Store *store = current();
    if (!store)
        return;
    session::Session &session = *m_navigator.session();
    auto *dialog = new dialogs::DeleteStoreDialog(&m_window);
    dialogs::DeleteStoreFacts facts;
    facts.target = targetOf(session, store->id);
    facts.storeId = store->id.value;
    facts.entries = store->entryCount;
    facts.totalBytes = store->totalSize;
    facts.archived = store->archived;
    if (session.hasVersions(store->id)) {
        const session::VersionLog &log = session.versions(store->id);
        const int count = int(log.versions().size());
        const QString known = count == 1 ? tr("1 version") : tr("%n versions", nullptr, count);
        facts.versions = log.loading().complete ? known : tr("at least %1").arg(known);
    }
    dialog->setFacts(facts);
    connect(dialog, &dialogs::DeleteStoreDialog::deleteRequested, this, [this, id = store->id] {
        settle(m_navigator.session()->commands().deleteStore(id), int(Operation::DeleteStore),
               tr("Deleting the store…"), [this, id](const session::StoreOutcome &) {
                   emit storeDeleted(id);
               });
    });
    open(dialog);
}

void StoreActions::removeSamples()
{
    session::Session *session = m_navigator.session();
    if (session && session->connection().kind == session::ConnectionKind::Local)
        findSamples([this](const QList<core::Store> &samples) { confirmSamples(samples); });
}

void StoreActions::confirmSamples(const QList<core::Store> &samples)
{
    m_samples.clear();
    QStringList names;
    for (const core::Store &store : samples) {
        m_samples.append(store.id);
        names.append(tr("“%1”").arg(models::displayText(store.name)));
    }
    if (samples.isEmpty())
        return;
    m_stores.showBanner({samplesBanner,
                         widgets::Severity::Warning,
                         tr("These sample stores are deleted with all their versions, and with what you wrote into them: "
                            "%1. Your own stores stay.")
                             .arg(names.join(u", "_s)),
                         {{u"remove"_s, tr("Delete the samples")}}});
}

void StoreActions::removeNextSample(QList<core::StoreId> left)
{
    const QPointer<session::Session> session = m_navigator.session();
    if (!session)
        return;
    if (left.isEmpty()) {
        noteSamples();
        return;
    }
    const core::StoreId next = left.takeFirst();
    session->commands().deleteStore(next).then(
        this, [this, session, next, left](const core::Result<session::StoreOutcome> &result) {
            using Kind = session::StoreOutcome::Kind;
            if (!session || session != m_navigator.session())
                return;
            if (!result) {
                m_stores.showBanner(banner(samplesBanner, result.error(), Operation::DeleteStore));
            } else if (result->kind != Kind::Done) {
                m_stores.showBanner(banner(
                    samplesBanner, result->kind == Kind::NotApplied ? Situation::NotApplied : Situation::StillUnknown,
                    result->cause));
            } else {
                emit storeDeleted(next);
                m_samples.removeOne(next);
                removeNextSample(left);
            }
        });
}

} // namespace controllers
