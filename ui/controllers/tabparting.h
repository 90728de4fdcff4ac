// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <functional>

namespace controllers {

class EntryTab;

//! Before open texts go: waits, for a moment, until saves under way have ended and unsaved text is on the disk, and tells
//! what would be lost all the same. Ends by itself. Application's thread.
class TabParting : public QObject
{
    Q_OBJECT
public:
    struct Outcome
    {
        QList<EntryTab *> lost;   //!< would be: the person has to be asked
        EntryTab *stay = nullptr; //!< a save that was waited for has ended otherwise than well: that is to be read first
    };

    //! `comesBack`: whether a draft of the tab is offered again.
    TabParting(const QList<EntryTab *> &tabs, std::function<bool(const EntryTab &)> comesBack, QObject *parent);

    void begin();

signals:
    //! Once; within begin() when there is nothing to wait for. Tabs that went meanwhile are left out.
    void ended(const controllers::TabParting::Outcome &outcome);

private:
    enum class State { Ready, Waiting, Lost, Stay };

    [[nodiscard]] State stateOf(EntryTab &tab);
    void look();

    QList<QPointer<EntryTab>> m_tabs;
    const std::function<bool(const EntryTab &)> m_comesBack;
    QSet<const EntryTab *> m_saving; //!< were saved when it began
    QTimer m_patience;
    bool m_ended = false;
};

} // namespace controllers
