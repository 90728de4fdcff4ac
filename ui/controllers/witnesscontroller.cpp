// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/witnesscontroller.h"

#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/auditsheet.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/auditdialog.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/messagebanner.h"

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString raisedBanner = u"witness.raised"_s;

} // namespace

WitnessController::WitnessController(Navigator &navigator, panels::StoresPanel &stores, QWidget &window, const core::Clock &clock)
    : QObject(&window), m_navigator(navigator), m_stores(stores), m_window(window), m_clock(clock)
{
    connect(&navigator, &Navigator::sessionChanged, this, &WitnessController::follow);
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id != raisedBanner)
            return;
        m_raised = 0;
        m_stores.dismissBanner(id);
        if (action == u"show"_s)
            open(m_raisedIn);
    });
    follow();
}

WitnessController::~WitnessController() = default;

void WitnessController::follow()
{
    m_stores.dismissBanner(raisedBanner);
    m_raised = 0;
    session::Session *session = m_navigator.session();
    session::Witness *witness = session ? session::Witness::of(session->history()) : nullptr;
    if (!witness)
        return;
    witness->disconnect(this);
    connect(witness, &session::Witness::raised, this,
            [this, session = QPointer(session)](const core::StoreId &store, const QList<session::Alarm> &alarms) {
                if (session && session == m_navigator.session())
                    raise(*session, store, alarms);
            });
}

void WitnessController::raise(session::Session &session, const core::StoreId &store, const QList<session::Alarm> &alarms)
{
    if (store != m_raisedIn)
        m_raised = 0;
    m_raisedIn = store;
    m_raised += int(alarms.size());
    const core::Store *known = session.store(store);
    const QString name = models::displayText(known ? known->name : store.value);
    const session::Alarm &first = alarms.constFirst();
    QString words;
    if (!first.words.isEmpty())
        words = tr("The ledger of this connection is not as it was left. %1").arg(alarmWords(first));
    else if (m_raised == 1)
        words = tr("“%1”: the service contradicts what it said before about a version of “%2”. %3")
                    .arg(name, models::displayText(first.before.path), alarmWords(first));
    else
        words = tr("“%1”: the service contradicts what it said before, %n times.", nullptr, m_raised).arg(name);
    m_stores.showBanner({raisedBanner, widgets::Severity::Warning, words, {{u"show"_s, tr("Show…")}}});
}

void WitnessController::open(const core::StoreId &store)
{
    session::Session *session = m_navigator.session();
    session::Witness *witness = session ? session::Witness::of(session->history()) : nullptr;
    if (!witness || store.isEmpty())
        return;
    m_report.abandon();
    m_alarms.abandon();
    m_found.reset();
    m_session = session;
    m_store = store;
    m_connection = session->connection().id;
    delete m_dialog;
    m_dialog = auditDialog(dialogs::AuditDialog::Purpose::Witness, *session, {store, {}, {}, {}}, m_window);
    connect(session, &QObject::destroyed, m_dialog, [this] { delete m_dialog; });
    connect(m_dialog, &dialogs::AuditDialog::stopRequested, this, [this] { m_report.cancel(); });
    connect(m_dialog, &dialogs::AuditDialog::showRequested, this, [this](int number) {
        if (number < m_places.size())
            emit showRequested(m_connection, m_places.at(number));
    });
    m_dialog->showRunning();
    m_dialog->setProgress(tr("Checking the ledger…"), 0, 0);
    m_dialog->show();
    m_report = witness->verify();
    m_report.then(this, [this, witness = QPointer(witness)](const core::Result<audit::LedgerReport> &report) {
        if (!witness || !report)
            return;
        m_found = *report;
        m_alarms = witness->alarms(m_store);
        m_alarms.then(this, [this](const core::Result<QList<session::Alarm>> &alarms) { end(alarms); });
    });
}

void WitnessController::end(const core::Result<QList<session::Alarm>> &alarms)
{
    if (!m_dialog || !m_session || !m_found)
        return;
    const QList<session::Alarm> all = alarms ? *alarms : QList<session::Alarm>();
    const AuditRows rows = rowsOf(all, m_store, m_clock.now());
    m_places = rows.places;
    const session::Witness *witness = session::Witness::of(m_session->history());
    m_dialog->showEnded(verdictWords(*m_found, all.size()), factsWords(*m_found, witness ? witness->file() : QString()), rows.groups);
    const std::optional<core::Error> problem = !alarms ? std::optional(alarms.error()) : witness ? witness->problem() : std::nullopt;
    if (problem)
        m_dialog->showFailure(sentence(*problem, presentation::Operation::ReadLocalFile),
                              details(*problem, presentation::Operation::ReadLocalFile));
}

} // namespace controllers
