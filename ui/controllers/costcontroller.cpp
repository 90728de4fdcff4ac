// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/costcontroller.h"

#include "core/background.h"
#include "session/entrylist.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/costdialog.h"

#include <QLocale>

namespace controllers {

CostController::CostController(Navigator &navigator, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_window(window)
{
}

CostController::~CostController() = default;

void CostController::open(const core::StoreId &store)
{
    session::Session *session = m_navigator.session();
    if (!session || store.isEmpty())
        return;
    delete m_dialog;
    m_costs.setTree({});
    m_dialog = new dialogs::CostDialog(m_shown, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget(targetOf(*session, store));
    connect(m_dialog, &dialogs::CostDialog::showRequested, this,
            [this, connection = session->connection().id, store](const QString &entry) {
                emit showRequested(connection, {store, core::EntryId{entry}, {}});
            });
    m_entries = &session->entries(store);
    // The list of a connection that is closed leads nowhere.
    connect(m_entries, &QObject::destroyed, m_dialog, &QObject::deleteLater);
    connect(m_entries, &session::EntryList::loadingChanged, m_dialog, [this] { follow(); });
    m_dialog->show();
    m_entries->load();
    follow();
}

//! Adds up once: what comes later would shake what the person looks at.
void CostController::follow()
{
    if (!m_dialog || !m_entries)
        return;
    const core::Loading &loading = m_entries->loading();
    const QLocale locale;
    if (loading.isWorking()) {
        m_dialog->showWorking(loading.expected
                                  ? tr("%1 of %2 entries are listed…").arg(locale.toString(loading.loaded), locale.toString(*loading.expected))
                                  : tr("%1 entries are listed…").arg(locale.toString(loading.loaded)));
        return;
    }
    disconnect(m_entries, &session::EntryList::loadingChanged, m_dialog, nullptr);
    m_sum = core::inBackground<audit::CostTree>(m_pool, [entries = m_entries->entries()](const core::CancelFlag &) {
        return core::Result<audit::CostTree>(audit::CostTree(entries));
    });
    m_sum.then(m_dialog, [this](const core::Result<audit::CostTree> &tree) {
        if (!tree)
            return; // cancelled, with the dialog
        m_costs.setTree(*tree);
        m_dialog->showCosts(coverage());
    });
}

QString CostController::coverage() const
{
    if (!m_entries)
        return {};
    const core::Loading &loading = m_entries->loading();
    const QLocale locale;
    QStringList words;
    if (!loading.complete)
        words.append(loading.expected ? tr("Not all entries are listed: %1 of %2.").arg(locale.toString(loading.loaded), locale.toString(*loading.expected))
                                      : tr("Not all entries are listed: %1 so far.").arg(locale.toString(loading.loaded)));
    if (const qint64 without = m_costs.tree().withoutSize(); without > 0)
        words.append(without == 1 ? tr("The service does not tell the size of 1 entry, which counts as nothing.")
                                  : tr("The service does not tell the sizes of %1 entries, which count as nothing.").arg(locale.toString(without)));
    words.append(tr("Tokens are estimated as four bytes each; every model counts in its own way."));
    return words.join(u' ');
}

} // namespace controllers
