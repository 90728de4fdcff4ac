// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QFormLayout;

namespace dialogs {

struct FactRow
{
    QString label;
    QString value; //!< exact; copied as it is
    QString shown = {}; //!< instead of the value, for times in words
    bool fixedFont = false;
};

//! The facts of what an action is about to touch, one below the other, each in full and copyable.
class FactList : public QWidget
{
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);

    void setRows(const QList<FactRow> &rows);

private:
    QFormLayout *m_layout;
};

} // namespace dialogs
