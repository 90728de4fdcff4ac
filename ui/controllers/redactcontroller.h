// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "history/records.h"
#include "journal/drafts.h"
#include "session/outcomes.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/errorsentences.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace dialogs {
class RedactDialog;
struct RedactFacts;
}
namespace panels {
class HistoryPanel;
}
namespace session {
class Session;
}

namespace controllers {

//! The ceremony before a version is redacted (promises K1-K3), and what is true afterwards. A switch of connection
//! cancels it.
class RedactController : public QObject
{
    Q_OBJECT
public:
    //! Its results are told in `history`; `window` is the parent of the sheet.
    RedactController(Navigator &navigator, panels::HistoryPanel &history, QWidget &window);

    //! Unsaved texts may hold what is redacted. Without it none are looked for.
    void lookThrough(journal::Drafts &drafts) { m_drafts = &drafts; }
    void open(const core::Version &version);
    [[nodiscard]] static QString whyNot(const QList<core::Version> &chosen);

signals:
    void draftsDiscarded(); //!< with the version
    //! A presentation::WayOut that is not about the version.
    void wayOutRequested(int way);

private:
    [[nodiscard]] dialogs::RedactFacts factsOf(const core::Version &version) const;
    void readVersion(const core::Version &version);
    void redact(const core::Version &version);
    void act(presentation::WayOut way);
    void checkAgain();
    void settle(const core::Result<session::RedactOutcome> &result);
    void findDrafts(const core::Version &version);
    void discardDrafts();

    Navigator &m_navigator;
    panels::HistoryPanel &m_history;
    QWidget &m_window;
    QPointer<dialogs::RedactDialog> m_dialog;
    core::Call<core::Version> m_read;
    core::Call<history::Block> m_twins;
    std::optional<QList<core::Version>> m_copies; //!< of the store, with the text of the dialog; nothing without an index
    journal::Drafts *m_drafts = nullptr;
    QList<journal::DraftRow> m_found;     //!< drafts that hold the text of the dialog
    QStringList m_toDiscard;              //!< once it is redacted
    QPointer<session::Session> m_session; //!< to which the last redaction went
    core::Version m_version;              //!< of the last redaction
};

} // namespace controllers
