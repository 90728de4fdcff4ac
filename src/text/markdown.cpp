// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/markdown.h"

#include "text/markdownblocks.h"

#include <QElapsedTimer>

#include <md4c.h>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace text {

namespace {

constexpr qint64 MaxTime = 1'000;            //!< ms
constexpr qsizetype MaxSource = 512 * 1024;  //!< bytes; no entry is larger than 100 KiB
constexpr unsigned Flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS;

QString textOf(const MD_ATTRIBUTE &attribute)
{
    return QString::fromUtf8(attribute.text, std::min<qsizetype>(attribute.size, 500));
}

//! The callbacks of one parse.
class Reader
{
public:
    Reader(const QByteArray &source, const core::CancelFlag &cancel) : m_source(source), m_cancel(cancel) { m_timer.start(); }

    MarkdownPage read();

private:
    int enterBlock(MD_BLOCKTYPE type, void *detail);
    int leaveBlock(MD_BLOCKTYPE type);
    int enterSpan(MD_SPANTYPE type, void *detail);
    int leaveSpan(MD_SPANTYPE type);
    int addText(MD_TEXTTYPE type, const char *text, MD_SIZE size);
    void enterItem(const MD_BLOCK_LI_DETAIL &item);
    void follow(const char *text);
    //! Not zero ends the parse.
    [[nodiscard]] int verdict();

    const QByteArray &m_source;
    core::CancelFlag m_cancel;
    QElapsedTimer m_timer;
    MarkdownBlocks m_blocks;
    QList<int> m_lists; //!< the next number of each open list; -1: bullets
    QList<MarkdownStyles> m_styles;
    QStringList m_targets;
    qsizetype m_counted = 0; //!< bytes of the source whose line ends are in m_line
    int m_line = 1;
};

MarkdownPage Reader::read()
{
    MD_PARSER parser{};
    parser.flags = Flags;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
        return static_cast<Reader *>(self)->enterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *self) { return static_cast<Reader *>(self)->leaveBlock(type); };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
        return static_cast<Reader *>(self)->enterSpan(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *self) { return static_cast<Reader *>(self)->leaveSpan(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
        return static_cast<Reader *>(self)->addText(type, text, size);
    };
    const bool whole = md_parse(m_source.constData(), MD_SIZE(m_source.size()), &parser, this) == 0;
    MarkdownPage page = m_blocks.take();
    page.cut = page.cut || !whole;
    return page;
}

int Reader::verdict()
{
    return m_blocks.isFull() || m_cancel.isSet() || m_timer.elapsed() > MaxTime ? 1 : 0;
}

int Reader::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        m_blocks.enterQuote();
        break;
    case MD_BLOCK_UL:
        m_lists.append(-1);
        m_blocks.enterList();
        break;
    case MD_BLOCK_OL:
        m_lists.append(int(std::min(static_cast<MD_BLOCK_OL_DETAIL *>(detail)->start, 999'999'999U)));
        m_blocks.enterList();
        break;
    case MD_BLOCK_LI:
        enterItem(*static_cast<MD_BLOCK_LI_DETAIL *>(detail));
        break;
    case MD_BLOCK_HR:
        m_blocks.begin(MarkdownKind::Rule);
        break;
    case MD_BLOCK_H:
        m_blocks.begin(MarkdownKind::Heading, int(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level));
        break;
    case MD_BLOCK_CODE:
        m_blocks.begin(MarkdownKind::Code);
        break;
    case MD_BLOCK_HTML:
        m_blocks.begin(MarkdownKind::Html);
        break;
    case MD_BLOCK_P:
        m_blocks.begin(MarkdownKind::Paragraph);
        break;
    case MD_BLOCK_TABLE:
        m_blocks.beginTable();
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        m_blocks.beginCell(type == MD_BLOCK_TH);
        break;
    default:
        break;
    }
    return verdict();
}

void Reader::enterItem(const MD_BLOCK_LI_DETAIL &item)
{
    int &number = m_lists.last();
    if (item.is_task)
        m_blocks.setMarker(item.task_mark == ' ' ? u"\u2610"_s : u"\u2611"_s);
    else
        m_blocks.setMarker(number < 0 ? u"\u2022"_s : QString::number(number) + u'.');
    number += number < 0 ? 0 : 1;
}

int Reader::leaveBlock(MD_BLOCKTYPE type)
{
    m_blocks.end();
    switch (type) {
    case MD_BLOCK_QUOTE:
        m_blocks.leaveQuote();
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        m_lists.removeLast();
        m_blocks.leaveList();
        break;
    case MD_BLOCK_LI:
        m_blocks.endItem();
        break;
    case MD_BLOCK_TR:
        m_blocks.endRow();
        break;
    case MD_BLOCK_TABLE:
        m_blocks.endTable();
        break;
    default:
        break;
    }
    return verdict();
}

int Reader::enterSpan(MD_SPANTYPE type, void *detail)
{
    MarkdownStyles styles = m_styles.isEmpty() ? MarkdownStyles() : m_styles.last();
    QString target = m_targets.isEmpty() ? QString() : m_targets.last();
    switch (type) {
    case MD_SPAN_EM:
        styles |= MarkdownStyle::Emphasis;
        break;
    case MD_SPAN_STRONG:
        styles |= MarkdownStyle::Strong;
        break;
    case MD_SPAN_A:
        styles |= MarkdownStyle::Link;
        target = textOf(static_cast<MD_SPAN_A_DETAIL *>(detail)->href);
        break;
    case MD_SPAN_IMG:
        styles |= MarkdownStyle::Image;
        target = textOf(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src);
        m_blocks.addImage(styles, target);
        break;
    case MD_SPAN_CODE:
        styles |= MarkdownStyle::Code;
        break;
    case MD_SPAN_DEL:
        styles |= MarkdownStyle::Strike;
        break;
    default:
        break;
    }
    m_styles.append(styles);
    m_targets.append(target);
    return verdict();
}

int Reader::leaveSpan(MD_SPANTYPE)
{
    m_styles.removeLast();
    m_targets.removeLast();
    return verdict();
}

//! Texts come in the order of the source, and point into it but for a few constants.
void Reader::follow(const char *text)
{
    const std::less<const char *> before;
    const char *const from = m_source.constData();
    if (before(text, from + m_counted) || !before(text, from + m_source.size()))
        return;
    m_line += int(std::count(from + m_counted, text, '\n'));
    m_counted = text - from;
}

int Reader::addText(MD_TEXTTYPE type, const char *text, MD_SIZE size)
{
    follow(text);
    QString shown;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        shown = QChar(QChar::ReplacementCharacter);
        break;
    case MD_TEXT_BR:
        shown = u"\n"_s;
        break;
    case MD_TEXT_SOFTBR:
        shown = u" "_s;
        break;
    case MD_TEXT_ENTITY:
        shown = textOfEntity(QString::fromUtf8(text, qsizetype(size)));
        break;
    default:
        shown = QString::fromUtf8(text, qsizetype(size));
        break;
    }
    m_blocks.add({shown, m_styles.isEmpty() ? MarkdownStyles() : m_styles.last(),
                  m_targets.isEmpty() ? QString() : m_targets.last()}, m_line);
    return verdict();
}

} // namespace

MarkdownPage parseMarkdown(const QByteArray &utf8, const core::CancelFlag &cancel)
{
    if (utf8.size() <= MaxSource)
        return Reader(utf8, cancel).read();
    const QByteArray first = utf8.first(MaxSource);
    MarkdownPage page = Reader(first, cancel).read();
    page.cut = true;
    return page;
}

bool mayBeMarkdown(QStringView path)
{
    const QStringView name = path.sliced(path.lastIndexOf(u'/') + 1);
    for (const auto &ending : {u".json"_s, u".jsonl"_s, u".yaml"_s, u".yml"_s}) {
        if (name.endsWith(ending, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

} // namespace text
