// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "session/neartwinsrun.h"
#include "session/repeatsrun.h"
#include "ui/controllers/comparedtext.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace dialogs {
class AuditDialog;
}
namespace session {
class Session;
}

namespace controllers {

//! *Repeated Texts*: what returned, what was saved without a change, what is there twice. From the history alone; texts that
//! are alike are looked for when somebody asks for it, because that reads them.
class RepeatsController : public QObject
{
    Q_OBJECT
public:
    RepeatsController(Navigator &navigator, QWidget &window, const core::Clock &clock);
    ~RepeatsController() override;

    void open(const core::StoreId &store);

signals:
    //! The person wants to see one of them.
    void showRequested(const core::ConnectionId &connection, const controllers::Subject &subject);
    //! The person wants to see what differs between two of them.
    void compareRequested(const core::ConnectionId &connection, const controllers::Subject &subject, const controllers::ComparedText &other);

private:
    void showProgress();
    void end();
    void lookForAlike();
    void showAlikeProgress();
    void endAlike();
    void showFound();

    Navigator &m_navigator;
    QWidget &m_window;
    const core::Clock &m_clock;
    core::StoreId m_store;
    core::ConnectionId m_connection;
    QList<Subject> m_places;         //!< of the rows
    QHash<int, ComparedText> m_others; //!< of rows that are pairs
    std::optional<audit::Repeats> m_repeats;
    std::optional<session::NearReport> m_alike;
    QPointer<session::Session> m_session;
    QPointer<dialogs::AuditDialog> m_dialog;
    std::unique_ptr<session::RepeatsRun> m_run;
    std::unique_ptr<session::NearTwinsRun> m_nearRun;
};

} // namespace controllers
