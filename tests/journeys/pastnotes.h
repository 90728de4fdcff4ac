// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

//! A small store whose days are known: written 20 to 7 days ago, and yesterday changed, moved, deleted and added to.
namespace pastnotes {

inline QDateTime daysAgo(int days, int hour)
{
    return QDateTime(QDate::currentDate().addDays(-days), QTime(hour, 0));
}

inline QJsonObject version(const QString &action, int days, int hour, const QString &text = {})
{
    QJsonObject made{{QStringLiteral("action"), action},
                     {QStringLiteral("at"), daysAgo(days, hour).toUTC().toString(Qt::ISODateWithMs)}};
    if (!text.isEmpty())
        made.insert(QStringLiteral("content"), text);
    return made;
}

//! For service::importStores().
inline QByteArray store()
{
    const auto entry = [](const QString &path, const QJsonArray &versions) {
        return QJsonObject{{QStringLiteral("path"), path}, {QStringLiteral("versions"), versions}};
    };
    const QJsonArray entries{
        entry(QStringLiteral("notes/old.md"), {version(QStringLiteral("created"), 20, 9, QStringLiteral("old\n"))}),
        entry(QStringLiteral("notes/plan.md"), {version(QStringLiteral("created"), 9, 9, QStringLiteral("Plan A\nsame\n")), version(QStringLiteral("updated"), 1, 9, QStringLiteral("Plan B\nsame\n"))}),
        entry(QStringLiteral("fresh.md"), {version(QStringLiteral("created"), 1, 11, QStringLiteral("fresh\n"))}),
        entry(QStringLiteral("draft.md"), {version(QStringLiteral("created"), 7, 9, QStringLiteral("a text that moves\n")), version(QStringLiteral("deleted"), 1, 12)}),
        entry(QStringLiteral("final.md"), {version(QStringLiteral("created"), 1, 12, QStringLiteral("a text that moves\n"))}),
        entry(QStringLiteral("gone.md"), {version(QStringLiteral("created"), 8, 9, QStringLiteral("gone soon\n")), version(QStringLiteral("deleted"), 1, 10)})};
    const QJsonObject store{{QStringLiteral("name"), QStringLiteral("agent notes")}, {QStringLiteral("description"), QString()}, {QStringLiteral("metadata"), QJsonObject()},
                            {QStringLiteral("created_at"), version({}, 30, 1).value(QStringLiteral("at"))}, {QStringLiteral("entries"), entries}};
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("stores"), QJsonArray{store}}}).toJson();
}

} // namespace pastnotes
