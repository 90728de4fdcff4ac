// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/activityfilterbar.h"
#include "ui/panels/panelstate.h"

#include <QModelIndex>
#include <QWidget>

#include <memory>

class QAbstractItemModel;
class QTreeView;

namespace Ui {
class MarksPanel;
}
namespace widgets {
struct BannerMessage;
}

namespace panels {

class ChangesPage;

//! What changed in a store since a mark: the marks, the entries that were written to, and what became of the current one.
//! Shows and asks; a controller decides.
class MarksPanel : public QWidget
{
    Q_OBJECT
public:
    explicit MarksPanel(QWidget *parent = nullptr);
    ~MarksPanel() override;

    //! What can be done with the chosen mark; a reason says why something cannot.
    struct MarkState
    {
        QString name;
        QString nameReason;   //!< the name cannot be changed
        QString removeReason;
        QString keepReason;
        QString restoreReason;
    };

    void setModel(QAbstractItemModel *model); //!< a presentation::PresentedSince; not owned
    void setSubject(const QString &store);
    void setMarks(const QList<MarkChoice> &marks, qint64 chosen);
    void setMarkState(const MarkState &state);
    void setMarkReason(const QString &whyNot); //!< why no mark can be set now
    void setSummary(const QString &text);
    void setCoverage(const Coverage &coverage);
    void showEmpty(const EmptyState &state);
    void showLoading(const QString &title);
    void showFailure(const FailureState &state);
    void showList();

    [[nodiscard]] QTreeView *view() const;
    [[nodiscard]] ChangesPage *changes() const;
    [[nodiscard]] qint64 chosenMark() const;
    [[nodiscard]] QModelIndexList chosenRows() const; //!< in the model of the view

    void showBanner(const widgets::BannerMessage &message);
    void dismissBanner(const QString &id);

public slots:
    void focusView();

signals:
    void shown();
    void markChosen(qint64 id);
    void nameChanged(const QString &name);
    void removeRequested();
    void markRequested();
    void keepRequested();
    void restoreRequested(bool chosenOnly);
    void currentChanged(const QModelIndex &index);
    void activated(const QModelIndex &index);
    void loadAllRequested();
    void cancelRequested();
    void retryRequested();
    void emptyActionRequested();
    void wayOutRequested(presentation::WayOut way);
    void bannerActionTriggered(const QString &id, const QString &action);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void setUpRestore();

    std::unique_ptr<Ui::MarksPanel> m_ui;
    QString m_name; //!< as it was told
};

} // namespace panels
