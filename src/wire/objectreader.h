// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "core/store.h"
#include "core/timestamp.h"
#include "wire/fieldnames.h"
#include "wire/json.h"

#include <QString>

#include <optional>
#include <set>

namespace wire {

//! The first thing that was wrong while a document was read. Readers go on with empty values after it; whoever started
//! the reading looks here before using them.
class Problems
{
public:
    void add(const QString &problem)
    {
        if (m_first.isEmpty())
            m_first = problem;
    }
    [[nodiscard]] bool any() const { return !m_first.isEmpty(); }
    [[nodiscard]] core::Error toError() const;

private:
    QString m_first;
};

//! Reads the fields of one object by their spellings. null and absent mean the same (contract 2.1). "required" adds a
//! problem with the JSON path, "optional" gives nothing for a wrong type: never a zero, never an empty text (E6).
class ObjectReader
{
public:
    //! `path` is the JSON path of the object, such as `$.data[3]`. Both references outlive the reader.
    ObjectReader(const Json &object, QString path, Problems &problems);

    [[nodiscard]] bool isObject() const { return m_object.type == Json::Type::Object; }
    //! The first spelling that is there and not null; remembers the field as known.
    const Json *find(const Spellings &field);
    [[nodiscard]] QString pathOf(const Spellings &field) const;
    void fail(const Spellings &field, const QString &expectation);

    QString requiredText(const Spellings &field);
    std::optional<QString> optionalText(const Spellings &field);
    //! Whole, exact, at least `least`.
    std::optional<qint64> optionalInteger(const Spellings &field, qint64 least);
    //! A text that must be there; what is no moment is an unknown one, since nothing but ages rests on it (D3).
    core::Timestamp requiredTime(const Spellings &field);
    std::optional<core::Timestamp> optionalTime(const Spellings &field);
    core::Metadata metadata(const Spellings &field);
    //! Lower-case hash as sent, empty when absent. Not judged: core::integrityOf does that.
    QString hash(const Spellings &field);

    //! Everything that nobody asked for so far.
    [[nodiscard]] QList<core::RawField> unknownFields() const;

private:
    const Json &m_object;
    QString m_path;
    Problems &m_problems;
    std::set<QByteArrayView> m_known;
};

//! The text of a String value. Bytes are valid UTF-8 since readJson() let them pass.
QString toText(const Json &value);

} // namespace wire
