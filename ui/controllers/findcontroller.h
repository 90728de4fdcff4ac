// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/findresultsmodel.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/presentedresults.h"

#include <QObject>

#include <memory>

namespace panels {
class FindPanel;
}
namespace session {
class TextSearch;
}

namespace controllers {

//! *Find in store*: one search at a time, over the store that is open.
class FindController : public QObject
{
    Q_OBJECT
public:
    FindController(Navigator &navigator, panels::FindPanel &panel, QObject *parent = nullptr);
    ~FindController() override;

signals:
    void hitOpened(int line);

private:
    void start(const QString &text, Qt::CaseSensitivity sensitivity);
    void stop();
    void showProgress();
    void open(const QModelIndex &index);

    Navigator &m_navigator;
    panels::FindPanel &m_panel;
    models::FindResultsModel m_results;
    presentation::PresentedResults m_presented;
    std::unique_ptr<session::TextSearch> m_search;
    core::StoreId m_store;
};

} // namespace controllers
