// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"
#include "core/version.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace dialogs {
class GoToDialog;
}

namespace controllers {

//! *Go to*: finds what a typed path or a pasted id names. An id does not tell its store, so the stores that are listed
//! are asked one after the other, the open one first, and then those that its filters hide.
class GoToController : public QObject
{
    Q_OBJECT
public:
    GoToController(Navigator &navigator, QWidget &window);

    void open();

signals:
    void arrived();
    //! The filters of the list may hide the store that was gone to.
    void storeHidden(const core::Store &store);
    void wayOutRequested(int way); //!< a presentation::WayOut

private:
    void find(const QString &text);
    void findPath(const QString &path, bool mayLoad = true);
    void tryEntry(const core::EntryId &entry, QList<core::StoreId> stores);
    void tryVersion(const core::VersionId &version, QList<core::StoreId> stores);
    [[nodiscard]] QList<core::StoreId> storesToAsk(const core::StoreId &named) const;
    void arrive(const Subject &subject);
    //! Those that the list does not show, archived ones above all: once, after the listed ones.
    void askHidden(const std::function<void(const QList<core::StoreId> &)> &go, const QString &nowhere);
    void fail(const QString &sentence);

    Navigator &m_navigator;
    QWidget &m_window;
    QPointer<dialogs::GoToDialog> m_dialog;
    QList<core::StoreId> m_asked;
    bool m_hiddenAsked = false;
};

} // namespace controllers
