// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>

#include <optional>
#include <utility>
#include <variant>

namespace service {

//! Why a request could not be carried out. HTTP status and words are made of it in replies.h.
enum class Refusal {
    StoreMissing,
    EntryMissing,
    VersionMissing,
    Archived,
    LockMismatch,
    DuplicatePath,
    AlreadyRedacted,
    TooMuchMetadata, //!< after a patch
    Busy,            //!< another process held the database for longer than we wait
    Broken,          //!< the database or its disk failed; nothing was changed
    Damaged,         //!< what is stored does not fit its hash: not served as truth
};

struct Failure
{
    Refusal refusal = Refusal::Broken;
    QByteArray detail = {}; //!< for the log, never for the wire
};

//! A value or the reason why there is none.
template<typename T>
class [[nodiscard]] Outcome
{
public:
    Outcome(T value) : m_data(std::in_place_index<0>, std::move(value)) { }
    Outcome(Failure failure) : m_data(std::in_place_index<1>, std::move(failure)) { }
    Outcome(Refusal refusal) : Outcome(Failure{refusal}) { }

    explicit operator bool() const { return m_data.index() == 0; }
    T &operator*() { return std::get<0>(m_data); }
    const T &operator*() const { return std::get<0>(m_data); }
    T *operator->() { return &std::get<0>(m_data); }
    const T *operator->() const { return &std::get<0>(m_data); }
    [[nodiscard]] const Failure &failure() const { return std::get<1>(m_data); }

private:
    std::variant<T, Failure> m_data;
};

using Metadata = QMap<QByteArray, QByteArray>;

//! All texts are UTF-8, all times microseconds since 1970.
struct StoreRow
{
    qint64 key = 0; //!< of the database; never on the wire
    QByteArray id;
    QByteArray name;
    QByteArray description;
    Metadata metadata;
    qint64 entryCount = 0;
    qint64 totalSize = 0;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    std::optional<qint64> archivedAt = {};
    qint64 latest = 0; //!< the newest moment in the store
};

struct EntryRow
{
    qint64 key = 0;
    QByteArray id;
    QByteArray storeId;
    QByteArray path;
    std::optional<QByteArray> content = {};
    qint64 size = 0;
    QByteArray sha256;
    qint64 version = 1;
    Metadata metadata;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
};

enum class Action { Created = 0, Updated = 1, Deleted = 2 };

struct VersionRow
{
    qint64 key = 0;
    QByteArray id;
    QByteArray storeId;
    QByteArray entryId;
    QByteArray entryPath;
    Action action = Action::Created;
    std::optional<QByteArray> content = {};
    qint64 size = 0;
    QByteArray sha256;
    std::optional<qint64> redactedAt = {};
    qint64 createdAt = 0;
};

//! What part of a list is wanted (contract 2.6). Keys are ids, never offsets.
struct PageRequest
{
    int limit = 20;
    QByteArray afterId = {};  //!< records that come after it in list order, which is descending
    QByteArray beforeId = {}; //!< the nearest records that come before it, in list order

    [[nodiscard]] bool backwards() const { return !beforeId.isEmpty(); }
};

template<typename Row>
struct PageOf
{
    QList<Row> rows;
    bool hasMore = false; //!< in the direction of the request
};

struct StoreFilter
{
    bool includeArchived = false;
    QByteArray foldedNamePrefix = {};
    std::optional<qint64> createdFrom = {};
    std::optional<qint64> createdTo = {};
};

} // namespace service
