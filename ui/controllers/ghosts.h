// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/records.h"
#include "models/storetreemodel.h"
#include "ui/controllers/navigator.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace panels {
class StoresPanel;
}

namespace controllers {

class StoresController;

//! Deleted entries in the tree: found in the index, for the stores that are opened or looked at, in bounded numbers. One
//! that is chosen shows the last of its texts that can be read.
class Ghosts : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostShown = 2'000;  //!< of a store, after the path filter
    static constexpr int mostKept = 20'000;  //!< of a store, by path; the others are counted

    Ghosts(Navigator &navigator, StoresController &stores, panels::StoresPanel &panel, QObject *parent = nullptr);
    ~Ghosts() override;

    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_on; }
    void open(const core::StoreId &store, const core::EntryId &entry);
    //! Asks for a new entry with the last text that can be read.
    void recreate(const core::StoreId &store, const core::EntryId &entry);

signals:
    void recreateRequested(const core::StoreId &store, const QString &path, const QByteArray &text);

private:
    struct Known
    {
        QList<models::Ghost> ghosts; //!< by path
        int all = 0;
        bool stale = true;
        bool asking = false; //!< the index works on it
    };

    void follow();
    void lookAround();
    void look(const core::StoreId &store);
    void ask(const core::StoreId &store);
    void take(const core::StoreId &store, const QList<history::Record> &deleted);
    void show(const core::StoreId &store);
    void noteWritten(const core::StoreId &store);
    void tell(const core::StoreId &store, qsizetype shown, qsizetype matching);
    //! The newest version with a text, else the deletion itself.
    void findLast(const core::StoreId &store, const core::EntryId &entry,
                  std::function<void(const core::Version &last, bool readable)> then);
    void makeAgain(const core::Version &version);

    Navigator &m_navigator;
    StoresController &m_stores;
    panels::StoresPanel &m_panel;
    QPointer<session::Session> m_session;
    QHash<core::StoreId, Known> m_known;
    core::Call<history::Block> m_history;
    core::Call<core::Version> m_text;
    QTimer m_soon; //!< while much is read, the rows follow now and then
    bool m_on = false;
};

} // namespace controllers
