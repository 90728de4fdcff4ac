// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/moves.h"

#include <QHash>

#include <algorithm>

namespace text {

namespace {

constexpr qsizetype MaxComparisons = 2'000'000; //!< of lines
constexpr int LeastLetters = 20;
constexpr int LeastLines = 2;   //!< that have at least
constexpr int LeastOfALine = 2; //!< letters or digits

//! A line that only one side has.
struct Loose
{
    int number = 0;
    QByteArray key; //!< shares the text's bytes unless blanks are ignored
    int letters = 0;
    bool used = false;
};

int lettersOf(QByteArrayView line)
{
    return int(std::count_if(line.begin(), line.end(), [](char c) {
        return uchar(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }));
}

QByteArray keyOf(QByteArrayView line, bool blanksIgnored)
{
    if (!blanksIgnored)
        return QByteArray::fromRawData(line.data(), line.size());
    QByteArray key = line.toByteArray();
    key.removeIf([](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
    return key;
}

class Finder
{
public:
    Finder(const Diff &diff, const core::CancelFlag &cancel) : m_cancel(cancel)
    {
        for (const Row &row : diff.rows) {
            // Where only the line ends differ, the line is where it was.
            if (row.kind == RowKind::Same || (row.kind == RowKind::Changed && diff.before(row) == diff.after(row)))
                continue;
            if (row.before.number > 0)
                add(m_removed, row.before.number, keyOf(diff.before(row), diff.blanksIgnored));
            if (row.after.number > 0)
                add(m_added, row.after.number, keyOf(diff.after(row), diff.blanksIgnored));
        }
        for (qsizetype i = 0; i < m_added.size(); ++i) {
            if (m_added[i].letters >= LeastOfALine)
                m_places[m_added[i].key].append(i);
        }
    }

    QList<Move> find()
    {
        QList<Move> found;
        for (qsizetype i = 0; i < m_removed.size() && m_left > 0 && !m_cancel.isSet();) {
            const Block block = m_removed[i].letters >= LeastOfALine ? longestAt(i) : Block{};
            if (block.lines == 0) {
                ++i;
                continue;
            }
            for (qsizetype n = 0; n < block.lines; ++n) {
                m_removed[block.from + n].used = true;
                m_added[block.to + n].used = true;
            }
            found.append({m_removed[block.from].number, m_added[block.to].number, int(block.lines)});
            i = block.from + block.lines;
        }
        return found;
    }

private:
    struct Block
    {
        qsizetype from = 0; //!< index into m_removed
        qsizetype to = 0;   //!< into m_added
        qsizetype lines = 0;
    };

    static void add(QList<Loose> &list, int number, const QByteArray &key)
    {
        list.append({number, key, lettersOf(key), false});
    }

    //! Whether the two lines that are `step` after these go on as a block.
    bool goesOn(qsizetype from, qsizetype to, qsizetype step) const
    {
        const qsizetype i = from + step;
        const qsizetype j = to + step;
        if (i < 0 || j < 0 || i >= m_removed.size() || j >= m_added.size())
            return false;
        const Loose &removed = m_removed[i];
        const Loose &added = m_added[j];
        return !removed.used && !added.used && removed.number == m_removed[from].number + step
            && added.number == m_added[to].number + step && removed.key == added.key;
    }

    Block longestAt(qsizetype from)
    {
        Block best;
        const QList<qsizetype> places = m_places.value(m_removed[from].key);
        for (const qsizetype to : places) {
            if (m_added[to].used)
                continue;
            qsizetype lines = 1;
            while (m_left > 0 && goesOn(from, to, lines)) {
                ++lines;
                --m_left;
            }
            qsizetype above = 0; // blank lines and braces before the first line that counts
            while (m_left > 0 && goesOn(from, to, -above - 1)) {
                ++above;
                --m_left;
            }
            if (--m_left <= 0)
                break;
            if (lines + above > best.lines && isWorth(from, lines))
                best = {from - above, to - above, lines + above};
        }
        return best;
    }

    bool isWorth(qsizetype from, qsizetype lines) const
    {
        int filled = 0;
        int letters = 0;
        for (qsizetype i = from; i < from + lines; ++i) {
            letters += m_removed[i].letters;
            filled += m_removed[i].letters >= LeastOfALine ? 1 : 0;
            if (filled >= LeastLines && letters >= LeastLetters)
                return true;
        }
        return false;
    }

    const core::CancelFlag &m_cancel;
    QList<Loose> m_removed;
    QList<Loose> m_added;
    QHash<QByteArray, QList<qsizetype>> m_places; //!< of added lines
    qsizetype m_left = MaxComparisons;
};

} // namespace

QList<Move> moves(const Diff &diff, const core::CancelFlag &cancel)
{
    return Finder(diff, cancel).find();
}

} // namespace text
