// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/activityfilterbar.h"
#include "ui/panels/panelstate.h"

#include <QModelIndex>
#include <QWidget>

#include <memory>

class QAbstractItemModel;

namespace Ui {
class ActivityPanel;
}
namespace widgets {
class BarChart;
class RowList;
struct BannerMessage;
}

namespace panels {

class ChangesPage;

//! What was written in a store, newest first: filters, a chart in which a range can be brushed, the versions, and what the
//! current one changed. The comparison stands beside the list where there is room, else below.
class ActivityPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityPanel(QWidget *parent = nullptr);
    ~ActivityPanel() override;

    void setModel(QAbstractItemModel *model); //!< with the rows of a presentation::PresentedHistory; not owned
    void setSubject(const QString &store);    //!< the name of a store
    void setMatches(const QString &text);     //!< "1,204 versions match"; empty: none
    void setCoverage(const Coverage &coverage);
    //! In words, as a button that lets go of it; empty: nothing is brushed.
    void setBrushWords(const QString &words);
    void setMarkReason(const QString &whyNot); //!< why no mark can be set now; empty: it can
    void showEmpty(const EmptyState &state);
    void showLoading(const QString &title);
    void showFailure(const FailureState &state);
    void showList();

    [[nodiscard]] ActivityFilterBar *filters() const;
    [[nodiscard]] widgets::BarChart *chart() const;
    [[nodiscard]] widgets::RowList *view() const;
    [[nodiscard]] ChangesPage *changes() const;
    [[nodiscard]] QModelIndex currentIndex() const;
    void setCurrentIndex(const QModelIndex &index);

    void showBanner(const widgets::BannerMessage &message);
    void dismissBanner(const QString &id);

public slots:
    void focusView();

signals:
    void shown();
    void hidden();
    void currentChanged(const QModelIndex &index); //!< its changes are to be shown
    void activated(const QModelIndex &index);      //!< Enter, double click: open its entry
    void contextMenuRequested(const QPoint &globalPosition, const QModelIndex &index);
    void brushLetGo();
    void markRequested();
    void evidenceRequested(); //!< of what is listed
    void loadAllRequested();
    void cancelRequested();
    void retryRequested();
    void emptyActionRequested();
    void wayOutRequested(presentation::WayOut way);
    void bannerActionTriggered(const QString &id, const QString &action);

protected:
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    std::unique_ptr<Ui::ActivityPanel> m_ui;
    bool m_focusList = false; //!< as soon as there is one
};

} // namespace panels
