// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace widgets {

class WrappedText;

//! A labelled value that can be selected and copied: ids, hashes, times. What is shown has odd characters escaped; what
//! is copied is the exact value.
class CopyableField : public QWidget
{
    Q_OBJECT

public:
    explicit CopyableField(const QString &label, QWidget *parent = nullptr);

    void setLabel(const QString &label);   //!< empty: no label beside it, see setAccessibleName()
    void setValue(const QString &value);
    //! Something else to show than the value, for example a time in words.
    void setValue(const QString &value, const QString &shown);
    [[nodiscard]] QString value() const { return m_value; }
    [[nodiscard]] QString shownValue() const;
    void setMonospaced(bool monospaced);
    void setWraps(); //!< the value goes on in the next line where the width ends
    void showWhole(); //!< at least as wide as the value that is there

    void copy();

signals:
    void copied(const QString &value);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateNames();
    void show(const QString &shown);

    QLabel *m_label;
    QLineEdit *m_edit;
    WrappedText *m_wrapped = nullptr; //!< in its place
    QToolButton *m_button;
    QString m_value;
};

} // namespace widgets
