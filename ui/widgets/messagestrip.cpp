// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/messagestrip.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/flowlayout.h"

#include <QAccessible>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace widgets {

namespace {

QColor colorOf(Severity severity, const Colors &colors)
{
    switch (severity) {
    case Severity::Info:
        return colors.accent;
    case Severity::Positive:
        return colors.positive;
    case Severity::Warning:
        return colors.warning;
    case Severity::Error:
        break;
    }
    return colors.error;
}

QLabel *selectableLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // Reached with Tab only through its buttons; a text is read with the strip's own name.
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

} // namespace

MessageStrip::MessageStrip(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(selectableLabel(this))
    , m_details(selectableLabel(this))
    , m_close(new QToolButton(this))
    , m_buttonRow(new QWidget(this))
    , m_buttons(new FlowLayout(m_buttonRow))
{
    m_buttons->setSpacing(6);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_icon, 0, 0, Qt::AlignTop);
    layout->addWidget(m_text, 0, 1);
    layout->addWidget(m_close, 0, 2, Qt::AlignTop);
    layout->addWidget(m_buttonRow, 1, 1, 1, 2);
    layout->addWidget(m_details, 2, 1, 1, 2);
    layout->setColumnStretch(1, 1);
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_close->setText(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss this message"));
    connect(m_close, &QToolButton::clicked, this, &MessageStrip::dismissed);
    m_tick.setInterval(250);
    connect(&m_tick, &QTimer::timeout, this, &MessageStrip::countDown);
    updateLook();
}

void MessageStrip::setMessage(const BannerMessage &message)
{
    m_message = message;
    m_text->setText(message.text);
    m_details->setText(message.details);
    m_details->setVisible(false);
    m_close->setVisible(message.dismissible);
    addButtons();
    m_shownFor.start();
    m_tick.start();
    countDown();
    updateLook();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageStrip::addButtons()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        // A button may be the one whose click is being handled.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](const QString &label) {
        auto *button = new QPushButton(m_buttonRow);
        button->setText(label);
        button->setAutoDefault(false);
        m_buttons->addWidget(button);
        button->show();
        return button;
    };
    for (const BannerAction &action : std::as_const(m_message.actions)) {
        auto *button = add(action.label);
        button->setObjectName(action.id);
        connect(button, &QPushButton::clicked, this, [this, id = action.id] { emit actionTriggered(id); });
    }
    if (!m_message.details.isEmpty()) {
        //: Button that shows what is technical about a message
        auto *details = add(tr("Details"));
        details->setObjectName(QStringLiteral("details"));
        details->setCheckable(true);
        connect(details, &QPushButton::toggled, m_details, &QLabel::setVisible);
        auto *copy = add(tr("Copy details"));
        copy->setObjectName(QStringLiteral("copyDetails"));
        connect(copy, &QPushButton::clicked, this,
                [this] { QGuiApplication::clipboard()->setText(m_message.details); });
    }
    m_buttonRow->setVisible(m_buttons->count() > 0);
}

void MessageStrip::countDown()
{
    const qint64 passed = m_shownFor.elapsed();
    bool waiting = false;
    for (const BannerAction &action : std::as_const(m_message.actions)) {
        if (action.waitSeconds <= 0)
            continue;
        const qint64 left = action.waitSeconds * qint64(1000) - passed;
        waiting = waiting || left > 0;
        for (auto *button : m_buttonRow->findChildren<QPushButton *>(action.id)) {
            button->setEnabled(left <= 0);
            //: a button that counts down: %1 is its label, %2 a number of seconds
            button->setText(left > 0 ? tr("%1 (in %L2 s)").arg(action.label).arg((left + 999) / 1000) : action.label);
            button->setToolTip(left > 0 ? tr("The service asked for a pause.") : QString());
        }
    }
    if (!waiting)
        m_tick.stop();
}

void MessageStrip::updateLook()
{
    QStyle::StandardPixmap pixmap = QStyle::SP_MessageBoxInformation;
    QString name = m_message.text;
    switch (m_message.severity) {
    case Severity::Info:
        break;
    case Severity::Positive:
        pixmap = QStyle::SP_DialogApplyButton;
        break;
    case Severity::Warning:
        pixmap = QStyle::SP_MessageBoxWarning;
        //: Accessible name of a message
        name = tr("Warning: %1").arg(m_message.text);
        break;
    case Severity::Error:
        pixmap = QStyle::SP_MessageBoxCritical;
        //: Accessible name of a message
        name = tr("Error: %1").arg(m_message.text);
        break;
    }
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(style()->standardIcon(pixmap, nullptr, this).pixmap(QSize(size, size), devicePixelRatioF()));
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton, nullptr, this));
    m_close->setAccessibleName(tr("Dismiss: %1").arg(m_message.text));
    setAccessibleName(name);
    update();
}

void MessageStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        updateLook();
}

void MessageStrip::paintEvent(QPaintEvent *)
{
    const Colors colors = colorsFor(palette());
    const QColor color = colorOf(m_message.severity, colors);
    QPainter painter(this);
    painter.fillRect(rect(), blend(palette().color(QPalette::Window), color, 0.14));
    const int bar = 4;
    painter.fillRect(isRightToLeft() ? QRect(width() - bar, 0, bar, height()) : QRect(0, 0, bar, height()), color);
}

} // namespace widgets
