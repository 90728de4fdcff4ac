// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QModelIndex>
#include <QWidget>

#include <memory>

class QAbstractItemModel;

namespace Ui {
class FindPanel;
}

namespace panels {

//! *Find in store*: asks for a text and shows where it is, with progress, coverage and *Cancel*.
class FindPanel : public QWidget
{
    Q_OBJECT
public:
    explicit FindPanel(QWidget *parent = nullptr);
    ~FindPanel() override;

    void setModel(QAbstractItemModel *model); //!< not owned
    //! Where the search goes; empty: no store is open, and searching is off with that reason.
    void setStore(const QString &name);
    //! "Searched 40 of 1,204 entries, 3 hits". While `running`, *Cancel* stands in place of *Find*.
    void setProgress(const QString &text, int done, int total, bool running);
    [[nodiscard]] QString query() const;
    void setQuery(const QString &text);
    [[nodiscard]] Qt::CaseSensitivity caseSensitivity() const;

public slots:
    void focusQuery();

signals:
    void findRequested(const QString &text, Qt::CaseSensitivity sensitivity);
    void cancelRequested();
    void hitActivated(const QModelIndex &index);
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void start();
    void updateButtons();
    void updatePage();

    std::unique_ptr<Ui::FindPanel> m_ui;
    QString m_store;
    QString m_asked;
    bool m_running = false;
};

} // namespace panels
