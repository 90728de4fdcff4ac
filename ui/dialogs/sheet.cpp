// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/sheet.h"

#include "text/visible.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace dialogs {

Sheet::Sheet(QWidget *parent)
    : QDialog(parent)
{
    setWindowModality(Qt::WindowModal);
}

Sheet::~Sheet() = default;

void Sheet::adopt(const Parts &parts)
{
    m_parts = parts;
    m_message = new QWidget(this);
    auto *row = new QHBoxLayout(m_message);
    row->setContentsMargins(0, 0, 0, 0);
    m_messageIcon = new QLabel(m_message);
    m_messageIcon->setTextFormat(Qt::PlainText);
    m_messageText = new QLabel(m_message);
    m_messageText->setTextFormat(Qt::PlainText);
    m_messageText->setWordWrap(true);
    m_messageText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copyDetails = new QPushButton(tr("Copy details"), m_message);
    m_copyDetails->setAccessibleDescription(tr("Copies the request id and the technical words."));
    row->addWidget(m_messageIcon, 0, Qt::AlignTop);
    row->addWidget(m_messageText, 1);
    row->addWidget(m_copyDetails, 0, Qt::AlignTop);
    m_message->hide();
    connect(m_copyDetails, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_details); });

    auto *all = qobject_cast<QBoxLayout *>(layout());
    Q_ASSERT(all);
    all->insertWidget(all->indexOf(parts.buttons), m_message);
    connect(parts.buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    // Only the default button answers Enter; what merely has the focus does not.
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(false);
    QPushButton *cancel = parts.buttons->button(QDialogButtonBox::Cancel);
    if (parts.dangerous && cancel)
        cancel->setDefault(true);
    else if (parts.action)
        parts.action->setDefault(true);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    updateButtons();
}

void Sheet::setTarget(const Target &target)
{
    const QString connection = text::visible(target.connection);
    const QString store = text::visible(target.store);
    m_parts.target->setText(target.store.isEmpty() ? tr("Connection “%1”").arg(connection)
                                                   : tr("Connection “%1”, store “%2”").arg(connection, store));
}

void Sheet::setBusy(const QString &text)
{
    m_busy = true;
    setMessage(text, {}, false);
    m_parts.body->setEnabled(false);
    updateButtons();
}

void Sheet::setIdle()
{
    m_busy = false;
    m_message->hide();
    m_parts.body->setEnabled(true);
    updateButtons();
}

void Sheet::showFailure(const QString &sentence, const QString &details)
{
    setIdle();
    setMessage(sentence, details, true);
}

void Sheet::setMessage(const QString &text, const QString &details, bool failure)
{
    m_details = details;
    m_messageText->setText(text);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const QIcon icon = style()->standardIcon(failure ? QStyle::SP_MessageBoxWarning : QStyle::SP_BrowserReload);
    m_messageIcon->setPixmap(icon.pixmap(size));
    m_messageIcon->setAccessibleName(failure ? tr("Problem") : tr("Working"));
    m_copyDetails->setVisible(!details.isEmpty());
    m_message->show();
    if (isVisible())
        fitHeight();
}

void Sheet::setVisible(bool visible)
{
    if (visible && !testAttribute(Qt::WA_Resized)) {
        ensurePolished();
        resize(qMax(sizeHint().width(), minimumWidth()), 0);
        fitHeight();
    }
    QDialog::setVisible(visible);
}

void Sheet::fitHeight()
{
    // Wrapped labels guess their height for a narrower sheet; this one is as high as its texts need.
    layout()->activate();
    resize(width(),
        qMax(height(), layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height()));
}

void Sheet::setActionPossible(bool possible)
{
    m_possible = possible;
    updateButtons();
}

void Sheet::updateButtons()
{
    for (QAbstractButton *button : m_parts.buttons->buttons()) {
        if (m_parts.buttons->buttonRole(button) != QDialogButtonBox::RejectRole)
            button->setEnabled(!m_busy && (button != m_parts.action || m_possible));
    }
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    // Enter in a dangerous sheet reaches nothing but Cancel, and that only from the button itself: who types a word and
    // presses Enter out of habit neither does the deed nor loses the sheet.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_parts.dangerous) {
        QPushButton *cancel = m_parts.buttons->button(QDialogButtonBox::Cancel);
        if (cancel && (cancel->hasFocus() || !focusWidget()))
            cancel->click();
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace dialogs
