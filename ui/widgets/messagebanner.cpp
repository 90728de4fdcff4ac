// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/messagebanner.h"

#include "ui/widgets/messagestrip.h"

#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

MessageBanner::MessageBanner(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // Maximum would cut texts that wrap
    setAccessibleName(tr("Messages"));
    hide();
}

void MessageBanner::show(const BannerMessage &message)
{
    MessageStrip *strip = find(message.id);
    if (!strip) {
        strip = new MessageStrip(this);
        m_strips.append(strip);
        m_layout->addWidget(strip);
        connect(strip, &MessageStrip::actionTriggered, this,
                [this, id = message.id](const QString &action) { emit actionTriggered(id, action); });
        connect(strip, &MessageStrip::dismissed, this, [this, id = message.id] {
            remove(id);
            emit dismissed(id);
        });
    }
    strip->setMessage(message);
    strip->show();
    QWidget::show();
}

void MessageBanner::remove(const QString &id)
{
    MessageStrip *strip = find(id);
    if (!strip)
        return;
    m_strips.removeOne(strip);
    m_layout->removeWidget(strip);
    strip->hide();
    strip->deleteLater(); // it may be the one whose button was clicked
    if (m_strips.isEmpty())
        hide();
}

void MessageBanner::clear()
{
    while (!m_strips.isEmpty())
        remove(m_strips.first()->message().id);
}

bool MessageBanner::contains(const QString &id) const
{
    return find(id) != nullptr;
}

QList<BannerMessage> MessageBanner::messages() const
{
    QList<BannerMessage> messages;
    for (const MessageStrip *strip : m_strips)
        messages.append(strip->message());
    return messages;
}

MessageStrip *MessageBanner::find(const QString &id) const
{
    const auto found = std::find_if(m_strips.begin(), m_strips.end(),
                                    [&id](const MessageStrip *strip) { return strip->message().id == id; });
    return found == m_strips.end() ? nullptr : *found;
}

} // namespace widgets
