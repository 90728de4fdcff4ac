// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/restoredialog.h"

#include "text/visible.h"
#include "ui/presentation/relativetime.h"
#include "ui_restoredialog.h"

#include <QPushButton>

namespace dialogs {

namespace {

constexpr int typed = -1; // beside the moments, in the box

} // namespace

RestoreDialog::RestoreDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::RestoreDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Plan…"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    setMinimumWidth(fontMetrics().averageCharWidth() * 72);
    //: a moment to the second, in the letters of QDateTime::toString()
    m_ui->momentEdit->setDisplayFormat(tr("d MMM yyyy HH:mm:ss"));
    connect(m_ui->momentBox, &QComboBox::currentIndexChanged, this, &RestoreDialog::update);
    connect(m_ui->momentEdit, &QDateTimeEdit::dateTimeChanged, this, &RestoreDialog::update);
    connect(action, &QPushButton::clicked, this, [this] { emit planRequested(part(), moment()); });
    setMoments({}, typed);
    m_ui->momentBox->setFocus();
}

RestoreDialog::~RestoreDialog() = default;

void RestoreDialog::setParts(const QStringList &parts, int chosen)
{
    m_ui->partBox->clear();
    for (const QString &part : parts)
        m_ui->partBox->addItem(text::visible(part));
    m_ui->partBox->setCurrentIndex(chosen);
}

void RestoreDialog::setMoments(const QList<Moment> &moments, int chosen)
{
    const QSignalBlocker quiet(m_ui->momentBox);
    m_moments = moments;
    m_ui->momentBox->clear();
    for (qsizetype i = 0; i < moments.size(); ++i)
        m_ui->momentBox->addItem(text::visible(moments[i].words), int(i));
    m_ui->momentBox->addItem(tr("At another moment"), typed);
    m_ui->momentBox->setCurrentIndex(chosen >= 0 ? chosen : int(moments.size()));
    update();
}

void RestoreDialog::setLimits(const core::Timestamp &earliest, const core::Timestamp &now)
{
    if (!earliest.isNull())
        m_ui->momentEdit->setMinimumDateTime(earliest.local());
    m_ui->momentEdit->setMaximumDateTime(now.local());
    const QDateTime yesterday = now.local().addDays(-1);
    m_ui->momentEdit->setDateTime(earliest.isNull() || earliest.local() < yesterday ? yesterday : now.local());
}

int RestoreDialog::part() const
{
    return m_ui->partBox->currentIndex();
}

core::Timestamp RestoreDialog::moment() const
{
    const int index = m_ui->momentBox->currentData().toInt();
    return index == typed ? core::Timestamp::fromDateTime(m_ui->momentEdit->dateTime().toUTC()) : m_moments.at(index).at;
}

void RestoreDialog::update()
{
    const bool free = m_ui->momentBox->currentData().toInt() == typed;
    m_ui->momentEdit->setEnabled(free);
    if (!free) // what the chosen one means
        m_ui->momentEdit->setDateTime(moment().local());
    m_ui->utcLabel->setText(presentation::exactUtc(moment()));
}

} // namespace dialogs
