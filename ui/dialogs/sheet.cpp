// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/sheet.h"

#include "text/visible.h"
#include "ui/dialogs/whynot.h"
#include "ui/widgets/flowlayout.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QStyle>

#include <utility>

namespace dialogs {

namespace {

//! The message is made last, but reached by the keyboard where it stands: between the fields and the buttons of the sheet.
void setMessageTabOrder(QList<QWidget *> message, const QDialogButtonBox &buttons)
{
    const QWidget *sheet = buttons.window();
    for (QWidget *at = sheet->nextInFocusChain(); at != sheet; at = at->nextInFocusChain()) {
        if (buttons.isAncestorOf(at) && at->focusPolicy() != Qt::NoFocus)
            message.append(at);
    }
    for (qsizetype i = 1; i < message.size(); ++i)
        QWidget::setTabOrder(message[i - 1], message[i]);
}

//! What a window manager puts around it; not known before the first show.
QSize frameRoom(const QWidget &sheet)
{
    return {8, sheet.style()->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, &sheet) + 8};
}

} // namespace

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
    auto *row = new QGridLayout(m_message);
    row->setContentsMargins(0, 0, 0, 0);
    row->setColumnStretch(1, 1);
    m_messageIcon = new QLabel(m_message);
    m_messageIcon->setTextFormat(Qt::PlainText);
    m_messageText = new QLabel(m_message);
    m_messageText->setTextFormat(Qt::PlainText);
    m_messageText->setWordWrap(true);
    m_messageText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_messageButtons = new QWidget(m_message);
    auto *buttons = new widgets::FlowLayout(m_messageButtons);
    buttons->setSpacing(6);
    m_copyDetails = new QPushButton(tr("Copy details"), m_messageButtons);
    buttons->addWidget(m_copyDetails);
    m_copyDetails->setAccessibleDescription(tr("Copies the request id and the technical words."));
    row->addWidget(m_messageIcon, 0, 0, Qt::AlignTop);
    row->addWidget(m_messageText, 0, 1);
    row->addWidget(m_messageButtons, 1, 1);
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
    setStoppable(false);
    m_message->hide();
    m_parts.body->setEnabled(true);
    updateButtons();
}

void Sheet::showFailure(const QString &sentence, const QString &details, const QList<presentation::WayOut> &ways)
{
    setIdle();
    setMessage(sentence, details, true, ways);
}

void Sheet::setMessage(const QString &text, const QString &details, bool failure,
                       const QList<presentation::WayOut> &ways)
{
    m_details = details;
    for (QPushButton *button : std::as_const(m_ways)) {
        button->hide();
        button->deleteLater(); // it may be the one whose click is being handled
    }
    m_ways.clear();
    m_messageButtons->layout()->removeWidget(m_copyDetails);
    for (const presentation::WayOut way : ways) {
        auto *button = new QPushButton(presentation::wordsFor(way), m_messageButtons);
        button->setAutoDefault(false);
        m_messageButtons->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, way] { emit wayOutRequested(way); });
        m_ways.append(button);
    }
    m_messageButtons->layout()->addWidget(m_copyDetails);
    QList<QWidget *> order = {m_messageText};
    for (QPushButton *way : std::as_const(m_ways))
        order.append(way);
    order.append(m_copyDetails);
    setMessageTabOrder(order, *m_parts.buttons);
    m_messageButtons->setVisible(!ways.isEmpty() || !details.isEmpty());
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
    // Large type asks for more than some screens have: the buttons stay in reach.
    if (visible)
        resize(size().boundedTo(screen()->availableSize() - frameRoom(*this)));
    QDialog::setVisible(visible);
}

void Sheet::fitHeight()
{
    // Wrapped labels guess their height for a narrower sheet; this one is as high as its texts need.
    layout()->activate();
    resize(width(),
        qMax(height(), layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height()));
}

void Sheet::setActionReason(const QString &whyNot)
{
    m_whyNot = whyNot;
    updateButtons();
}

void Sheet::setStoppable(bool stoppable)
{
    if (m_stoppable == stoppable)
        return;
    m_stoppable = stoppable;
    m_parts.buttons->button(QDialogButtonBox::Cancel)->setEnabled(true);
}

void Sheet::reject()
{
    if (!m_stoppable) {
        QDialog::reject();
        return;
    }
    QPushButton *cancel = m_parts.buttons->button(QDialogButtonBox::Cancel);
    if (!cancel->isEnabled())
        return; // asked already
    cancel->setEnabled(false);
    emit stopRequested();
}

void Sheet::updateButtons()
{
    for (QAbstractButton *button : m_parts.buttons->buttons()) {
        if (m_parts.buttons->buttonRole(button) == QDialogButtonBox::RejectRole)
            continue;
        if (m_busy)
            setReason(*button, m_messageText->text());
        else
            setReason(*button, button == m_parts.action ? m_whyNot : QString());
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
