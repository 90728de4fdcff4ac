// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/link.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace text {

namespace {

constexpr qsizetype longest = 2048;

//! "javascript" of "javascript:alert(1)", by RFC 3986; empty for "a/b:c", "-x" and the like.
QString schemeOf(const QString &target)
{
    const qsizetype colon = target.indexOf(u':');
    if (colon < 1 || !target.at(0).isLetter())
        return {};
    const QString scheme = target.left(colon).toLower();
    const bool plain = std::all_of(scheme.begin(), scheme.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || c.isDigit() || c == u'+' || c == u'-' || c == u'.';
    });
    return plain ? scheme : QString();
}

//! Directions, zero widths, tags: what makes an address look like another one.
bool isHiding(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Format || category == QChar::Other_PrivateUse || category == QChar::Other_NotAssigned
        || category == QChar::Other_Surrogate || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x034F;
}

bool isBreaking(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Separator_Space || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || c == U'\\';
}

} // namespace

Link linkOf(const QString &target)
{
    using Problem = Link::Problem;
    Link link;
    link.scheme = schemeOf(target);
    if (target.size() > longest) {
        link.problem = Problem::TooLong;
        return link;
    }
    const QList<uint> characters = target.toUcs4();
    if (std::any_of(characters.begin(), characters.end(), [](uint c) { return isHiding(c); })) {
        link.problem = Problem::HiddenSigns;
        return link;
    }
    if (link.scheme.isEmpty())
        return link;
    if (link.scheme != u"http"_s && link.scheme != u"https"_s) {
        link.problem = Problem::OtherScheme;
        return link;
    }
    const bool breaking = std::any_of(characters.begin(), characters.end(), [](uint c) { return isBreaking(c); });
    const QUrl url(target, QUrl::StrictMode);
    const bool twoSlashes = QStringView(target).mid(link.scheme.size()).startsWith(u"://");
    if (breaking || !twoSlashes || !url.isValid() || url.host(QUrl::FullyEncoded).isEmpty()) {
        link.problem = Problem::Unclear;
        return link;
    }
    const QByteArray address = url.toEncoded(QUrl::FullyEncoded);
    if (!url.userInfo().isEmpty() || url.authority().contains(u'@')) {
        link.problem = Problem::NameInFront;
        return link;
    }
    if (address.size() > longest) {
        link.problem = Problem::TooLong;
        return link;
    }
    link.problem = Problem::None;
    link.address = address;
    link.host = url.host(QUrl::FullyEncoded);
    return link;
}

} // namespace text
