// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "ui/controllers/navigator.h"
#include "ui/panels/changespage.h"

#include <QObject>
#include <QTimer>

namespace controllers {

class EntryController;

//! Fills *Changes* with the most useful pair: two chosen versions; one and the one before it of the same entry; the
//! editor against what is stored; else the newest against the one before. Older left. Does nothing while hidden.
class ChangesController : public QObject
{
    Q_OBJECT
public:
    ChangesController(Navigator &navigator, EntryController &entry, QObject *parent = nullptr);

    //! The chosen version against the entry's present text.
    void compareWithCurrent();

private:
    void update();
    void compare(const core::Version &older, const core::Version &newer);
    void compareWithPrevious(const core::Version &version);
    void compareEditor();
    void compareNewest();
    void readSide(const core::Version &version, int generation, bool left);
    void sideIsKnown(int generation);
    [[nodiscard]] panels::ChangesSide label(const core::Version &version) const;

    Navigator &m_navigator;
    EntryController &m_entry;
    panels::ChangesPage &m_page;
    QTimer m_settle;
    QMetaObject::Connection m_logConnection;
    QMetaObject::Connection m_redactConnection;
    core::Call<core::Version> m_leftCall;
    core::Call<core::Version> m_rightCall;
    panels::ChangesSide m_left;
    panels::ChangesSide m_right;
    int m_missing = 0;
    int m_generation = 0;
    bool m_current = false; //!< compareWithCurrent() holds until the subject changes
};

} // namespace controllers
