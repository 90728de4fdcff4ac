// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailspage.h"

#include "text/visible.h"
#include "ui/panels/titleline.h"
#include "ui/widgets/copyablefield.h"
#include "ui/widgets/taborder.h"
#include "ui_detailspage.h"

#include <QFormLayout>
#include <QLabel>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace panels {

namespace {

bool sameRow(const presentation::DetailRow &a, const presentation::DetailRow &b)
{
    return a.label == b.label && a.value == b.value && a.copyText == b.copyText && a.monospace == b.monospace;
}

bool sameSections(const QList<DetailSection> &a, const QList<DetailSection> &b)
{
    return std::ranges::equal(a, b, [](const DetailSection &x, const DetailSection &y) {
        return x.heading == y.heading && std::ranges::equal(x.rows, y.rows, sameRow);
    });
}

} // namespace

DetailsPage::DetailsPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DetailsPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->curlButton, &QPushButton::clicked, this, &DetailsPage::copyAsCurlRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &DetailsPage::emptyActionRequested);
    makeTitle(*m_ui->titleEdit);
    showEmpty({tr("Nothing selected"), tr("Select a store, an entry or a version to see its fields.")});
}

DetailsPage::~DetailsPage() = default;

void DetailsPage::setDetails(const QString &title, const QList<presentation::DetailRow> &rows)
{
    setDetails(title, QList<DetailSection>{{{}, rows}});
}

void DetailsPage::setDetails(const QString &title, const QList<DetailSection> &sections)
{
    const bool sameTitle = title == m_title;
    m_ui->header->show();
    m_ui->pages->setCurrentWidget(m_ui->scrollArea);
    if (sameTitle && sameSections(sections, m_sections))
        return;
    m_title = title;
    m_sections = sections;
    m_ui->titleEdit->setText(text::visible(title));
    m_ui->titleEdit->setCursorPosition(0);
    const int scroll = m_ui->scrollArea->verticalScrollBar()->value();
    rebuild();
    if (sameTitle)
        m_ui->scrollArea->verticalScrollBar()->setValue(scroll);
}

void DetailsPage::setCanCopyAsCurl(bool can) { m_ui->curlButton->setEnabled(can); }

void DetailsPage::showEmpty(const EmptyState &state)
{
    m_title.clear();
    m_sections.clear();
    m_ui->header->hide();
    m_ui->emptyPage->showEmpty(state);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void DetailsPage::rebuild()
{
    auto *contents = new QWidget; // the scroll area deletes the one before
    contents->setAutoFillBackground(false);
    QPalette through; // values stand on the page, not in fields
    through.setColor(QPalette::Base, Qt::transparent);
    contents->setPalette(through);
    auto *form = new QFormLayout(contents);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setVerticalSpacing(4);
    for (const DetailSection &section : m_sections) {
        if (!section.heading.isEmpty()) {
            auto *heading = new QLabel(section.heading, contents);
            heading->setTextFormat(Qt::PlainText);
            heading->setWordWrap(true);
            QFont bold = heading->font();
            bold.setBold(true);
            heading->setFont(bold);
            form->addRow(heading);
        }
        for (const presentation::DetailRow &row : section.rows) {
            auto *label = new QLabel(row.label, contents);
            label->setTextFormat(Qt::PlainText);
            auto *field = new widgets::CopyableField({}, contents);
            field->setWraps();
            // Two lines (local and UTC time) go side by side: a field has one.
            field->setValue(
                row.copyText.isEmpty() ? row.value : row.copyText, QString(row.value).replace(u'\n', u" \u00B7 "_s));
            field->setMonospaced(row.monospace);
            field->setAccessibleName(row.label);
            field->setLabel({}); // tells its parts the name
            form->addRow(label, field);
        }
    }
    m_ui->scrollArea->setWidget(contents);
    contents->show();
    widgets::placeInTabOrder(*m_ui->scrollArea);
}

} // namespace panels
