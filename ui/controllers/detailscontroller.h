// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/controllers/navigator.h"

#include <QObject>
#include <QTimer>

namespace panels {
class EntryPanel;
}

namespace controllers {

class EntryController;

//! *Details* of what is chosen: a version, else the entry, else the store. Every field in full.
class DetailsController : public QObject
{
    Q_OBJECT
public:
    DetailsController(Navigator &navigator, EntryController &entry, QObject *parent = nullptr);

    //! The request that reads what is chosen, with `$QODER_PAT` in the token's place; empty when nothing is chosen.
    [[nodiscard]] QString curl() const;

signals:
    void copyRequested(const QString &text);

private:
    void update();

    Navigator &m_navigator;
    EntryController &m_entry;
    panels::EntryPanel &m_panel;
    QTimer m_settle;
};

} // namespace controllers
