// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/savecopycontroller.h"

#include "models/displaytext.h"
#include "models/pathcheck.h"
#include "session/listing.h"
#include "session/session.h"
#include "ui/controllers/writeending.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/savecopydialog.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/words.h"
#include "wire/pathrules.h"

#include <QLocale>

using namespace Qt::StringLiterals;
using presentation::Operation;
using presentation::Situation;

namespace controllers {

namespace {

const QString savedBanner = u"copy.saved"_s;

} // namespace

SaveCopyController::SaveCopyController(SessionHost &host, panels::StoresPanel &stores, QWidget &window)
    : QObject(&window), m_host(host), m_stores(stores), m_window(window)
{
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id) {
        if (id != savedBanner)
            return;
        m_stores.dismissBanner(savedBanner);
        if (m_host.sessionOf(m_saved.connection))
            emit showRequested(m_saved.connection, m_saved.store, m_saved.entry);
    });
}

void SaveCopyController::open(const core::ConnectionId &connection, const core::StoreId &store, const QString &path,
                              const QByteArray &text)
{
    delete m_dialog;
    m_session.clear();
    m_from = store;
    m_text = text;
    m_dialog = new dialogs::SaveCopyDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setText(path, text.size());
    QList<dialogs::SaveCopyDialog::ConnectionChoice> choices;
    for (const session::Connection &known : m_host.connections())
        choices.append({known.id, known.name});
    m_dialog->setConnections(choices, connection);
    m_dialog->setPathCheck([this](const QString &typed) { return problemOf(typed); });
    connect(m_dialog, &dialogs::SaveCopyDialog::connectionChosen, this, &SaveCopyController::choose);
    connect(m_dialog, &dialogs::SaveCopyDialog::storeChosen, this, [this](const core::StoreId &chosen) {
        if (!m_session || chosen.isEmpty())
            return;
        session::EntryList &list = m_session->entries(chosen); // so that duplicates are seen while typing
        connect(&list, &session::EntryList::loadingChanged, m_dialog, &dialogs::SaveCopyDialog::check);
        list.load();
    });
    connect(m_dialog, &dialogs::SaveCopyDialog::saveRequested, this,
            [this](const core::ConnectionId &, const core::StoreId &to, const QString &as) { save(to, as); });
    m_dialog->open();
    choose(m_dialog->connection());
}

void SaveCopyController::choose(const core::ConnectionId &connection)
{
    m_dialog->showLoading();
    m_session.clear();
    const int choosing = ++m_choosing;
    const auto failed = [this](const core::Error &error) { m_dialog->showProblem(sentence(error, Operation::ListStores)); };
    m_host.prepare(connection).then(m_dialog, [this, choosing, failed](const core::Result<session::Session *> &session) {
        if (choosing != m_choosing)
            return;
        if (!session) {
            failed(session.error());
            return;
        }
        m_dialog->setTarget({(*session)->connection().name});
        session::readAllStores(**session).then(
            m_dialog, [this, choosing, failed, target = QPointer(*session)](const core::Result<QList<core::Store>> &stores) {
                if (choosing != m_choosing || !target)
                    return;
                if (!stores) {
                    failed(stores.error());
                    return;
                }
                QList<core::Store> open = *stores;
                open.removeIf([](const core::Store &store) { return store.archived; });
                m_session = target;
                m_dialog->setStores(open, m_from);
            });
    });
}

QString SaveCopyController::problemOf(const QString &path) const
{
    if (!m_session || !m_dialog)
        return {};
    const wire::Limits &limits = m_session->dialect().limits;
    if (const auto problem = models::checkPath(path, limits))
        return presentation::pathProblemText(*problem);
    if (m_session->hasEntries(m_dialog->store()) && m_session->entries(m_dialog->store()).findPath(path))
        return tr("This store already has an entry with this path.");
    if (wire::isBlank(m_text))
        return tr("The service does not take an empty text.");
    if (m_text.size() > limits.contentBytes)
        return tr("The text has %1 bytes; the service takes at most %2.")
            .arg(QLocale().toString(m_text.size()), QLocale().toString(limits.contentBytes));
    return {};
}

void SaveCopyController::save(const core::StoreId &store, const QString &path)
{
    if (!m_session)
        return;
    m_dialog->setBusy(tr("Creating the entry…"));
    m_session->commands().createEntry(store, {path, m_text, std::nullopt}).then(
        m_dialog, [this](const core::Result<session::CreateOutcome> &result) { settle(result); });
}

void SaveCopyController::settle(const core::Result<session::CreateOutcome> &result)
{
    using Kind = session::CreateOutcome::Kind;
    if (!result) {
        showFailure(*m_dialog, result.error(), Operation::CreateEntry);
        return;
    }
    if (const auto situation = commonEnding(result->kind)) {
        showFailure(*m_dialog, *situation, result->cause);
        return;
    }
    if (result->kind == Kind::PathTaken) {
        m_dialog->showPathProblem(presentation::sentenceFor(Situation::PathTaken).text);
        return;
    }
    const core::EntryId id = result->entry.id;
    m_saved = {m_dialog->connection(), m_dialog->store(), id};
    widgets::BannerMessage message{
        savedBanner, widgets::Severity::Positive,
        tr("A copy was saved as “%1” in %2. What is open here is still the original.")
            .arg(models::displayText(m_dialog->path()),
                 models::displayText(m_session ? targetOf(*m_session, m_saved.store).store : QString()))};
    if (result->alteredByService)
        message.text = presentation::sentenceFor(Situation::AlteredByService).full();
    if (!id.isEmpty())
        message.actions = {{u"show"_s, tr("Show")}};
    m_dialog->accept();
    m_stores.showBanner(message);
}

} // namespace controllers
