// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/requests.h"
#include "core/error.h"
#include "core/version.h"
#include "wire/dialect.h"

#include <optional>

//! What is refused before anything is sent: Error{Invalid, NotSent} with the field and, in `detail`, the reason. Limits
//! are exact at the byte (promise E3); ids that are none never become part of a URL (E8).
namespace api {

std::optional<core::Error> problemOf(const core::StoreId &store);
std::optional<core::Error> problemOf(const core::StoreId &store, const core::EntryId &entry);
std::optional<core::Error> problemOf(const core::StoreId &store, const core::VersionId &version);
std::optional<core::Error> problemOf(const NewStore &store);
std::optional<core::Error> problemOf(const StoreChange &change);
std::optional<core::Error> problemOf(const NewEntry &entry, const wire::Limits &limits);
std::optional<core::Error> problemOf(const EntryUpdate &update, const wire::Limits &limits);

//! The reason why a text cannot be the content of an entry, or nothing.
std::optional<core::Error> contentProblem(const QByteArray &content, const wire::Limits &limits);

} // namespace api
