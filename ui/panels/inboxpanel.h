// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/panelstate.h"

#include <QDate>
#include <QModelIndex>
#include <QTimer>
#include <QWidget>

#include <memory>

class QAbstractButton;
class QAbstractItemModel;
class QAction;

namespace Ui {
class InboxPanel;
}
namespace widgets {
class RowList;
struct BannerMessage;
}

namespace panels {

class ChangesPage;

//! The versions of a store that nobody has looked at yet, what the current one changed, and how much was looked at. What can
//! be done with them are actions of the window, as buttons here. Shows and asks; a controller decides.
class InboxPanel : public QWidget
{
    Q_OBJECT
public:
    explicit InboxPanel(QWidget *parent = nullptr);
    ~InboxPanel() override;

    //! What the buttons do; they stay the caller's.
    struct Commands
    {
        QAction *review = nullptr;
        QAction *reviewEntry = nullptr;
        QAction *reviewAll = nullptr;
        QAction *undo = nullptr;
        QAction *takeBack = nullptr;
    };

    void setModel(QAbstractItemModel *model); //!< a presentation::PresentedInbox; not owned
    void setCommands(const Commands &commands);
    void setSubject(const QString &store);
    //! The day from which on is reviewed. Invalid: there is none yet.
    void setSince(const QDate &day);
    [[nodiscard]] bool showsAll() const;  //!< what was looked at, too
    [[nodiscard]] bool showsOwn() const;  //!< what was written from this computer, too
    void setSummary(const QString &text); //!< "98 % of the 1,234 writes since 1 May were looked at."
    void setCoverage(const Coverage &coverage);
    void showEmpty(const EmptyState &state);
    void showLoading(const QString &title);
    void showFailure(const FailureState &state);
    void showList();
    [[nodiscard]] bool isListShown() const;

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
    void currentChanged(const QModelIndex &index);
    void activated(const QModelIndex &index);
    void contextMenuRequested(const QPoint &globalPosition);
    void sinceChosen(const QDate &day);
    void choiceChanged(); //!< showsAll(), showsOwn()
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
    void setUpButtons();
    void follow(QAbstractButton &button, QAction *action);
    void showEmptyPage();

    std::unique_ptr<Ui::InboxPanel> m_ui;
    QTimer m_dateSettles; //!< whoever steps through days stops at one
};

} // namespace panels
