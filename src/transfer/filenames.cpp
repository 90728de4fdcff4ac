// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/filenames.h"

#include "core/utf8.h"
#include "text/visible.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

// Far below 255 bytes and 260 UTF-16 units, so that the folder in which a person puts it has room as well.
constexpr qsizetype maxSegmentBytes = 96;
constexpr qsizetype maxNameBytes = 180;
constexpr int maxDepth = 12;
constexpr qsizetype maxExtensionBytes = 12;

//! What stands for a device or is obeyed by a desktop, whatever follows the first dot.
bool isReserved(const QString &segment)
{
    static const QSet<QString> names{u"con"_s,    u"prn"_s,     u"aux"_s,    u"nul"_s,         u"conin$"_s,
                                     u"conout$"_s, u"clock$"_s, u"desktop"_s, u"autorun"_s};
    const QString stem = segment.left(segment.indexOf(u'.')).trimmed().toLower();
    if (names.contains(stem))
        return true;
    static const QString digits = u"0123456789\u00B9\u00B2\u00B3"_s;
    return stem.size() == 4 && (stem.startsWith(u"com") || stem.startsWith(u"lpt")) && digits.contains(stem.back());
}

bool isPlain(char32_t character)
{
    static const QString forbidden = u"<>:\"/\\|?*~"_s; // a tilde makes short names: git~1 is .git to Windows
    if (character < 0x20 || character == 0x7F)
        return false;
    if (character < 0x80)
        return !forbidden.contains(QChar(char16_t(character)));
    return !text::hasOdd(QString::fromUcs4(&character, 1));
}

QString withPlainCharacters(const QString &segment)
{
    QString result;
    const QList<uint> characters = segment.normalized(QString::NormalizationForm_C).toUcs4();
    for (const uint character : characters)
        result += isPlain(character) ? QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1) : u"_"_s;
    return result.normalized(QString::NormalizationForm_C);
}

QString shortHash(const QString &text, int digits)
{
    // UTF-16, because a lone half surrogate has no UTF-8 and must count all the same.
    return core::sha256Hex(QByteArrayView(reinterpret_cast<const char *>(text.utf16()), text.size() * 2)).left(digits);
}

//! With its dot; empty when there is none worth keeping.
QString extensionOf(const QString &segment)
{
    const qsizetype dot = segment.lastIndexOf(u'.');
    const QString extension = dot > 0 ? segment.mid(dot) : QString();
    return extension.toUtf8().size() <= maxExtensionBytes && extension.size() > 1 ? extension : QString();
}

QString cutToBytes(QString text, qsizetype bytes)
{
    while (text.toUtf8().size() > bytes)
        text.chop(text.back().isLowSurrogate() ? 2 : 1);
    while (text.endsWith(u' ') || text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString insertBeforeExtension(const QString &segment, const QString &inserted)
{
    const QString extension = extensionOf(segment);
    const QString stem = segment.chopped(extension.size());
    return cutToBytes(stem, maxSegmentBytes - extension.toUtf8().size() - inserted.size()) + inserted + extension;
}

//! Equal for two names that some file system takes for one.
QString sameNameKey(const QString &segment)
{
    const QString folded = segment.normalized(QString::NormalizationForm_KC).toUpper().toCaseFolded();
    return folded.normalized(QString::NormalizationForm_KC);
}

//! One folder of the export, while names are given out.
struct Folder
{
    QString name; //!< with its slash; empty for the top
    QHash<QString, std::shared_ptr<Folder>> folders; //!< by the exact segment of the path
    QSet<QString> taken;
    QHash<QString, int> tries; //!< so that a thousand equal names do not take a million looks

    QString take(const QString &segment)
    {
        const QString wanted = safeFileName(segment);
        QString free = wanted;
        int &next = tries[sameNameKey(wanted)];
        while (taken.contains(sameNameKey(free)))
            free = insertBeforeExtension(wanted, u"-%1"_s.arg(++next + 1));
        taken.insert(sameNameKey(free));
        return free;
    }

    Folder &folder(const QString &segment)
    {
        std::shared_ptr<Folder> &folder = folders[segment];
        if (!folder) {
            folder = std::make_shared<Folder>();
            folder->name = name + take(segment) + u'/';
        }
        return *folder;
    }
};

QString nameIn(Folder &top, const QString &path)
{
    QStringList segments = path.split(u'/');
    const QString last = segments.takeLast();
    qsizetype bytes = safeFileName(last).toUtf8().size();
    for (const QString &segment : segments)
        bytes += safeFileName(segment).toUtf8().size() + 1;
    if (segments.size() < maxDepth && bytes <= maxNameBytes) {
        Folder *folder = &top;
        for (const QString &segment : segments)
            folder = &folder->folder(segment);
        const QString name = folder->name;
        return name + folder->take(last);
    }
    // Too deep or too long for some system: into one folder, told apart by a hash of the whole path.
    Folder &deep = top.folder(u"_long"_s);
    const QString name = deep.name;
    return name + deep.take(insertBeforeExtension(safeFileName(last), u"-"_s + shortHash(path, 16)));
}

} // namespace

QString safeFileName(const QString &segment)
{
    QString name = withPlainCharacters(segment);
    if (name.startsWith(u'.') || name.startsWith(u' ')) // hidden files are obeyed by programs: .git, .envrc
        name.replace(0, 1, u'_');
    if (name.endsWith(u'.') || name.endsWith(u' '))
        name.replace(name.size() - 1, 1, u'_');
    if (name.isEmpty() || name.startsWith(u'-') || isReserved(name))
        name.prepend(u'_');
    if (name.toUtf8().size() > maxSegmentBytes)
        name = insertBeforeExtension(name, u"-"_s + shortHash(segment, 8));
    return name;
}

QStringList safeFileNames(const QStringList &paths)
{
    std::vector<qsizetype> order(static_cast<size_t>(paths.size()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&paths](qsizetype a, qsizetype b) { return paths.at(a) < paths.at(b); });
    Folder top;
    QStringList names(paths.size());
    for (const qsizetype index : order)
        names[index] = nameIn(top, paths.at(index));
    return names;
}

bool isInsideName(QStringView name)
{
    if (name.isEmpty() || name.size() > 4096 || !name.isValidUtf16())
        return false;
    for (const QStringView segment : name.split(u'/')) {
        const QString text = segment.toString();
        if (text != safeFileName(text))
            return false;
    }
    return true;
}

} // namespace transfer
