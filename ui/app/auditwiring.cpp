// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! The answers of the audit, and the way from what they found to the version itself.
#include "ui/app/workbench_p.h"

namespace app {

void Workbench::wireAudit()
{
    on("store.verify", [this] { m->verify.open(transferPlace()); });
    on("store.scan", [this] { m->scan.open(transferPlace()); });
    on("store.search", [this] { m->life.open(transferPlace()); });
    on("store.repeats", [this] { m->repeats.open(transferPlace().store); });
    on("store.costs", [this] { m->costs.open(transferPlace().store); });
    on("store.witness", [this] { m->witness.open(transferPlace().store); });
    const auto show = [this](const core::ConnectionId &connection, const controllers::Subject &subject) {
        if (m->host.current() != connection)
            m->host.bringForward(connection);
        m->navigator.go(subject);
    };
    connect(&m->verify, &controllers::VerifyController::showRequested, this, show);
    connect(&m->scan, &controllers::ScanController::showRequested, this, show);
    connect(&m->life, &controllers::LifeController::showRequested, this,
            [this, show](const core::ConnectionId &connection, const controllers::Subject &subject) {
                show(connection, subject);
                m->window.tabs().showEntries();
                m->window.entry().setView(panels::EntryPanel::View::Changes);
            });
    connect(&m->repeats, &controllers::RepeatsController::showRequested, this, show);
    connect(&m->costs, &controllers::CostController::showRequested, this, show);
    connect(&m->witness, &controllers::WitnessController::showRequested, this, show);
}

} // namespace app
