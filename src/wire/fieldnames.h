// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <array>

//! Every spelling of every field, for reading (contract 2.2-2.4, 3 and 4). Which one a service writes is in
//! Dialect::fields; whichever comes is understood, and the first one present wins.
namespace wire {

//! The spellings of one field.
struct Spellings
{
    QByteArrayView first;
    QByteArrayView second = {};

    [[nodiscard]] bool contains(QByteArrayView name) const
    {
        return name == first || (!second.isEmpty() && name == second);
    }
};

namespace names {

inline constexpr Spellings id{"id"};
inline constexpr Spellings type{"type"};
inline constexpr Spellings name{"name"};
inline constexpr Spellings description{"description"};
inline constexpr Spellings status{"status"};
inline constexpr Spellings entryCount{"entry_count"};
inline constexpr Spellings totalSize{"total_size"};
inline constexpr Spellings metadata{"metadata"};
inline constexpr Spellings archivedAt{"archived_at"};
inline constexpr Spellings createdAt{"created_at"};
inline constexpr Spellings updatedAt{"updated_at"};

inline constexpr Spellings storeId{"store_id", "memory_store_id"};
inline constexpr Spellings path{"path"};
inline constexpr Spellings content{"content"};
inline constexpr Spellings size{"size", "content_size_bytes"};
inline constexpr Spellings sha256{"content_sha256"};
inline constexpr Spellings version{"version"};
inline constexpr Spellings headVersion{"memory_version_id"};

inline constexpr Spellings entryId{"entry_id", "memory_id"};
inline constexpr Spellings entryPath{"entry_path", "path"};
inline constexpr Spellings action{"action", "operation"};
inline constexpr Spellings redacted{"redacted"};
inline constexpr Spellings redactedAt{"redacted_at"};

inline constexpr Spellings data{"data"};
inline constexpr Spellings firstId{"first_id"};
inline constexpr Spellings lastId{"last_id"};
inline constexpr Spellings hasMore{"has_more"};
inline constexpr Spellings nextPage{"next_page"};

inline constexpr Spellings error{"error"};
inline constexpr Spellings message{"message"};
inline constexpr Spellings code{"code"};
inline constexpr Spellings param{"param"};
inline constexpr Spellings requestId{"request_id"};

} // namespace names

//! Whether decisions rest on a field of that name: then a second value for it makes the reply void (promise E5).
bool isLoadBearing(QByteArrayView name);

//! Names that tell the two profiles apart when a memory or version object is seen (contract 3, step 2).
inline constexpr std::array<QByteArrayView, 4> memoryStyleMarks{"memory_store_id", "content_size_bytes", "memory_id",
                                                                "operation"};
inline constexpr std::array<QByteArrayView, 5> entryStyleMarks{"store_id", "size", "entry_id", "entry_path", "action"};

} // namespace wire
