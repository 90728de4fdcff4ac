// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/differences.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace audit {

namespace {

using history::EntryChange;
using history::Record;

bool sameText(const Record &a, const Record &b)
{
    return !a.version.sha256.isEmpty() && a.version.sha256 == b.version.sha256;
}

//! A hash is not known, and the sizes do not tell.
bool mayBeSameText(const Record &a, const Record &b)
{
    const bool hashes = !a.version.sha256.isEmpty() && !b.version.sha256.isEmpty();
    const bool sizesDiffer = a.version.size && b.version.size && *a.version.size != *b.version.size;
    return !hashes && !sizesDiffer;
}

class Comparison
{
public:
    explicit Comparison(const QList<EntryChange> &changes)
    {
        for (const EntryChange &change : changes)
            take(change);
        joinPaths();
        joinMoves();
        for (const Difference &gone : std::as_const(m_gone))
            m_all.append(gone);
        for (const Difference &made : std::as_const(m_made))
            m_all.append(made);
        std::stable_sort(m_all.begin(), m_all.end(), [](const Difference &a, const Difference &b) { return a.path < b.path; });
    }

    [[nodiscard]] const QList<Difference> &all() const { return m_all; }

private:
    void take(const EntryChange &change)
    {
        Difference difference;
        difference.before = change.before;
        difference.after = change.after;
        difference.versions = change.versions;
        difference.path = change.after ? change.after->version.path : change.before ? change.before->version.path : change.path;
        if (!change.before && !change.beforeKnown) {
            difference.kind = DifferenceKind::NotKnown;
            m_all.append(difference);
        } else if (change.before && change.after) {
            takeBoth(difference);
        } else if (change.after) {
            difference.kind = DifferenceKind::Created;
            m_made.append(difference);
        } else if (change.before) {
            difference.kind = DifferenceKind::Deleted;
            m_gone.append(difference);
        } // else it came and went
    }

    void takeBoth(Difference &difference)
    {
        const QString &was = difference.before->version.path;
        if (was != difference.path) {
            difference.kind = DifferenceKind::Moved;
            difference.pathBefore = was;
            m_all.append(difference);
        } else if (!sameText(*difference.before, *difference.after)) {
            difference.mayBeSame = mayBeSameText(*difference.before, *difference.after);
            m_all.append(difference);
        }
    }

    //! Deleted and made again: the path has another text now, or the same.
    void joinPaths()
    {
        QHash<QString, qsizetype> gone;
        for (qsizetype i = 0; i < m_gone.size(); ++i)
            gone.insert(m_gone[i].path, i);
        join(gone, [](const Difference &made) { return made.path; }, [this](Difference &made, const Difference &was) {
            if (!sameText(*was.before, *made.after)) {
                made.madeAgain = true;
                made.mayBeSame = mayBeSameText(*was.before, *made.after);
                made.kind = DifferenceKind::Changed;
                m_all.append(made);
            }
        });
    }

    void joinMoves()
    {
        QHash<QString, qsizetype> gone;
        for (qsizetype i = m_gone.size() - 1; i >= 0; --i) { // of several with one text the first by path
            const Record &was = *m_gone[i].before;
            if (!was.version.sha256.isEmpty() && was.version.size.value_or(1) > 0) // an empty text says nothing
                gone.insert(was.version.sha256, i);
        }
        join(gone, [](const Difference &made) { return made.after->version.sha256; }, [this](Difference &made, const Difference &was) {
            made.kind = DifferenceKind::Moved;
            made.pathBefore = was.path;
            m_all.append(made);
        });
    }

    //! Pairs of what went and what came with one key leave both lists.
    template<typename Key, typename Take>
    void join(QHash<QString, qsizetype> &gone, Key key, Take take)
    {
        QList<Difference> left;
        QSet<qsizetype> used;
        for (Difference &made : m_made) {
            const auto was = gone.constFind(key(made));
            if (was == gone.constEnd()) {
                left.append(made);
                continue;
            }
            const qsizetype place = *was;
            gone.erase(was);
            used.insert(place);
            made.before = m_gone[place].before;
            made.versions += m_gone[place].versions;
            take(made, m_gone[place]);
        }
        m_made = left;
        QList<Difference> still;
        for (qsizetype i = 0; i < m_gone.size(); ++i) {
            if (!used.contains(i))
                still.append(m_gone[i]);
        }
        m_gone = still;
    }

    QList<Difference> m_gone;
    QList<Difference> m_made;
    QList<Difference> m_all;
};

} // namespace

std::optional<qint64> Difference::sizeChange() const
{
    if (kind == DifferenceKind::NotKnown)
        return std::nullopt;
    const auto sizeOf = [](const std::optional<history::Record> &record) {
        return record ? record->version.size : std::optional<qint64>(0);
    };
    const std::optional<qint64> was = sizeOf(before);
    const std::optional<qint64> is = sizeOf(after);
    return was && is ? std::optional(*is - *was) : std::nullopt;
}

QList<Difference> differencesOf(const QList<EntryChange> &changes)
{
    return Comparison(changes).all();
}

} // namespace audit
