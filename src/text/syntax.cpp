// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/syntax.h"

#include <algorithm>
#include <array>

namespace text {

namespace {

constexpr qsizetype MaxTokens = 2'000; //!< in one line; the rest stays uncoloured

enum State : int { Start = 0, Inside, JsonString, Fence, TildeFence, FrontMatter };

class Scanner
{
public:
    Scanner(QStringView line, QList<Token> &tokens) : m_line(line), m_tokens(tokens) { }

    [[nodiscard]] bool atEnd() const { return m_at >= m_line.size(); }
    [[nodiscard]] QChar now() const { return m_line[m_at]; }
    [[nodiscard]] qsizetype at() const { return m_at; }
    [[nodiscard]] QStringView rest() const { return m_line.sliced(m_at); }
    void skip(qsizetype count = 1) { m_at = std::min(m_at + count, m_line.size()); }
    void skipBlanks()
    {
        while (!atEnd() && (now() == u' ' || now() == u'\t'))
            ++m_at;
    }
    void take(qsizetype count, TokenKind kind)
    {
        count = std::min(count, m_line.size() - m_at);
        if (count > 0 && m_tokens.size() < MaxTokens)
            m_tokens.append({m_at, count, kind});
        m_at += count;
    }
    template<typename Predicate>
    [[nodiscard]] qsizetype span(Predicate fits) const
    {
        qsizetype length = 0;
        while (m_at + length < m_line.size() && fits(m_line[m_at + length]))
            ++length;
        return length;
    }
    //! To behind the next `quote` that no backslash precedes, from `from` on; -1 when the line has none.
    [[nodiscard]] qsizetype quoted(QChar quote, qsizetype from) const
    {
        for (qsizetype i = m_at + from; i < m_line.size(); ++i) {
            if (m_line[i] == u'\\')
                ++i;
            else if (m_line[i] == quote)
                return i - m_at + 1;
        }
        return -1;
    }

private:
    QStringView m_line;
    QList<Token> &m_tokens;
    qsizetype m_at = 0;
};

bool isWordPart(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; }
bool isNumberPart(QChar c) { return c.isDigit() || c == u'.' || c == u'+' || c == u'-' || c == u'e' || c == u'E'; }

bool isLiteral(QStringView word)
{
    constexpr std::array<QStringView, 8> Words = {u"true", u"false", u"null", u"yes", u"no", u"on", u"off", u"~"};
    return std::find(Words.begin(), Words.end(), word) != Words.end();
}

bool isNumber(QStringView word)
{
    if (word.startsWith(u'-'))
        word = word.sliced(1);
    return !word.isEmpty() && word[0].isDigit() && std::all_of(word.begin(), word.end(), isNumberPart);
}

int json(QStringView line, int state, QList<Token> &tokens)
{
    Scanner scan(line, tokens);
    if (state == JsonString) { // of a line in pieces
        const qsizetype length = scan.quoted(u'"', 0);
        if (length < 0) {
            scan.take(line.size(), TokenKind::String);
            return JsonString;
        }
        scan.take(length, TokenKind::String);
    }
    while (!scan.atEnd()) {
        const QChar c = scan.now();
        if (c == u'"') {
            const qsizetype length = scan.quoted(u'"', 1);
            if (length < 0) {
                scan.take(line.size(), TokenKind::String);
                return JsonString;
            }
            qsizetype next = scan.at() + length;
            while (next < line.size() && line[next].isSpace())
                ++next;
            scan.take(length, next < line.size() && line[next] == u':' ? TokenKind::Key : TokenKind::String);
        } else if (c == u'-' || c.isDigit()) {
            scan.take(std::max<qsizetype>(scan.span(isNumberPart), 1), TokenKind::Number);
        } else if (c.isLetter()) {
            scan.take(scan.span(isWordPart), TokenKind::Word);
        } else if (c.isPunct()) {
            scan.take(1, TokenKind::Sign);
        } else {
            scan.skip();
        }
    }
    return Start;
}

//! A value up to the end of the line or its comment.
void yamlValue(Scanner &scan, QStringView line)
{
    while (!scan.atEnd()) {
        const QChar c = scan.now();
        if (c == u'"' || c == u'\'') {
            const qsizetype length = scan.quoted(c, 1);
            scan.take(length < 0 ? line.size() : length, TokenKind::String);
        } else if (c == u'#' && (scan.at() == 0 || line[scan.at() - 1].isSpace())) {
            scan.take(line.size(), TokenKind::Comment);
        } else if (c == u'&' || c == u'*' || c == u'!') {
            scan.take(scan.span([](QChar part) { return !part.isSpace(); }), TokenKind::Link);
        } else if (QStringView(u"[]{},|>").contains(c)) {
            scan.take(1, TokenKind::Sign);
        } else if (c.isSpace()) {
            scan.skip();
        } else {
            const qsizetype length = std::max<qsizetype>(
                scan.span([](QChar part) { return !part.isSpace() && part != u',' && part != u']' && part != u'}'; }), 1);
            const QStringView word = scan.rest().first(length);
            if (isNumber(word))
                scan.take(length, TokenKind::Number);
            else if (isLiteral(word))
                scan.take(length, TokenKind::Word);
            else
                scan.skip(length);
        }
    }
}

int yaml(QStringView line, QList<Token> &tokens)
{
    Scanner scan(line, tokens);
    if (line == u"---" || line == u"...") {
        scan.take(line.size(), TokenKind::Sign);
        return Start;
    }
    scan.skipBlanks();
    while (scan.rest().startsWith(u"- ") || scan.rest() == u"-") {
        scan.take(1, TokenKind::Sign);
        scan.skipBlanks();
    }
    if (!scan.atEnd() && scan.now() != u'#' && scan.now() != u'{' && scan.now() != u'[') {
        qsizetype length = 0;
        if (scan.now() == u'"' || scan.now() == u'\'')
            length = std::max<qsizetype>(scan.quoted(scan.now(), 1), 0);
        else
            length = scan.span([](QChar c) { return c != u':' && c != u'#'; });
        const QStringView behind = scan.rest().sliced(length);
        if (length > 0 && (behind.startsWith(u": ") || behind == u":")) {
            scan.take(length, TokenKind::Key);
            scan.take(1, TokenKind::Sign);
        }
    }
    yamlValue(scan, line);
    return Start;
}

void markdownInline(Scanner &scan)
{
    bool closes = true; // no `code` or [link] ends any more: looked for once
    bool links = true;
    while (!scan.atEnd()) {
        const QStringView rest = scan.rest();
        const QChar c = rest[0];
        if (c == u'\\') {
            scan.skip(2);
        } else if (c == u'`' && closes) {
            const qsizetype end = rest.indexOf(u'`', 1);
            closes = end > 0;
            scan.take(closes ? end + 1 : 1, TokenKind::Code);
        } else if (c == u'*' || c == u'_' || c == u'~') {
            const qsizetype run = scan.span([c](QChar part) { return part == c; });
            const qsizetype end = run <= 3 && rest.size() > run && !rest[run].isSpace()
                ? rest.first(std::min<qsizetype>(rest.size(), 400)).indexOf(rest.first(run), run) : -1;
            if (end > 0)
                scan.take(end + run, run == 1 ? TokenKind::Emphasis : TokenKind::Strong);
            else
                scan.skip(run);
        } else if (c == u'[' && links) {
            const qsizetype end = rest.indexOf(u"](");
            links = end > 0;
            const qsizetype close = links ? rest.first(std::min<qsizetype>(rest.size(), end + 500)).indexOf(u')', end) : -1;
            if (close > 0)
                scan.take(close + 1, TokenKind::Link);
            else
                scan.skip();
        } else if (rest.startsWith(u"http://") || rest.startsWith(u"https://")) {
            scan.take(scan.span([](QChar part) { return !part.isSpace() && part != u')' && part != u'>'; }),
                      TokenKind::Link);
        } else {
            scan.skip();
        }
    }
}

int markdown(QStringView line, int state, QList<Token> &tokens)
{
    Scanner scan(line, tokens);
    const QStringView trimmed = line.trimmed();
    if (state == FrontMatter || (state == Start && line == u"---")) {
        if (state == FrontMatter && (line == u"---" || line == u"...")) {
            scan.take(line.size(), TokenKind::Sign);
            return Inside;
        }
        yaml(line, tokens);
        return FrontMatter;
    }
    if (state == Fence || state == TildeFence) {
        scan.take(line.size(), TokenKind::Code);
        const bool ends = trimmed.startsWith(state == Fence ? u"```" : u"~~~");
        return ends ? int(Inside) : state;
    }
    if (trimmed.startsWith(u"```") || trimmed.startsWith(u"~~~")) {
        scan.take(line.size(), TokenKind::Code);
        return trimmed[0] == u'`' ? Fence : TildeFence;
    }
    scan.skipBlanks();
    const qsizetype hashes = scan.span([](QChar c) { return c == u'#'; });
    if (hashes >= 1 && hashes <= 6 && (hashes == scan.rest().size() || scan.rest()[hashes] == u' ')) {
        scan.take(line.size(), TokenKind::Heading);
        return Inside;
    }
    while (!scan.atEnd() && scan.now() == u'>') {
        scan.take(1, TokenKind::Quote);
        scan.skipBlanks();
    }
    const qsizetype digits = std::min<qsizetype>(scan.span([](QChar c) { return c.isDigit(); }), 9);
    const QStringView marker = scan.rest().sliced(digits);
    if (digits > 0 ? marker.startsWith(u". ") || marker.startsWith(u") ")
                   : marker.startsWith(u"- ") || marker.startsWith(u"* ") || marker.startsWith(u"+ "))
        scan.take(digits + 1, TokenKind::Sign);
    markdownInline(scan);
    return Inside;
}

} // namespace

Language languageOf(QStringView path)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    const QString extension = dot < 0 ? QString() : path.sliced(dot + 1).toString().toLower();
    if (extension == u"md" || extension == u"markdown" || extension == u"mdx")
        return Language::Markdown;
    if (extension == u"yaml" || extension == u"yml")
        return Language::Yaml;
    if (extension == u"json" || extension == u"jsonl" || extension == u"geojson")
        return Language::Json;
    return Language::Plain;
}

int tokenize(Language language, QStringView line, int state, QList<Token> &tokens)
{
    switch (language) {
    case Language::Markdown:
        return markdown(line, state, tokens);
    case Language::Yaml:
        return yaml(line, tokens);
    case Language::Json:
        return json(line, state, tokens);
    case Language::Plain:
        break;
    }
    return Start;
}

} // namespace text
