// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/dayrangeedit.h"

#include "ui_dayrangeedit.h"

#include <QLocale>

namespace panels {

namespace {

QString dayText(QDate day)
{
    //: a day of this year, QLocale's format: "1 May"
    return QLocale().toString(
        day, day.year() == QDate::currentDate().year() ? DayRangeEdit::tr("d MMM") : DayRangeEdit::tr("d MMM yyyy"));
}

} // namespace

QString dayRangeText(const DayRange &range)
{
    if (range.from && range.to)
        return DayRangeEdit::tr("%1 – %2").arg(dayText(*range.from), dayText(*range.to));
    if (range.from)
        return DayRangeEdit::tr("From %1").arg(dayText(*range.from));
    if (range.to)
        return DayRangeEdit::tr("To %1").arg(dayText(*range.to));
    return DayRangeEdit::tr("Any date");
}

DayRangeEdit::DayRangeEdit(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DayRangeEdit>())
{
    m_ui->setupUi(this);
    const QDate today = QDate::currentDate();
    m_ui->fromEdit->setDate(today.addMonths(-1));
    m_ui->toEdit->setDate(today);
    for (QDateEdit *edit : {m_ui->fromEdit, m_ui->toEdit})
        edit->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat).contains(QStringLiteral("yyyy"))
                ? QLocale().dateFormat(QLocale::ShortFormat)
                : QStringLiteral("yyyy-MM-dd"));
    connect(m_ui->fromCheck, &QCheckBox::toggled, m_ui->fromEdit, &QWidget::setEnabled);
    connect(m_ui->toCheck, &QCheckBox::toggled, m_ui->toEdit, &QWidget::setEnabled);
    connect(m_ui->fromCheck, &QCheckBox::toggled, this, &DayRangeEdit::check);
    connect(m_ui->toCheck, &QCheckBox::toggled, this, &DayRangeEdit::check);
    connect(m_ui->fromEdit, &QDateEdit::dateChanged, this, &DayRangeEdit::check);
    connect(m_ui->toEdit, &QDateEdit::dateChanged, this, &DayRangeEdit::check);
    setFocusProxy(m_ui->fromCheck);
    setSubject({});
}

DayRangeEdit::~DayRangeEdit() = default;

void DayRangeEdit::setSubject(const QString &subject)
{
    //: %1 is "Created" or "Written", or empty
    const QString from = tr("%1 from").arg(subject).trimmed();
    //: %1 is "Created" or "Written", or empty
    const QString to = tr("%1 to").arg(subject).trimmed();
    m_ui->fromCheck->setAccessibleName(tr("Limit: %1").arg(from));
    m_ui->toCheck->setAccessibleName(tr("Limit: %1").arg(to));
    m_ui->fromEdit->setAccessibleName(from);
    m_ui->toEdit->setAccessibleName(to);
}

DayRange DayRangeEdit::range() const
{
    DayRange range;
    if (m_ui->fromCheck->isChecked())
        range.from = m_ui->fromEdit->date();
    if (m_ui->toCheck->isChecked())
        range.to = m_ui->toEdit->date();
    return range;
}

void DayRangeEdit::setRange(const DayRange &range)
{
    if (range.from)
        m_ui->fromEdit->setDate(*range.from);
    if (range.to)
        m_ui->toEdit->setDate(*range.to);
    m_ui->fromCheck->setChecked(range.from.has_value());
    m_ui->toCheck->setChecked(range.to.has_value());
    check();
}

void DayRangeEdit::check()
{
    const DayRange now = range();
    const bool backwards = now.from && now.to && *now.to < *now.from;
    m_ui->problemLabel->setVisible(backwards);
    m_ui->toEdit->setAccessibleDescription(backwards ? m_ui->problemLabel->text() : QString());
    if (backwards || now == m_announced)
        return;
    m_announced = now;
    emit rangeChanged();
}

} // namespace panels
