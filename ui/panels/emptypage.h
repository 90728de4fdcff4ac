// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/panelstate.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <memory>

class QPushButton;

namespace Ui {
class EmptyPage;
}

namespace panels {

//! Stands where a list or a text would: nothing there yet, loading, or not readable, each with the next step.
class EmptyPage : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyPage(QWidget *parent = nullptr);
    ~EmptyPage() override;

    void showEmpty(const EmptyState &state);
    //! Stays blank for a moment, so that what is quick does not flicker.
    void showLoading(const QString &title);
    void showFailure(const FailureState &state);

signals:
    void actionRequested(); //!< the button of an empty state
    void retryRequested();
    void wayOutRequested(presentation::WayOut way);

private:
    void apply(const QString &title, const QString &text, const QString &details);
    void setWays(const QList<presentation::WayOut> &ways);

    std::unique_ptr<Ui::EmptyPage> m_ui;
    QList<QPushButton *> m_ways; //!< in front of *Retry*
    QString m_details;
    QTimer m_loadingDelay;
    QString m_loadingTitle;
};

} // namespace panels
