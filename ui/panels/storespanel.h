// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/dayrangeedit.h"
#include "ui/panels/panelstate.h"

#include <QModelIndex>
#include <QWidget>

#include <memory>

class QAbstractItemModel;
class QTimer;
class QTreeView;

namespace Ui {
class StoresPanel;
}
namespace widgets {
struct BannerMessage;
}

namespace panels {

//! The filters of the store list, as the service knows them.
struct StoreFilterValues
{
    QString namePrefix;
    bool archived = false; //!< archived ones too
    DayRange created;

    friend bool operator==(const StoreFilterValues &, const StoreFilterValues &) = default;
};

//! Stores with their entries as a tree, or the entries of the open store as a flat, sortable list. Shows and asks; a
//! controller joins it to the session. Models stay owned by the caller and must outlive the panel or be reset to null.
class StoresPanel : public QWidget
{
    Q_OBJECT
public:
    explicit StoresPanel(QWidget *parent = nullptr);
    ~StoresPanel() override;

    void setTreeModel(QAbstractItemModel *model); //!< a presentation::PresentedTree
    void setListModel(QAbstractItemModel *model); //!< a presentation::PresentedEntries
    //! Whose entries the flat list shows; empty: no store is open.
    void setListStore(const QString &name);

    [[nodiscard]] bool isFlat() const;
    void setFlat(bool flat);

    //! In the model of the view that is shown.
    [[nodiscard]] QModelIndex currentIndex() const;
    //! The rows that an action on several is about, in any order; several are chosen with Ctrl and Shift.
    [[nodiscard]] QModelIndexList selectedRows() const;
    //! Makes the row current and visible, opening its folders; `index` may belong to either model.
    void setCurrentIndex(const QModelIndex &index);
    [[nodiscard]] QTreeView *currentView() const; //!< to place a menu, or to keep expansion
    [[nodiscard]] QTreeView *treeView() const;
    [[nodiscard]] QTreeView *listView() const;

    [[nodiscard]] StoreFilterValues storeFilter() const;
    void setStoreFilter(const StoreFilterValues &values);
    [[nodiscard]] QString pathFilter() const;
    //! "12 of 1,204" beside the path filter; empty hides it.
    void setMatches(const QString &text);
    void setCoverage(const Coverage &coverage);
    //! Shown in place of the views (no connection, no store yet). Nothing brings the views back.
    void showEmpty(const EmptyState &state);
    void showLoading(const QString &title);
    void showFailure(const FailureState &state);
    void showViews();

    void showBanner(const widgets::BannerMessage &message);
    void dismissBanner(const QString &id);

    [[nodiscard]] QByteArray saveState() const; //!< columns, sorting, the view that is shown
    bool restoreState(const QByteArray &state);

public slots:
    void focusView();
    void focusPathFilter();
    void showColumnsMenu(); //!< which columns are shown; by mouse it is the menu of the header

signals:
    void currentChanged(const QModelIndex &index); //!< the one row that is chosen; while there are several, nothing
    void selectionChanged();
    void activated(const QModelIndex &index); //!< Enter or double click: open it
    void contextMenuRequested(const QPoint &globalPosition, const QModelIndex &index);
    void storeFilterChanged(const panels::StoreFilterValues &values);
    void pathFilterChanged(const QString &text);
    void flatChanged(bool flat);
    //! A failed row was activated; an invalid index means the whole list.
    void retryRequested(const QModelIndex &index);
    void loadAllRequested();
    void cancelRequested();
    void emptyActionRequested();
    void wayOutRequested(presentation::WayOut way); //!< of a failure in place of the views
    void bannerActionTriggered(const QString &id, const QString &action);
    void bannerDismissed(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpView(QTreeView *view);
    void setUpFilters();
    void setModel(QTreeView *view, QAbstractItemModel *model);
    void activate(const QModelIndex &index);
    void showHeaderMenu(QTreeView *view, const QPoint &globalPosition);
    void fitColumns();
    void announceFilter();
    void announcePath();
    void updatePage();

    std::unique_ptr<Ui::StoresPanel> m_ui;
    QTimer *m_filterDelay;
    QTimer *m_pathDelay;
    StoreFilterValues m_announced;
    QString m_announcedPath;
    bool m_viewsShown = true;
    bool m_columnsChosen = false; //!< by the person; until then the width decides
};

} // namespace panels
