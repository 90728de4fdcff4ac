// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/store.h"
#include "session/outcomes.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace dialogs {
class Sheet;
struct StoreFieldLimits;
}
namespace panels {
class StoresPanel;
}

namespace controllers {

//! Creating, editing, archiving and deleting stores.
class StoreActions : public QObject
{
    Q_OBJECT
public:
    StoreActions(Navigator &navigator, panels::StoresPanel &stores, QWidget &window);

    void create();
    void edit();
    void archive();
    void remove();
    //! Removes the stores that came as samples; asks once.
    void removeSamples();
    [[nodiscard]] bool hasSamples() const { return m_hasSamples; }

signals:
    void samplesKnown();
    void storeDeleted(const core::StoreId &store);
    //! A presentation::WayOut that is not about one store.
    void wayOutRequested(int way);

private:
    [[nodiscard]] const core::Store *current() const;
    [[nodiscard]] dialogs::StoreFieldLimits limits() const;
    void open(dialogs::Sheet *sheet);
    //! Success closes the sheet; everything else is told in it.
    void settle(core::Call<session::StoreOutcome> call, int operation, const QString &busy,
                const std::function<void(const session::StoreOutcome &)> &done);
    //! Walks all stores, the archived ones too, whatever the panel's filter hides.
    void findSamples(const std::function<void(const QList<core::Store> &)> &done);
    void noteSamples();
    void confirmSamples(const QList<core::Store> &samples);
    void removeNextSample(QList<core::StoreId> left);

    Navigator &m_navigator;
    panels::StoresPanel &m_stores;
    QWidget &m_window;
    QPointer<dialogs::Sheet> m_sheet;
    bool m_hasSamples = false;
    QList<core::StoreId> m_samples; //!< those that the banner asks about
};

} // namespace controllers
