// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"
#include "core/store.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>

namespace controllers {

class EntryTab;
class EntryTabs;

//! Reads the open entry and its store again when the window comes to the front, when another tab does, and from time to
//! time while the window can be seen, so that nobody edits a text that is long gone. One read at a time, of the current
//! tab only; what fails is not told, the next time will do. Application's thread.
class HeadWatch : public QObject
{
    Q_OBJECT
public:
    //! Both outlive it.
    HeadWatch(EntryTabs &tabs, QWidget &window);
    ~HeadWatch() override;

    void look(); //!< now; what was asked for again
    void setInterval(std::chrono::milliseconds interval) { m_timer.setInterval(interval); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void lookAtStore(EntryTab &tab, const core::Entry &read);

    EntryTabs &m_tabs;
    QWidget &m_window;
    QTimer m_timer;
    core::Call<core::Entry> m_read;
    core::Call<core::Store> m_storeRead;
    bool m_again = false; //!< another tab came to the front during a read
};

} // namespace controllers
