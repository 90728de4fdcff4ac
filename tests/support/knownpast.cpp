// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/knownpast.h"

#include "core/utf8.h"
#include "service/import.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace support {

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 day = 86'400 * second;
constexpr qint64 start = 1'735'689'600 * second; // 2025-01-01
constexpr qint64 span = 500 * day;

const char *const folders[] = {"", "notes/", "notes/2026/05/", "agents/research/", "用户/", "a b/"};

class Writer
{
public:
    Writer(int versions, quint32 seed) : m_wanted(versions), m_random(seed), m_now(start) { }

    KnownPast write()
    {
        while (m_past.versions.size() < m_wanted) {
            pass();
            step();
        }
        redactSome();
        // What happened in one moment has the order in which the service's import takes it.
        std::stable_sort(m_past.versions.begin(), m_past.versions.end(), [](const KnownVersion &a, const KnownVersion &b) {
            return a.at == b.at ? a.entry < b.entry : a.at < b.at;
        });
        return m_past;
    }

private:
    struct Life
    {
        int text = 0;
        int textBefore = -1;
    };

    int upTo(int bound) { return int(m_random.bounded(bound)); }

    void pass()
    {
        const qint64 usual = std::max<qint64>(2, span / m_wanted);
        const int kind = upTo(100);
        if (kind < 6)
            return; // the clock stood still, or was set back: the service never lets time fall
        if (kind < 8)
            m_now += 20 * usual; // holidays, or a clock that leapt
        else
            m_now += 1 + qint64(m_random.bounded(double(usual)));
    }

    void write(int entry, core::Action action, int text)
    {
        m_past.versions.append({entry, text, m_now, action, 0});
        if (action == core::Action::Deleted)
            return;
        Life &life = m_lives[entry];
        life.textBefore = action == core::Action::Created || life.text == text ? life.textBefore : life.text;
        life.text = text;
    }

    int create(const QString &path, int text)
    {
        const int entry = int(m_past.paths.size());
        m_past.paths.append(path);
        m_taken.insert(path);
        m_lives.append(Life{text, -1});
        m_live.append(entry);
        write(entry, core::Action::Created, text);
        return entry;
    }

    void remove(int place)
    {
        const int entry = m_live.at(place);
        write(entry, core::Action::Deleted, -1);
        m_live.remove(place);
        m_taken.remove(m_past.paths.at(entry));
        m_dead.append(entry);
    }

    QString newPath()
    {
        const int number = m_paths++;
        return QString::fromUtf8(folders[upTo(int(std::size(folders)))]) + u"page-%1.%2"_s.arg(number).arg(number % 3 ? u"md"_s : u"txt"_s);
    }

    void step()
    {
        const int kind = upTo(100);
        if (m_live.size() < 3 || kind < 12) {
            create(newPath(), kind % 4 == 0 && m_texts > 0 ? upTo(m_texts) : m_texts++); // the text of another, at times
            return;
        }
        const int place = upTo(int(m_live.size()));
        const int entry = m_live.at(place);
        const Life life = m_lives.at(entry);
        if (kind < 20 && life.textBefore >= 0)
            write(entry, core::Action::Updated, life.textBefore);
        else if (kind < 25)
            write(entry, core::Action::Updated, life.text);
        else if (kind < 31)
            remove(place);
        else if (kind < 35)
            rename(place);
        else if (kind < 38 && !m_dead.isEmpty())
            createAgain();
        else
            write(entry, core::Action::Updated, m_texts++);
    }

    void rename(int place)
    {
        const int entry = m_live.at(place);
        remove(place);
        m_now += upTo(3) * second / 2;
        const int made = create(newPath(), m_lives.at(entry).text);
        m_past.renames.append({entry, made});
    }

    void createAgain()
    {
        const QString path = m_past.paths.at(m_dead.takeAt(upTo(int(m_dead.size()))));
        create(m_taken.contains(path) ? newPath() : path, m_texts++); // it may have been made again already
    }

    void redactSome()
    {
        for (KnownVersion &version : m_past.versions) {
            if (upTo(40) == 0)
                version.redactedAt = version.at + qint64(upTo(1000)) * second;
        }
    }

    const int m_wanted;
    QRandomGenerator m_random;
    qint64 m_now;
    KnownPast m_past;
    QList<Life> m_lives;
    QList<int> m_live;
    QList<int> m_dead;
    QSet<QString> m_taken; //!< paths of what lives
    int m_texts = 0;
    int m_paths = 0;
};

QString idOf(qint64 at, qint64 number)
{
    return u"%1%2%3"_s.arg(at / 1000, 12, 16, QChar(u'0')).arg(u"7000"_s).arg(quint64(0x8000000000000000) + quint64(number), 16, 16, QChar(u'0'));
}

} // namespace

KnownPast KnownPast::make(int versions, quint32 seed)
{
    return Writer(versions, seed).write();
}

QByteArray KnownPast::textOf(int number)
{
    QByteArray text = "# page " + QByteArray::number(number / 7) + "\n";
    for (int line = 0; line < number % 23; ++line)
        text += "line " + QByteArray::number((number * 31 + line) % 97) + " says what it says\n";
    return text + "text " + QByteArray::number(number) + "\n";
}

service::ImportStore KnownPast::toImport(const QByteArray &name) const
{
    service::ImportStore store;
    store.name = name;
    store.description = "a known past";
    store.createdAt = start - second;
    for (const QString &path : paths)
        store.entries.append(service::ImportEntry{path.toUtf8(), {}});
    for (const KnownVersion &version : versions) {
        service::ImportVersion wanted;
        wanted.action = version.action == core::Action::Created ? service::Action::Created
            : version.action == core::Action::Updated           ? service::Action::Updated
                                                                : service::Action::Deleted;
        wanted.at = version.at;
        if (version.text >= 0)
            wanted.content = textOf(version.text);
        if (version.redactedAt != 0)
            wanted.redactedAt = version.redactedAt;
        store.entries[version.entry].versions.append(wanted);
    }
    return store;
}

core::Version KnownPast::record(qsizetype index, const core::StoreId &store) const
{
    const KnownVersion &known = versions.at(index);
    core::Version version;
    version.id = {u"memver_"_s + idOf(known.at, index)};
    version.store = store;
    version.entry = {u"mem_"_s + idOf(start / 1000 * 1000, known.entry)};
    version.path = paths.at(known.entry);
    version.action = known.action;
    version.actionWord = known.action == core::Action::Created ? u"created"_s
        : known.action == core::Action::Updated                ? u"updated"_s
                                                               : u"deleted"_s;
    const QByteArray text = known.text < 0 ? QByteArray() : textOf(known.text);
    version.size = text.size();
    if (known.text >= 0)
        version.sha256 = core::sha256Hex(text);
    version.redacted = known.redactedAt != 0;
    if (version.redacted)
        version.redactedAt = core::Timestamp::fromMicroseconds(known.redactedAt);
    version.createdAt = core::Timestamp::fromMicroseconds(known.at);
    return version;
}

QHash<QString, qsizetype> KnownPast::standingAt(qint64 moment) const
{
    QHash<int, qsizetype> last;
    for (qsizetype i = 0; i < versions.size() && versions.at(i).at <= moment; ++i)
        last.insert(versions.at(i).entry, i);
    QHash<QString, qsizetype> standing;
    for (auto it = last.cbegin(); it != last.cend(); ++it) {
        if (versions.at(it.value()).action != core::Action::Deleted)
            standing.insert(paths.at(it.key()), it.value());
    }
    return standing;
}

QList<core::Version> KnownPast::records(const core::StoreId &store) const
{
    QList<core::Version> all;
    all.reserve(versions.size());
    for (qsizetype i = versions.size() - 1; i >= 0; --i)
        all.append(record(i, store));
    return all;
}

} // namespace support
