// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/copyablefield.h"

#include "text/visible.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/wrappedtext.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace widgets {

CopyableField::CopyableField(const QString &label, QWidget *parent)
    : QWidget(parent), m_label(new QLabel(this)), m_edit(new QLineEdit(this)), m_button(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_label);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_button);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setBuddy(m_edit);
    m_edit->setReadOnly(true);
    m_edit->setFrame(false);
    m_edit->setBackgroundRole(QPalette::Window);
    m_button->setIcon(QIcon::fromTheme(u"edit-copy"_s));
    m_button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::StrongFocus);
    //: Button beside a value
    m_button->setText(tr("Copy"));
    setFocusProxy(m_edit);
    connect(m_button, &QToolButton::clicked, this, &CopyableField::copy);
    setLabel(label);
}

void CopyableField::setLabel(const QString &label)
{
    m_label->setText(label);
    m_label->setVisible(!label.isEmpty());
    updateNames();
}

void CopyableField::setValue(const QString &value)
{
    setValue(value, value);
}

void CopyableField::setValue(const QString &value, const QString &shown)
{
    m_value = value;
    show(text::visible(shown));
    m_button->setEnabled(!value.isEmpty());
}

void CopyableField::show(const QString &shown)
{
    m_edit->setText(shown);
    m_edit->setCursorPosition(0);
    m_edit->setToolTip(plainToolTip(shown));
    if (m_wrapped)
        m_wrapped->showText(shown);
}

QString CopyableField::shownValue() const
{
    return m_edit->text();
}

void CopyableField::setWraps()
{
    if (m_wrapped)
        return;
    m_wrapped = new WrappedText(this);
    m_wrapped->setFont(m_edit->font());
    m_wrapped->showText(shownValue());
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->insertWidget(row->indexOf(m_edit), m_wrapped, 1, Qt::AlignTop);
    row->setAlignment(m_label, Qt::AlignTop);
    row->setAlignment(m_button, Qt::AlignTop);
    m_edit->hide();
    setFocusProxy(m_wrapped);
    m_label->setBuddy(m_wrapped);
    updateNames();
}

void CopyableField::setMonospaced(bool monospaced)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF()); // large type is large for ids, too
    m_edit->setFont(monospaced ? fixed : QFont());
    if (m_wrapped)
        m_wrapped->setFont(m_edit->font());
}

void CopyableField::showWhole()
{
    const QFontMetrics metrics(m_edit->font());
    const int whole = metrics.horizontalAdvance(m_edit->text()) + 2 * metrics.averageCharWidth();
    if (whole <= screen()->availableSize().width() * 3 / 5) // with very large type it is scrolled
        m_edit->setMinimumWidth(whole);
}

void CopyableField::copy()
{
    QGuiApplication::clipboard()->setText(m_value);
    emit copied(m_value);
}

void CopyableField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateNames();
}

void CopyableField::updateNames()
{
    const QString name = m_label->text().isEmpty() ? accessibleName() : m_label->text();
    m_edit->setAccessibleName(name);
    if (m_wrapped)
        m_wrapped->setAccessibleName(name);
    //: Accessible name of the button beside the value %1
    m_button->setAccessibleName(tr("Copy %1").arg(name));
}

} // namespace widgets
