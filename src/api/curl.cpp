// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/curl.h"

#include "core/utf8.h"
#include "wire/jsonreader.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace api {

namespace {

//! As the documentation prints bodies: a member a line.
QString prettyBody(const QByteArray &body)
{
    const auto json = wire::readJson(body);
    if (!json || json->type != wire::Json::Type::Object || json->children.empty())
        return core::decodeUtf8(body).value_or(QString());
    QStringList lines;
    for (const wire::Json &member : json->children) {
        QByteArray name;
        wire::appendJsonString(name, member.name);
        lines.append(u"    "_s + core::decodeUtf8(name).value_or(QString()) + u": "_s + wire::toCompactText(member));
    }
    return u"{\n"_s + lines.join(u",\n"_s) + u"\n  }"_s;
}

//! Inside of single quotes a shell knows nothing but their end.
QString singleQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

//! One word of a shell's line from `at` on; moves behind it.
QString shellWord(const QString &text, qsizetype &at)
{
    QString word;
    QChar quote;
    for (; at < text.size(); ++at) {
        const QChar c = text[at];
        if (!quote.isNull()) {
            const bool escapes = quote == u'"' && c == u'\\' && at + 1 < text.size()
                && (text[at + 1] == u'"' || text[at + 1] == u'\\' || text[at + 1] == u'$' || text[at + 1] == u'`');
            if (c == quote)
                quote = QChar();
            else
                word += escapes ? text[++at] : c;
        } else if (c == u'\'' || c == u'"') {
            quote = c;
        } else if (c == u'\\' && at + 1 < text.size()) {
            word += text[++at];
        } else if (c.isSpace()) {
            break;
        } else {
            word += c;
        }
    }
    return word;
}

QStringList shellWords(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s).replace(u"\\\n"_s, u" "_s);
    QStringList words;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace())
            ++at;
        else
            words.append(shellWord(text, at));
    }
    return words;
}

QString tokenOf(const QString &header)
{
    const qsizetype colon = header.indexOf(u':');
    if (header.left(colon).trimmed().compare(u"authorization"_s, Qt::CaseInsensitive) != 0)
        return {};
    const QString value = header.mid(colon + 1).trimmed();
    if (!value.startsWith(u"bearer "_s, Qt::CaseInsensitive))
        return {};
    const QString token = value.mid(7).trimmed();
    const bool placeholder = token.startsWith(u'$') || token.startsWith(u'<') || token.startsWith(u'{')
        || token.startsWith(u'%') || token.contains(u"..."_s);
    return placeholder ? QString() : token;
}

QString baseUrlOf(QString url)
{
    for (const QChar end : {u'?', u'#'}) {
        if (const qsizetype at = url.indexOf(end); at >= 0)
            url.truncate(at);
    }
    if (const qsizetype route = url.indexOf(u"/memory_stores"_s); route >= 0)
        url.truncate(route);
    while (url.endsWith(u'/'))
        url.chop(1);
    return url;
}

bool isUrl(const QString &word)
{
    return word.startsWith(u"https://"_s, Qt::CaseInsensitive) || word.startsWith(u"http://"_s, Qt::CaseInsensitive);
}

//! The value of an option, glued to it or the next word.
std::optional<QString> optionValue(const QStringList &words, qsizetype &i, const QString &brief, const QString &full)
{
    const QString &word = words[i];
    if (word == brief || word == full)
        return i + 1 < words.size() ? words[++i] : QString();
    if (word.startsWith(full + u'='))
        return word.mid(full.size() + 1);
    if (!word.startsWith(u"--"_s) && word.startsWith(brief))
        return word.mid(brief.size());
    return std::nullopt;
}

} // namespace

QString asCurl(const QUrl &baseUrl, const Request &request)
{
    const QString lineBreak = u" \\\n  "_s;
    const QString url = QString::fromLatin1(baseUrl.toEncoded() + request.path + encodedQuery(request));
    QString line = u"curl -X %1 \"%2\""_s.arg(QString::fromLatin1(verbName(request.verb)), url);
    line += lineBreak + u"-H \"Authorization: Bearer $QODER_PAT\""_s;
    if (request.body) {
        line += lineBreak + u"-H \"Content-Type: application/json\""_s;
        line += lineBreak + u"-d "_s + singleQuoted(prettyBody(*request.body));
    }
    return line;
}

std::optional<CurlLine> parseCurl(const QString &text)
{
    if (text.size() > 1024 * 1024)
        return std::nullopt;
    QStringList words = shellWords(text);
    if (!words.isEmpty() && words.first() == u"$")
        words.removeFirst(); // a copied prompt
    if (words.isEmpty() || (words.first() != u"curl" && words.first() != u"curl.exe"))
        return std::nullopt;
    CurlLine result;
    for (qsizetype i = 1; i < words.size(); ++i) {
        if (const auto header = optionValue(words, i, u"-H"_s, u"--header"_s)) {
            if (const QString token = tokenOf(*header); !token.isEmpty())
                result.token = token;
        } else if (optionValue(words, i, u"-d"_s, u"--data"_s)) {
            continue; // a body may have anything in it
        } else if (words[i] == u"--url" && i + 1 < words.size()) {
            result.baseUrl = baseUrlOf(words[++i]);
        } else if (isUrl(words[i]) && result.baseUrl.isEmpty()) {
            result.baseUrl = baseUrlOf(words[i]);
        }
    }
    if (result.baseUrl.isEmpty())
        return std::nullopt;
    return result;
}

} // namespace api
