// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/historymodel.h"
#include "ui/controllers/earlierlife.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QTimer>

namespace panels {
class HistoryPanel;
struct HistoryFilterValues;
}

namespace controllers {

//! Joins the history panel to the version log: whose history, how far it is known, which versions are chosen.
class HistoryController : public QObject
{
    Q_OBJECT
public:
    HistoryController(Navigator &navigator, panels::HistoryPanel &panel, QAbstractItemModel &shown,
                      models::HistoryModel &model, QObject *parent = nullptr);

    //! The one version that is chosen.
    [[nodiscard]] std::optional<core::Version> chosen() const;
    [[nodiscard]] QList<core::Version> chosenVersions() const;

signals:
    void stateChanged();
    void compareRequested();
    void restoreRequested();
    void redactRequested();
    void markRequested(const core::Version &version);
    void markReleased();
    void compareWithMarkRequested();
    //! A presentation::WayOut that is not about the history.
    void wayOutRequested(int way);
    void textRequested(); //!< the chosen version's text, in *Text*

private:
    void follow(const Subject &now, const Subject &before);
    void showCoverage();
    void loadAll();
    void stopLoading();
    [[nodiscard]] bool isReadingOlder() const;
    void showState();
    void showSizes();
    void wantEarlierLife(bool wanted);
    void showEarlierLife(const QList<core::Version> &versions);
    void choose(const QList<QModelIndex> &indexes);
    void followSubjectSelection();
    void setFilter(const panels::HistoryFilterValues &values);

    Navigator &m_navigator;
    panels::HistoryPanel &m_panel;
    QAbstractItemModel &m_shown; //!< the model with words over m_model; same rows
    models::HistoryModel &m_model;
    EarlierLife m_earlier;
    QList<core::VersionId> m_steps; //!< of the chart of sizes
    QTimer m_sizesSoon;             //!< one drawing for a page of changes
    bool m_following = false;
    bool m_wantsAll = false; //!< all of what is shown, which the history of the store is read for
};

} // namespace controllers
