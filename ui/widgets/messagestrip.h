// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/messagebanner.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace widgets {

class FlowLayout;

//! One message of a MessageBanner.
class MessageStrip : public QFrame
{
    Q_OBJECT

public:
    explicit MessageStrip(QWidget *parent);

    void setMessage(const BannerMessage &message);
    [[nodiscard]] const BannerMessage &message() const { return m_message; }

signals:
    void actionTriggered(const QString &actionId);
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addButtons();
    void countDown();
    void updateLook();

    BannerMessage m_message;
    QTimer m_tick;           //!< while a button waits
    QElapsedTimer m_shownFor;
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_details;
    QToolButton *m_close;
    QWidget *m_buttonRow;
    FlowLayout *m_buttons;
};

} // namespace widgets
