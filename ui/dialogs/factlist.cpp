// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/factlist.h"

#include "ui/widgets/copyablefield.h"
#include "ui/widgets/taborder.h"

#include <QFormLayout>
#include <QLabel>

namespace dialogs {

namespace {

constexpr qsizetype longestId = 64; // a SHA-256

} // namespace

FactList::FactList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
{
    QPalette through; // values stand on the sheet, not in fields
    through.setColor(QPalette::Base, Qt::transparent);
    setPalette(through);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setVerticalSpacing(2);
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
}

void FactList::setRows(const QList<FactRow> &rows)
{
    while (m_layout->rowCount() > 0)
        m_layout->removeRow(0);
    for (const FactRow &row : rows) {
        auto *label = new QLabel(row.label, this);
        label->setTextFormat(Qt::PlainText);
        auto *field = new widgets::CopyableField({}, this);
        if (row.shown.isEmpty())
            field->setValue(row.value);
        else
            field->setValue(row.value, row.shown);
        field->setMonospaced(row.fixedFont);
        if (row.fixedFont && row.value.size() <= longestId) // what is compared is not cut
            field->showWhole();
        field->setAccessibleName(row.label);
        field->setLabel({}); // tells its parts the name
        field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); // never squeezed
        m_layout->addRow(label, field);
    }
    widgets::placeInTabOrder(*this);
}

} // namespace dialogs
