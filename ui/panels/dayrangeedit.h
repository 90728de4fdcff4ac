// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>
#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class DayRangeEdit;
}

namespace panels {

//! Local calendar days, both ends included; either may be open.
struct DayRange
{
    std::optional<QDate> from;
    std::optional<QDate> to;

    [[nodiscard]] bool isOpen() const { return !from && !to; }
    friend bool operator==(const DayRange &, const DayRange &) = default;
};

//! "Any date", "From 1 May", "1 May – 20 May": short enough for a button.
QString dayRangeText(const DayRange &range);

//! "From" and "to", each switched on by its check box. An end that lies before the start is said beside the fields, and
//! is not announced.
class DayRangeEdit : public QWidget
{
    Q_OBJECT
public:
    explicit DayRangeEdit(QWidget *parent = nullptr);
    ~DayRangeEdit() override;

    //! "Created" gives the accessible names "Created from" and "Created to".
    void setSubject(const QString &subject);
    [[nodiscard]] DayRange range() const;
    void setRange(const DayRange &range);

signals:
    void rangeChanged();

private:
    void check();

    std::unique_ptr<Ui::DayRangeEdit> m_ui;
    DayRange m_announced;
};

} // namespace panels
