// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedhistory.h"

#include "models/noterole.h"
#include "ui/presentation/hashes.h"
#include "ui/presentation/icons.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"

#include <QGuiApplication>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

core::Action actionOf(const QModelIndex &index)
{
    return index.data(models::ActionRole).value<core::Action>();
}

QString actionWordOf(const QModelIndex &index)
{
    return actionWord(actionOf(index), index.data(models::ActionWordRole).toString());
}

QString ordinalOf(const QModelIndex &index)
{
    return ordinalText(index.data(models::OrdinalRole).toLongLong(),
                       index.data(models::OrdinalIsLowerBoundRole).toBool());
}

core::Timestamp momentOf(const QModelIndex &index, int role)
{
    return index.data(role).value<core::Timestamp>();
}

QString changeText(const QModelIndex &index)
{
    const QVariant change = index.data(models::SizeChangeRole);
    if (change.isValid())
        return sizeChangeText(change.toLongLong());
    const QVariant size = index.data(models::SizeRole); // nothing to compare with: how large it is
    return size.isValid() && actionOf(index) != core::Action::Deleted ? sizeText(size.toLongLong()) : QString();
}

} // namespace

PresentedHistory::PresentedHistory(const core::Clock &clock, QObject *parent)
    : QIdentityProxyModel(parent)
    , m_clock(clock)
    , m_palette(QGuiApplication::palette())
{
}

QVariant PresentedHistory::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !sourceModel())
        return {};
    // A row of a large list whose record is not at hand just now.
    if (role != models::VersionIdRole && QIdentityProxyModel::data(index, models::VersionIdRole).toString().isEmpty())
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? tr("…") : QVariant();
    switch (role) {
    case Qt::DisplayRole: return firstLine(index);
    case SecondLineRole: return secondLine(index);
    case ChangeTextRole: return changeText(index);
    case Qt::AccessibleTextRole: return spoken(index);
    case Qt::ToolTipRole: return plainTooltip(tooltip(index));
    case Qt::DecorationRole: {
        QString name = u"updated"_s;
        if (index.data(models::RedactedRole).toBool())
            name = u"redacted"_s;
        else if (actionOf(index) == core::Action::Created)
            name = u"created"_s;
        else if (actionOf(index) == core::Action::Deleted)
            name = u"deleted"_s;
        return drawing(name);
    }
    case SignsRole: {
        QList<QIcon> signs;
        if (isMarked(index))
            signs.append(drawing(u"mark"_s));
        if (!index.data(models::NoteRole).toString().isEmpty())
            signs.append(drawing(u"note"_s));
        if (!findings(index).isEmpty())
            signs.append(drawing(u"finding"_s));
        return QVariant::fromValue(signs);
    }
    default: return QIdentityProxyModel::data(index, role);
    }
}

QIcon PresentedHistory::drawing(const QString &name) const
{
    auto known = m_icons.constFind(name);
    if (known == m_icons.constEnd())
        known = m_icons.insert(name, icon(name, m_palette));
    return *known;
}

bool PresentedHistory::isMarked(const QModelIndex &index) const
{
    return !m_marked.isEmpty() && index.data(models::VersionIdRole).toString() == m_marked.value;
}

bool PresentedHistory::hasText(const QModelIndex &index)
{
    return !index.data(models::Sha256Role).toString().isEmpty() && actionOf(index) != core::Action::Deleted
        && !index.data(models::RedactedRole).toBool();
}

QString PresentedHistory::findings(const QModelIndex &index) const
{
    return m_findingsOf && hasText(index) ? m_findingsOf(index.data(models::Sha256Role).toString()) : QString();
}

void PresentedHistory::setFindings(FindingsOf findingsOf)
{
    m_findingsOf = std::move(findingsOf);
    noteFindings();
}

void PresentedHistory::noteFindings()
{
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, 0), {SignsRole, Qt::AccessibleTextRole, Qt::ToolTipRole});
}

void PresentedHistory::setMarked(const core::VersionId &version)
{
    if (version == m_marked)
        return;
    m_marked = version;
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, 0), {SignsRole, SecondLineRole, Qt::AccessibleTextRole, Qt::ToolTipRole});
}

QString PresentedHistory::firstLine(const QModelIndex &index) const
{
    if (!index.data(models::OrdinalRole).isValid()) // in a list of all entries nobody counts
        return index.data(models::RedactedRole).toBool() ? tr("%1, redacted").arg(actionWordOf(index)) : actionWordOf(index);
    //: a version: %1 is its number like "v3", %2 what it did, like "updated"
    return index.data(models::RedactedRole).toBool() ? tr("%1 %2, redacted").arg(ordinalOf(index), actionWordOf(index))
                                                     : tr("%1 %2").arg(ordinalOf(index), actionWordOf(index));
}

QString PresentedHistory::secondLine(const QModelIndex &index) const
{
    QStringList parts;
    if (isMarked(index))
        //: sign of the version that others are compared with
        parts.append(tr("marked"));
    if (index.data(models::IsHeadRole).toBool())
        //: mark of the version that the entry has now
        parts.append(tr("current"));
    parts.append(ageOf(momentOf(index, models::CreatedAtRole), m_clock.now()));
    if (index.data(models::WrittenHereRole).toBool())
        //: mark of a version that was saved from this computer
        parts.append(tr("written here"));
    if (!index.data(models::NoteRole).toString().isEmpty())
        //: mark of a version on which the person wrote a note
        parts.append(tr("with a note"));
    if (const QVariant redacted = index.data(models::RedactedAtRole); redacted.isValid())
        //: %1 is an age or a date
        parts.append(tr("redacted %1").arg(ageOf(redacted.value<core::Timestamp>(), m_clock.now())));
    if (const QVariant twin = index.data(models::TwinOrdinalRole); twin.isValid())
        //: %1 is a version's number like "v3"
        parts.append(tr("same text as %1").arg(ordinalText(twin.toLongLong(), false)));
    if (const QString hash = shortHash(index.data(models::Sha256Role).toString()); !hash.isEmpty())
        parts.append(hash);
    return parts.join(u" · "_s);
}

//! The whole row as one sentence, for screen readers.
QString PresentedHistory::spoken(const QModelIndex &index) const
{
    const bool lowerBound = index.data(models::OrdinalIsLowerBoundRole).toBool();
    const QVariant ordinal = index.data(models::OrdinalRole);
    const QString number = QString::number(ordinal.toLongLong());
    const QString when = ageOf(momentOf(index, models::CreatedAtRole), m_clock.now());
    const QString path = index.data(models::DisplayPathRole).toString();
    //: %1 number, %2 "updated", %3 path, %4 "2 min ago"
    QString sentence = (lowerBound ? tr("Version %1 at least, %2, %3, %4") : tr("Version %1, %2, %3, %4"))
                           .arg(number, actionWordOf(index), path, when);
    if (!ordinal.isValid())
        //: %1 path, %2 "updated", %3 "2 min ago"
        sentence = tr("%1, %2, %3").arg(path, actionWordOf(index), when);
    const auto add = [&sentence](const QString &part) { sentence += u", "_s + part; };
    if (isMarked(index))
        add(tr("marked for comparison"));
    if (index.data(models::IsHeadRole).toBool())
        add(tr("current"));
    if (const QVariant change = index.data(models::SizeChangeRole); change.isValid())
        add(spokenSizeChange(change.toLongLong()));
    if (index.data(models::WrittenHereRole).toBool())
        add(tr("written here"));
    if (const QString note = index.data(models::NoteRole).toString(); !note.isEmpty())
        add(tr("note: %1").arg(note));
    if (const QString found = findings(index); !found.isEmpty())
        add(tr("found by the scan: %1").arg(QString(found).replace(u'\n', u", "_s)));
    if (index.data(models::RedactedRole).toBool())
        add(tr("redacted"));
    if (const QVariant twin = index.data(models::TwinOrdinalRole); twin.isValid())
        add(tr("same text as %1").arg(ordinalText(twin.toLongLong(), false)));
    return sentence;
}

QString PresentedHistory::tooltip(const QModelIndex &index) const
{
    QStringList lines = {index.data(models::DisplayPathRole).toString(), firstLine(index),
                         exactTooltip(momentOf(index, models::CreatedAtRole))};
    if (const QVariant size = index.data(models::SizeRole); size.isValid())
        lines.append(exactSizeText(size.toLongLong()));
    if (const QVariant redacted = index.data(models::RedactedAtRole); redacted.isValid())
        lines.append(tr("Redacted %1").arg(exactTooltip(redacted.value<core::Timestamp>())));
    if (index.data(models::WrittenHereRole).toBool())
        lines.append(tr("Saved from this computer."));
    if (isMarked(index))
        lines.append(tr("Marked for comparison."));
    if (const QString note = index.data(models::NoteRole).toString(); !note.isEmpty())
        lines.append(tr("Note: %1").arg(note.size() > 300 ? note.left(299) + u'…' : note));
    if (const QString found = findings(index); !found.isEmpty())
        lines.append(tr("Found by the scan: %1").arg(QString(found).replace(u'\n', u", "_s)));
    return lines.join(u'\n');
}

void PresentedHistory::refreshAges()
{
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, 0), {SecondLineRole, Qt::AccessibleTextRole});
}

void PresentedHistory::setPalette(const QPalette &palette)
{
    m_palette = palette;
    m_icons.clear();
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, 0), {Qt::DecorationRole});
}

} // namespace presentation
