// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace dialogs {
class LinkDialog;
}

namespace controllers {

class Desktop;

//! A link of somebody's text was clicked: shows where it leads, and opens it when the person says so.
class LinkController : public QObject
{
    Q_OBJECT
public:
    LinkController(const Desktop &desktop, QWidget &window);

    //! `target` as it is written in the text.
    void open(const QString &target);

private:
    const Desktop &m_desktop;
    QWidget &m_window;
    QPointer<dialogs::LinkDialog> m_dialog;
};

} // namespace controllers
