// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QVBoxLayout;

namespace widgets {

class MessageStrip;

enum class Severity { Info, Positive, Warning, Error };

struct BannerAction
{
    QString id;
    QString label;
    int waitSeconds = 0; //!< until then its button is off and counts down
};

//! A message is data (R22): what happened, the ways out, and what to quote when asking for help.
struct BannerMessage
{
    QString id;                     //!< the same id replaces
    Severity severity = Severity::Info;
    QString text;                   //!< plain, may contain words from outside
    QList<BannerAction> actions = {};
    QString details = {};           //!< request id and the like; can be shown and copied
    bool dismissible = true;
};

//! Messages on top of the panel that they concern, stacked in the order of their coming. Takes no room when empty.
class MessageBanner : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBanner(QWidget *parent = nullptr);

    void show(const BannerMessage &message); //!< adds, or replaces in place
    void remove(const QString &id);
    void clear();
    [[nodiscard]] bool contains(const QString &id) const;
    [[nodiscard]] QList<BannerMessage> messages() const;
    using QWidget::show;

signals:
    //! The message stays until someone removes it.
    void actionTriggered(const QString &messageId, const QString &actionId);
    //! A person closed it; it is already gone.
    void dismissed(const QString &id);

private:
    [[nodiscard]] MessageStrip *find(const QString &id) const;

    QVBoxLayout *m_layout;
    QList<MessageStrip *> m_strips; //!< from top to bottom
};

} // namespace widgets
