// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>
#include <QPointer>

namespace dialogs {

//! The line below a field: a hint, or what is wrong with what was typed. The problem has a sign and a colour, and is
//! the accessible description of the field.
class FieldHint : public QLabel
{
    Q_OBJECT
public:
    explicit FieldHint(QWidget *parent = nullptr);

    void setField(QWidget *field);
    void setHint(const QString &hint);
    void setProblem(const QString &problem); //!< empty: the hint again
    [[nodiscard]] const QString &problem() const { return m_problem; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void update();
    void updateColor();

    QPointer<QWidget> m_field;
    QString m_hint;
    QString m_problem;
    bool m_coloring = false;
};

} // namespace dialogs
