// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/rows.h"
#include "wire/dialect.h"

namespace service {

class JsonWriter;

//! Writes the contract's objects (2.2 to 2.4) as a dialect spells them.
class ObjectWriter
{
public:
    explicit ObjectWriter(const wire::Dialect &dialect);

    void write(JsonWriter &json, const StoreRow &store) const;
    //! With its content where the row has one.
    void write(JsonWriter &json, const EntryRow &entry) const;
    void write(JsonWriter &json, const VersionRow &version) const;

    //! One object as a whole body.
    template<typename Row>
    [[nodiscard]] QByteArray object(const Row &row) const;
    //! The envelope of lists (contract 2.6).
    template<typename Row>
    [[nodiscard]] QByteArray page(const PageOf<Row> &page, const PageRequest &request) const;
    //! What a deletion answers where the dialect has a body for it.
    [[nodiscard]] QByteArray tombstone(const QByteArray &id, const char *type) const;

private:
    [[nodiscard]] QByteArray time(qint64 microseconds) const;
    void writeMetadata(JsonWriter &json, const Metadata &metadata) const;

    bool m_nullForAbsent;
    bool m_pageCursor;
    int m_timeDigits;
    QByteArray m_storeId;
    QByteArray m_size;
    QByteArray m_entryId;
    QByteArray m_entryPath;
    QByteArray m_action;
};

} // namespace service
