// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "session/outcomes.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class RedactDialog;
struct RedactFacts;
}
namespace panels {
class HistoryPanel;
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

    void open(const core::Version &version);
    [[nodiscard]] static QString whyNot(const QList<core::Version> &chosen);

private:
    [[nodiscard]] dialogs::RedactFacts factsOf(const core::Version &version) const;
    void redact(const core::Version &version);
    void settle(const core::Result<session::RedactOutcome> &result);

    Navigator &m_navigator;
    panels::HistoryPanel &m_history;
    QWidget &m_window;
    QPointer<dialogs::RedactDialog> m_dialog;
    core::Call<core::Version> m_read;
};

} // namespace controllers
