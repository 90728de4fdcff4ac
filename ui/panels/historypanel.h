// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"
#include "ui/panels/dayrangeedit.h"
#include "ui/panels/panelstate.h"

#include <QModelIndex>
#include <QPersistentModelIndex>
#include <QWidget>

#include <memory>
#include <optional>

class QAbstractItemModel;
class QItemSelection;
class QListView;

namespace presentation {
class HistoryDelegate;
}
namespace Ui {
class HistoryPanel;
}
namespace widgets {
class StepChart;
struct BannerMessage;
}

namespace panels {

struct HistoryFilterValues
{
    std::optional<core::Action> action; //!< nothing: all
    bool redactedOnly = false;
    DayRange days;

    friend bool operator==(const HistoryFilterValues &, const HistoryFilterValues &) = default;
};

//! The versions of one entry or of a whole store, newest first. One or two can be chosen; a third lets go of the one
//! that was chosen first. Space previews, M marks a version, and Enter on another compares the two.
class HistoryPanel : public QWidget
{
    Q_OBJECT
public:
    enum class Command { Compare, Restore, Redact };
    Q_ENUM(Command)

    explicit HistoryPanel(QWidget *parent = nullptr);
    ~HistoryPanel() override;

    //! What is marked for comparison, wherever it is; empty: nothing.
    void setBase(const QString &label);
    void setModel(QAbstractItemModel *model); //!< a presentation::PresentedHistory; not owned
    //! Whose history this is: the path of an entry, or the name of a store with the scope "whole store". With a scope
    //! the rows show their paths.
    void setSubject(const QString &subject, const QString &scope = {});
    void setCoverage(const Coverage &coverage);
    //! A disabled button tells the reason in its tooltip and its accessible description.
    void setActionState(Command command, bool enabled, const QString &reason = {});
    void showEmpty(const EmptyState &state);
    void showLoading(const QString &title);
    void showFailure(const FailureState &state);
    void showList();

    //! In the order in which they were chosen.
    [[nodiscard]] QList<QModelIndex> selection() const;
    void setSelection(const QList<QModelIndex> &indexes);
    [[nodiscard]] QModelIndex currentIndex() const;
    [[nodiscard]] HistoryFilterValues filter() const;
    void setFilter(const HistoryFilterValues &values);
    [[nodiscard]] QListView *view() const;
    //! Whether an earlier life can be asked for, and what came of it, in words.
    void setEarlierPossible(bool possible);
    void setEarlierWords(const QString &words);
    void setEarlierChecked(bool checked); //!< announces nothing
    void setShowsPaths(bool shows);
    [[nodiscard]] widgets::StepChart *sizeChart() const; //!< hidden until it has something to show

    void showBanner(const widgets::BannerMessage &message);
    void dismissBanner(const QString &id);

public slots:
    void focusView();
    void selectNewer();
    void selectOlder();

signals:
    void selectionChanged(const QList<QModelIndex> &indexes);
    void activated(const QModelIndex &index); //!< Enter, double click: show its text
    void previewRequested(const QModelIndex &index); //!< Space: show its text, the list keeps the keyboard
    void compareRequested(); //!< the one or two that are chosen
    void restoreRequested();
    void redactRequested();
    void markRequested(const QModelIndex &index);
    void baseReleased();
    void compareWithBaseRequested(const QModelIndex &index); //!< Enter while something is marked
    void earlierLifeToggled(bool wanted);
    void filterChanged(const panels::HistoryFilterValues &values);
    void contextMenuRequested(const QPoint &globalPosition, const QModelIndex &index);
    void loadAllRequested();
    void cancelRequested();
    void retryRequested();
    void emptyActionRequested();
    void wayOutRequested(presentation::WayOut way); //!< of a failure in place of the list
    void bannerActionTriggered(const QString &id, const QString &action);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpFilters();
    void setUpList();
    void followSelection(const QItemSelection &selected, const QItemSelection &deselected);
    void forget();
    void announceFilter();
    void activate(const QModelIndex &index);
    void step(int rows);

    std::unique_ptr<Ui::HistoryPanel> m_ui;
    presentation::HistoryDelegate *m_delegate;
    QList<QPersistentModelIndex> m_chosen;
    bool m_hasBase = false;
    HistoryFilterValues m_announced;
    bool m_settingSelection = false;
};

} // namespace panels
