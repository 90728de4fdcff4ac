// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QByteArray>

#include <memory>

namespace Ui {
class LinkDialog;
}

namespace dialogs {

//! Shows where a link in somebody's text really leads before it is opened, or why it is not (promise I4).
class LinkDialog : public Sheet
{
    Q_OBJECT
public:
    explicit LinkDialog(QWidget *parent = nullptr);
    ~LinkDialog() override;

    //! The address as it is written in the text.
    void setAddress(const QString &written);

signals:
    void openRequested(const QByteArray &address);
    void copyRequested(const QString &text);

private:
    std::unique_ptr<Ui::LinkDialog> m_ui;
    QByteArray m_address;
    QString m_copied;
};

} // namespace dialogs
