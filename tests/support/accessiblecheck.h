// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QFont>
#include <QLabel>
#include <QLineEdit>
#include <QStringList>
#include <QWidget>

//! Checks over whole windows: what a person without sight or with large type needs.
namespace support {

inline QString describe(const QWidget *widget)
{
    QStringList chain;
    for (const QWidget *at = widget; at; at = at->parentWidget())
        chain.prepend(QString::fromLatin1(at->metaObject()->className()) + u'(' + at->objectName() + u')');
    return chain.join(u'/');
}

//! A line edit inside a combo or spin box speaks through it, and so does the clear button of a line edit.
inline bool isInnerPart(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent)
        || qobject_cast<const QLineEdit *>(parent);
}

//! Widgets below `root` that take the focus, are shown, and say nothing to a screen reader.
inline QStringList unnamedWidgets(const QWidget *root)
{
    QStringList found;
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(root) || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy()
            || isInnerPart(widget) || widget->isWindow())
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).trimmed().isEmpty())
            found.append(describe(widget));
    }
    return found;
}

//! Visible buttons, fields and labels below `root` with less room than they need: buttons their size hint, fields their
//! height and least width, wrapped labels the height of their lines.
inline QStringList squeezedWidgets(const QWidget *root)
{
    QStringList found;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(root) || isInnerPart(widget) || widget->isWindow())
            continue;
        QSize needed;
        if (qobject_cast<const QAbstractButton *>(widget)) {
            needed = widget->sizeHint();
        } else if (qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QAbstractSpinBox *>(widget)) {
            needed = {widget->minimumSizeHint().width(), widget->sizeHint().height()};
        } else if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            needed = label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->minimumSizeHint();
        } else {
            continue;
        }
        if (widget->width() < needed.width() || widget->height() < needed.height())
            found.append(QStringLiteral("%1 is %2x%3, needs %4x%5")
                             .arg(describe(widget))
                             .arg(widget->width())
                             .arg(widget->height())
                             .arg(needed.width())
                             .arg(needed.height()));
    }
    return found;
}

//! Type of 200 % while it lives; widgets made meanwhile have it.
class LargeType
{
public:
    LargeType()
        : m_before(QApplication::font())
    {
        QFont large = m_before;
        large.setPointSizeF(m_before.pointSizeF() * 2);
        QApplication::setFont(large);
    }
    ~LargeType() { QApplication::setFont(m_before); }
    Q_DISABLE_COPY_MOVE(LargeType)

private:
    QFont m_before;
};

} // namespace support
