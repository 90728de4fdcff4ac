// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/pastread.h"

#include "core/utf8.h"
#include "history/indexlooks.h"
#include "history/rows.h"

#include <QHash>

namespace history {

namespace {

constexpr int rowsBetweenLooks = 4096; // at the cancel flag

//! Keys of the file become numbers from 0 on, in the order in which they are met.
class Numbers
{
public:
    int of(qint64 key)
    {
        if (key == m_lastKey)
            return m_last;
        const auto known = m_numbers.constFind(key);
        m_lastKey = key;
        m_last = known == m_numbers.constEnd() ? *m_numbers.insert(key, int(m_numbers.size())) : *known;
        return m_last;
    }
    [[nodiscard]] const QHash<qint64, int> &all() const { return m_numbers; }

private:
    QHash<qint64, int> m_numbers;
    qint64 m_lastKey = -1;
    int m_last = -1;
};

core::Result<std::vector<QString>> pathsOf(db::Connection &connection, const Numbers &numbers)
{
    std::vector<QString> paths(size_t(numbers.all().size()));
    db::Statement select = connection.prepare("SELECT key, text FROM word"); // one by one takes longer
    while (select.row()) {
        const auto number = numbers.all().constFind(select.integerAt(0));
        if (number != numbers.all().cend())
            paths[size_t(*number)] = core::decodeUtf8(select.bytesAt(1)).value_or(QString());
    }
    if (select.failed())
        return select.error();
    return paths;
}

core::Result<std::vector<QByteArray>> entriesOf(db::Connection &connection, qint64 store, const Numbers &numbers)
{
    std::vector<QByteArray> entries(size_t(numbers.all().size()));
    db::Statement select = connection.prepare("SELECT key, id FROM entry WHERE store = ?");
    select.integer(store);
    while (select.row()) {
        const auto number = numbers.all().constFind(select.integerAt(0));
        if (number != numbers.all().cend())
            entries[size_t(*number)] = select.bytesAt(1);
    }
    if (select.failed())
        return select.error();
    return entries;
}

} // namespace

core::Result<std::shared_ptr<const Past>> pastOf(db::Connection &connection, const core::StoreId &store, const Stop &stop)
{
    std::vector<Past::Write> writes;
    Numbers paths;
    Numbers entries;
    db::Statement known = connection.prepare("SELECT key, records FROM store WHERE id = ?");
    if (!known.text(store.value.toUtf8()).row())
        return known.failed() ? core::Result<std::shared_ptr<const Past>>(known.error()) : Past::of({}, {}, {});
    const qint64 key = known.integerAt(0);
    writes.reserve(size_t(std::max<qint64>(0, known.integerAt(1))));
    // The list's own order. Records lie in the file nearly as they are listed, so this goes through it once.
    db::Statement select = connection.prepare("SELECT at, entry, path, action, size, redacted_at FROM version INDEXED BY version_feed"
                                              " WHERE store = ? ORDER BY at DESC, id DESC");
    select.integer(key);
    while (select.row()) {
        if (writes.size() % rowsBetweenLooks == 0 && stop.isSet())
            return cancelled();
        Past::Write write;
        write.at = select.integerAt(0);
        write.entry = entries.of(select.integerAt(1));
        write.path = paths.of(select.integerAt(2));
        write.action = actionOf(select.integerAt(3));
        write.size = select.isNullAt(4) ? -1 : select.integerAt(4);
        write.redacted = !select.isNullAt(5);
        writes.push_back(write);
    }
    if (select.failed())
        return select.error();
    auto words = pathsOf(connection, paths);
    if (!words)
        return words.error();
    auto ids = entriesOf(connection, key, entries);
    if (!ids)
        return ids.error();
    return Past::of(std::move(writes), std::move(*words), std::move(*ids));
}

} // namespace history
