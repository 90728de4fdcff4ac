// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/visible.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace text {

namespace {

struct CodePoint
{
    char32_t value = 0;
    int length = 1;
};

CodePoint codePointAt(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(c, text[at + 1]), 2};
    return {c.unicode(), 1};
}

bool isBidiControl(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

//! Letters and signs by category, yet nothing is drawn.
bool isFiller(char32_t c)
{
    constexpr std::array<char32_t, 9> Fillers
        = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x1D159};
    return std::find(Fillers.begin(), Fillers.end(), c) != Fillers.end();
}

bool isVariationSelector(char32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D) || c == 0x180F;
}

bool isEmojiPart(char32_t c)
{
    return c >= 0x80 && (QChar::category(c) == QChar::Symbol_Other || QChar::category(c) == QChar::Symbol_Modifier
                         || c == 0xFE0F || c == 0x2194 || c == 0x2195);
}

std::optional<OddKind> kindOf(char32_t c)
{
    if (c >= 0x20 && c < 0x7F)
        return std::nullopt;
    if (isBidiControl(c))
        return OddKind::Bidi;
    if (isFiller(c) || isVariationSelector(c))
        return OddKind::Invisible;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return OddKind::Control;
    case QChar::Other_NotAssigned: // newer than this Qt's tables, or a noncharacter
        return QChar::isNonCharacter(c) ? std::optional(OddKind::Control) : std::nullopt;
    case QChar::Other_Format:
        return OddKind::Invisible;
    case QChar::Separator_Space:
        return OddKind::Blank;
    default:
        return c == 0xFFFC ? std::optional(OddKind::Control) : std::nullopt;
    }
}

bool isPlainAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
}

bool isMark(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining
        || category == QChar::Mark_Enclosing;
}

//! Says for each character of one text whether it must be escaped in a name.
class NameRules
{
public:
    explicit NameRules(QStringView text)
        : m_text(text)
        , m_ascii(isPlainAscii(text))
        , m_composed(m_ascii || text.toString().normalized(QString::NormalizationForm_C) == text)
    {
    }

    [[nodiscard]] bool isOdd(qsizetype at, const CodePoint &c) const
    {
        if (c.value == ' ')
            return isEdge(at);
        if (c.value == 0x2039) // would look like one of our own escapes
            return m_text.sliced(at + 1).startsWith(u"U+");
        if (m_ascii)
            return false;
        if (kindOf(c.value))
            return true;
        const QChar::Category category = QChar::category(c.value);
        if (category == QChar::Other_PrivateUse || category == QChar::Other_NotAssigned)
            return true;
        if (m_composed)
            return at == 0 && isMark(c.value); // would sit on whatever stands before the name
        return isMark(c.value) || changesAlone(c.value);
    }

private:
    [[nodiscard]] bool isEdge(qsizetype at) const
    {
        return at == 0 || at + 1 == m_text.size() || m_text[at - 1] == u'/' || m_text[at + 1] == u'/'
            || m_text[at - 1] == u' ' || m_text[at + 1] == u' ';
    }

    static bool changesAlone(char32_t c)
    {
        const QString alone = QStringView(QChar::fromUcs4(c)).toString();
        return alone.normalized(QString::NormalizationForm_C) != alone;
    }

    QStringView m_text;
    bool m_ascii;
    bool m_composed;
};

} // namespace

QString codePointName(char32_t character)
{
    return u"U+"_s + QString::number(uint(character), 16).toUpper().rightJustified(4, u'0');
}

bool hasOdd(QStringView text)
{
    const NameRules rules(text);
    for (qsizetype at = 0; at < text.size();) {
        const CodePoint c = codePointAt(text, at);
        if (rules.isOdd(at, c))
            return true;
        at += c.length;
    }
    return false;
}

QString visible(QStringView text)
{
    const NameRules rules(text);
    QString result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const CodePoint c = codePointAt(text, at);
        if (rules.isOdd(at, c))
            result += u'\u2039' + codePointName(c.value) + u'\u203A';
        else
            result += text.sliced(at, c.length);
        at += c.length;
    }
    return result;
}

QList<OddMark> oddMarks(QStringView text, qsizetype limit)
{
    QList<OddMark> marks;
    char32_t previous = 0;
    for (qsizetype at = 0; at < text.size() && marks.size() < limit;) {
        const CodePoint c = codePointAt(text, at);
        const std::optional<OddKind> kind = c.value == '\t' || c.value == '\n' || c.value == '\r'
            ? std::nullopt : kindOf(c.value);
        if (kind) {
            const qsizetype next = at + c.length;
            const bool joinsEmoji = c.value == 0x200D && isEmojiPart(previous) && next < text.size()
                && isEmojiPart(codePointAt(text, next).value);
            const bool selectsStyle = (c.value == 0xFE0F || c.value == 0xFE0E) && previous >= 0x23
                && !isVariationSelector(previous) && !kindOf(previous);
            if (!joinsEmoji && !selectsStyle)
                marks.append({at, c.length, *kind, c.value});
        }
        previous = c.value;
        at += c.length;
    }
    return marks;
}

} // namespace text
