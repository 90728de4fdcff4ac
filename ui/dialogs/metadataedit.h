// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store.h"

#include <QList>
#include <QWidget>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace dialogs {

class FieldHint;

//! Pairs of key and value, checked while typing. Lengths are Unicode code points, as the service counts them.
class MetadataEdit : public QWidget
{
    Q_OBJECT
public:
    explicit MetadataEdit(QWidget *parent = nullptr);

    void setLimits(int pairs, int key, int value);
    void setMetadata(const core::Metadata &metadata);
    [[nodiscard]] core::Metadata metadata() const; //!< complete only while problem() is empty
    [[nodiscard]] QString problem() const; //!< a sentence, or empty

signals:
    void changed();

private:
    class Row;
    Row *addRow(const QString &key, const QString &value);
    void removeRow(Row *row);
    void check();

    QScrollArea *m_scroll;
    QVBoxLayout *m_rowsLayout;
    QPushButton *m_add;
    FieldHint *m_hint;
    QList<Row *> m_rows;
    int m_maxPairs = 16;
    int m_maxKey = 64;
    int m_maxValue = 512;
};

} // namespace dialogs
