// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

//! <name> becomes what was captured, <repeat 3 x> becomes xxx.
QByteArray expand(const QByteArray &text, const Captures &captures)
{
    static const QRegularExpression macro(u"<(?:repeat (\\d+) ([^>]*)|(\\w+))>"_s);
    const QString source = QString::fromUtf8(text);
    QString result;
    qsizetype at = 0;
    for (auto it = macro.globalMatch(source); it.hasNext();) {
        const auto match = it.next();
        result += QStringView(source).mid(at, match.capturedStart() - at);
        if (match.hasCaptured(3) && !match.captured(3).isEmpty())
            result += captures.value(match.captured(3), match.captured(0));
        else
            result += match.captured(2).repeated(match.captured(1).toInt());
        at = match.capturedEnd();
    }
    result += QStringView(source).mid(at);
    return result.toUtf8();
}

bool isHeader(const QByteArray &line)
{
    static const QRegularExpression header(u"^[A-Za-z-]+: "_s);
    return header.match(QString::fromUtf8(line)).hasMatch();
}

//! Lines up to the next one that starts with one of the marks, without trailing empty ones.
QByteArray takeText(const QList<QByteArray> &lines, qsizetype &at)
{
    QByteArray text;
    while (at < lines.size() && !lines.at(at).startsWith("=> ") && !lines.at(at).startsWith("## "))
        text += lines.at(at++) + '\n';
    return text.trimmed();
}

QString check(const Step &step, const RawReply &reply, Captures &captures)
{
    if (reply.status != step.status)
        return u"status %1, expected %2: %3"_s.arg(reply.status).arg(step.status).arg(QString::fromUtf8(reply.body.left(300)));
    for (const auto &[name, value] : step.replyHeaders) {
        const QString found = difference(QString::fromLatin1(reply.header(name)), QString::fromUtf8(value), captures,
                                         QString::fromLatin1(name));
        if (!found.isEmpty())
            return found;
    }
    if (step.replyBody.isEmpty())
        return reply.body.isEmpty() ? QString() : u"no body was expected: "_s + QString::fromUtf8(reply.body.left(300));
    QJsonParseError error;
    const auto expected = QJsonDocument::fromJson(expand(step.replyBody, captures), &error);
    if (error.error != QJsonParseError::NoError)
        return u"the expectation is no JSON: "_s + error.errorString();
    const auto actual = QJsonDocument::fromJson(reply.body, &error);
    if (error.error != QJsonParseError::NoError)
        return u"the reply is no JSON: "_s + error.errorString();
    const QString found = difference(actual.object(), expected.object(), captures, u"$"_s);
    return found.isEmpty() ? QString() : found + u" in "_s + QString::fromUtf8(reply.body.left(600));
}

} // namespace

QList<Step> readScenario(const QString &fileName, QString &problem)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        problem = file.errorString();
        return {};
    }
    const QList<QByteArray> lines = file.readAll().split('\n');
    QList<Step> steps;
    for (qsizetype at = 0; at < lines.size();) {
        if (!lines.at(at).startsWith("## ")) {
            ++at;
            continue;
        }
        Step step;
        step.line = int(at) + 1;
        step.title = QString::fromUtf8(lines.at(at++).mid(3));
        const QByteArray first = lines.value(at++);
        step.method = first.left(first.indexOf(' '));
        step.target = first.mid(first.indexOf(' ') + 1);
        while (isHeader(lines.value(at)))
            step.headers.append(lines.at(at++));
        step.body = takeText(lines, at);
        if (!lines.value(at).startsWith("=> ")) {
            problem = u"line %1: no expected status"_s.arg(at + 1);
            return {};
        }
        step.status = lines.at(at++).mid(3).trimmed().toInt();
        while (isHeader(lines.value(at))) {
            const QByteArray header = lines.at(at++);
            step.replyHeaders.append({header.left(header.indexOf(':')), header.mid(header.indexOf(':') + 2)});
        }
        step.replyBody = takeText(lines, at);
        steps.append(step);
    }
    return steps;
}

QString runScenario(const QList<Step> &steps, ServiceProcess &service)
{
    Captures captures;
    captures.insert(u"port"_s, QString::number(service.port()));
    captures.insert(u"token"_s, QString::fromLatin1(service.token()));
    for (const Step &step : steps) {
        QList<QByteArray> headers;
        for (const QByteArray &header : step.headers)
            headers.append(expand(header, captures));
        const RawReply reply = service.request(step.method, expand(step.target, captures), expand(step.body, captures), headers);
        const QString found = check(step, reply, captures);
        if (!found.isEmpty())
            return u"line %1 (%2): %3"_s.arg(step.line).arg(step.title, found);
    }
    return {};
}
