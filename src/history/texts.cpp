// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/texts.h"

#include "core/background.h"
#include "core/utf8.h"
#include "db/worker.h"
#include "history/textsfile.h"
#include "history/textslook.h"

#include <QCryptographicHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace history {

namespace {

constexpr qsizetype maxForgotten = 500'000;
constexpr int shrinkPercent = 90; //!< when the limit is passed, so that not each new text pushes one out

core::Error notKept()
{
    core::Error error{.kind = core::ErrorKind::NotFound, .serverText = {}};
    error.detail = u"no text with this hash is kept"_s;
    error.delivery = core::Delivery::NotSent;
    return error;
}

QByteArray hashOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

QByteArray hashFrom(const QString &sha256)
{
    return QByteArray::fromHex(sha256.toLatin1());
}

} // namespace

//! On the file's thread only.
struct Texts::State
{
    TextsLimits limits;
    QSet<QByteArray> forgotten;
    QSet<QString> forgottenVersions;

    [[nodiscard]] bool mayKeep(const QByteArray &hash, const KeptText &text) const
    {
        return text.text.size() <= limits.each && forgotten.size() + forgottenVersions.size() < maxForgotten
            && !forgotten.contains(hash) && !forgottenVersions.contains(text.version.value);
    }
    void noteForgotten(const QStringList &hashes, const QList<core::VersionId> &versions)
    {
        if (forgotten.size() + forgottenVersions.size() >= maxForgotten)
            return; // nothing is kept any more
        for (const QString &sha256 : hashes)
            forgotten.insert(hashFrom(sha256));
        for (const core::VersionId &version : versions)
            forgottenVersions.insert(version.value);
    }
};

namespace {

core::Result<core::Done> keepOne(db::Connection &database, const QByteArray &hash, const KeptText &text)
{
    auto number = textsfile::numberOf(database, hash);
    if (number && *number == 0)
        number = textsfile::insert(database, hash, text.text);
    if (!number)
        return number.error();
    return textsfile::notePlace(database, *number, text.store.value, text.version.value);
}

core::Result<QSet<qint64>> numbersOf(db::Connection &database, const QStringList &hashes,
                                     const QList<core::VersionId> &versions)
{
    QSet<qint64> numbers;
    for (const QString &sha256 : hashes) {
        const auto number = textsfile::numberOf(database, hashFrom(sha256));
        if (!number)
            return number.error();
        if (*number != 0)
            numbers.insert(*number);
    }
    for (const core::VersionId &version : versions) {
        db::Statement select = database.prepare("SELECT number FROM place WHERE version = ?");
        select.text(version.value.toUtf8());
        while (select.row())
            numbers.insert(select.integerAt(0));
        if (select.failed())
            return select.error();
    }
    return numbers;
}

core::Result<QSet<qint64>> numbersOnlyIn(db::Connection &database, const core::StoreId &store)
{
    QSet<qint64> numbers;
    db::Statement select = database.prepare(
        "SELECT DISTINCT number FROM place AS here WHERE store = ? AND NOT EXISTS"
        " (SELECT 1 FROM place AS other WHERE other.number = here.number AND other.store <> here.store)");
    select.text(store.value.toUtf8());
    while (select.row())
        numbers.insert(select.integerAt(0));
    if (select.failed())
        return select.error();
    return numbers;
}

//! Deletes in one transaction, then sees to it that the bytes go.
core::Result<Erasure> erase(db::Connection &database, const QSet<qint64> &numbers)
{
    if (!numbers.isEmpty()) {
        db::Transaction transaction(database, db::Transaction::Write);
        if (!transaction.started())
            return transaction.started().error();
        for (const qint64 number : numbers) {
            const auto removed = textsfile::remove(database, number);
            // Another copy of the program may have been faster.
            if (!removed && removed.error().kind != core::ErrorKind::NotFound)
                return removed.error();
        }
        if (const auto committed = transaction.commit(); !committed)
            return committed.error();
    }
    const auto finished = textsfile::finishErasure(database);
    if (!finished)
        return finished.error();
    return Erasure{int(numbers.size()), *finished};
}

} // namespace

Texts::Texts(const QString &file, const TextsLimits &limits)
    : m_state(std::make_shared<State>())
    , m_worker(std::make_unique<db::Worker>(textsfile::optionsFor(file), textsfile::prepare))
{
    m_state->limits = limits;
}

Texts::~Texts() = default;

core::Call<core::Done> Texts::keep(const QList<KeptText> &texts)
{
    return m_worker->run<core::Done>([state = m_state, texts](db::Connection &database) -> core::Result<core::Done> {
        db::Transaction transaction(database, db::Transaction::Write);
        if (!transaction.started())
            return transaction.started();
        for (const KeptText &text : texts) {
            const QByteArray hash = hashOf(text.text);
            if (!state->mayKeep(hash, text))
                continue;
            if (const auto kept = keepOne(database, hash, text); !kept)
                return kept;
        }
        const auto sums = textsfile::sums(database);
        if (!sums)
            return sums.error();
        if (sums->at(1) > state->limits.total) {
            const qint64 left = state->limits.total / 100 * shrinkPercent;
            if (const auto shrunk = textsfile::shrinkTo(database, left); !shrunk)
                return shrunk;
        }
        return transaction.commit();
    });
}

core::Call<QByteArray> Texts::find(const QString &sha256)
{
    return m_worker->run<QByteArray>([sha256](db::Connection &database) -> core::Result<QByteArray> {
        const auto number = textsfile::numberOf(database, hashFrom(sha256));
        if (!number)
            return number.error();
        if (*number == 0)
            return notKept();
        auto text = textsfile::textOf(database, *number);
        if (text && core::sha256Hex(*text) != sha256)
            return notKept(); // damaged
        return text;
    });
}

core::Call<QStringList> Texts::contained(const QStringList &hashes)
{
    return m_worker->run<QStringList>([hashes](db::Connection &database) -> core::Result<QStringList> {
        QStringList kept;
        for (const QString &sha256 : hashes) {
            const auto number = textsfile::numberOf(database, hashFrom(sha256));
            if (!number)
                return number.error();
            if (*number != 0)
                kept.append(sha256);
        }
        return kept;
    });
}

core::Call<TextsFacts> Texts::facts()
{
    return m_worker->run<TextsFacts>([](db::Connection &database) -> core::Result<TextsFacts> {
        const auto sums = textsfile::sums(database);
        if (!sums)
            return sums.error();
        return TextsFacts{sums->at(0), sums->at(1), sums->at(2) != 0};
    });
}

core::Call<qint64> Texts::countIn(const core::StoreId &store)
{
    return m_worker->run<qint64>([store](db::Connection &database) -> core::Result<qint64> {
        db::Statement count = database.prepare("SELECT count(DISTINCT number) FROM place WHERE store = ?");
        if (!count.text(store.value.toUtf8()).row())
            return count.error();
        return count.integerAt(0);
    });
}

core::Call<Erasure> Texts::forget(const QStringList &hashes, const QList<core::VersionId> &versions)
{
    return m_worker->run<Erasure>([state = m_state, hashes, versions](db::Connection &database) -> core::Result<Erasure> {
        state->noteForgotten(hashes, versions);
        const auto numbers = numbersOf(database, hashes, versions);
        if (!numbers)
            return numbers.error();
        return erase(database, *numbers);
    });
}

core::Call<Erasure> Texts::forgetStore(const core::StoreId &store)
{
    return m_worker->run<Erasure>([store](db::Connection &database) -> core::Result<Erasure> {
        const auto numbers = numbersOnlyIn(database, store);
        if (!numbers)
            return numbers.error();
        const auto erased = erase(database, *numbers);
        if (!erased)
            return erased;
        db::Statement places = database.prepare("DELETE FROM place WHERE store = ?");
        if (!places.text(store.value.toUtf8()).run())
            return places.error();
        return erased;
    });
}

core::Call<Erasure> Texts::forgetAll()
{
    return m_worker->run<Erasure>([](db::Connection &database) -> core::Result<Erasure> {
        int count = 0;
        {
            db::Transaction transaction(database, db::Transaction::Write);
            if (!transaction.started())
                return transaction.started().error();
            const auto sums = textsfile::sums(database);
            if (!sums)
                return sums.error();
            count = int(sums->at(0));
            if (const auto cleared = textsfile::clear(database); !cleared)
                return cleared.error();
            if (const auto committed = transaction.commit(); !committed)
                return committed.error();
        }
        const auto finished = textsfile::finishErasure(database);
        if (!finished)
            return finished.error();
        return Erasure{count, *finished};
    });
}

core::Call<Erasure> Texts::finishErasure()
{
    return m_worker->run<Erasure>([](db::Connection &database) { return erase(database, {}); });
}

core::Call<TextPage> Texts::search(const TextQuery &query, qint64 next, int limit)
{
    core::Promise<TextPage> promise;
    core::CancelFlag cancel;
    promise.onCancel([cancel]() mutable { cancel.set(); });
    m_worker->run<TextPage>(promise, [query, next, limit, cancel](db::Connection &database) {
        return lookForTexts(database, query, next, limit, cancel);
    });
    return promise.call();
}

} // namespace history
