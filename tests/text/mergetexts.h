// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidcheck.h>

#include <QByteArray>

#include <algorithm>
#include <string>
#include <vector>

//! Texts of two writers who started from the same one.
struct TwoWriters
{
    QByteArray base;
    QByteArray mine;
    QByteArray theirs;
};

inline std::ostream &operator<<(std::ostream &out, const TwoWriters &texts)
{
    return out << "base " << texts.base.toPercentEncoding().toStdString() << " mine "
               << texts.mine.toPercentEncoding().toStdString() << " theirs "
               << texts.theirs.toPercentEncoding().toStdString();
}

namespace mergetexts {

using LineList = std::vector<std::string>;

//! Few different lines, so that they repeat; what looks like conflict markers is among them.
inline LineList plainLines()
{
    return {"a\n", "b\n", "c\n", "d\n", "\n", "- same\n", "<<<<<<< mine\n", "=======\n", ">>>>>>> theirs\n", "||||||| base\n"};
}

//! Any line end in any mix, byte order marks, what editors take for line ends of their own.
inline LineList richLines()
{
    LineList lines = plainLines();
    for (const char *more : {"a\r\n", "b\r\n", "\r\n", "a\r", "\r", "\xEF\xBB\xBF" "a\n", "\xE2\x80\xA9", "\xE2\x80\xA8x\n",
                             "\xC3\xA4\n", "a\xCC\x88\n", "\xE4\xBD\xA0\xE5\xA5\xBD\n", "\xF0\x9F\x98\x80\n", "\xC2\xA0\n",
                             "=======\r\n", "\xEF\xBF\xBC\n", "\xEF\xB7\x90\n"})
        lines.emplace_back(more);
    return lines;
}

struct Edit
{
    int what;
    int at;
    std::string line;
};

inline QByteArray joined(const LineList &lines, bool cutLastEnd)
{
    QByteArray bytes;
    for (const std::string &line : lines)
        bytes += QByteArray::fromStdString(line);
    if (cutLastEnd && bytes.endsWith('\n'))
        bytes.chop(1);
    return bytes;
}

inline LineList edited(LineList lines, const std::vector<Edit> &edits)
{
    for (const Edit &edit : edits) {
        const auto at = size_t(edit.at) % (lines.size() + 1);
        if (edit.what == 0 || at == lines.size())
            lines.insert(lines.begin() + std::ptrdiff_t(at), edit.line);
        else if (edit.what == 1)
            lines[at] = edit.line;
        else
            lines.erase(lines.begin() + std::ptrdiff_t(at));
    }
    return lines;
}

inline rc::Gen<std::vector<Edit>> edits(const LineList &lines)
{
    return rc::gen::resize(6, rc::gen::container<std::vector<Edit>>(
                                  rc::gen::construct<Edit>(rc::gen::inRange(0, 3), rc::gen::inRange(0, 60),
                                                           rc::gen::elementOf(lines))));
}

inline rc::Gen<TwoWriters> histories(const LineList &lines)
{
    return rc::gen::mapcat(rc::gen::container<LineList>(rc::gen::elementOf(lines)), [lines](const LineList &base) {
        const auto cut = rc::gen::weightedElement<bool>({{3, false}, {1, true}});
        return rc::gen::apply(
            [base](const std::vector<Edit> &mine, const std::vector<Edit> &theirs, bool cutBase, bool cutMine, bool cutTheirs) {
                return TwoWriters{joined(base, cutBase), joined(edited(base, mine), cutMine),
                                  joined(edited(base, theirs), cutTheirs)};
            },
            edits(lines), edits(lines), cut, cut, cut);
    });
}

} // namespace mergetexts
