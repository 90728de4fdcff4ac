// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"
#include "session/session.h"

#include <QPointer>

namespace controllers {

//! A text that can stand on one side of a comparison, wherever it is: a version, or without one the present text of an
//! entry. Null session: its connection was closed meanwhile.
struct ComparedText
{
    QPointer<session::Session> session;
    core::StoreId store;
    core::EntryId entry;
    core::VersionId version;
    QString path;

    [[nodiscard]] bool isSameAs(const ComparedText &other) const
    {
        return session == other.session && store == other.store && entry == other.entry && version == other.version;
    }
};

//! Connection, store and path of a text, as far as they are others than those of `against`; empty when none is.
QString placeWords(const ComparedText &text, const ComparedText &against);

inline ComparedText comparedText(session::Session &session, const core::Version &version)
{
    return {&session, version.store, version.entry, version.id, version.path};
}

} // namespace controllers
