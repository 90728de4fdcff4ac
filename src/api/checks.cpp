// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/checks.h"

#include "core/utf8.h"
#include "wire/parse.h"
#include "wire/pathrules.h"

using namespace Qt::StringLiterals;

namespace api {

namespace {

core::Error invalid(const QString &field, const QString &reason)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.field = field;
    error.detail = reason;
    error.delivery = core::Delivery::NotSent;
    return error;
}

qsizetype codePoints(const QString &text)
{
    return text.toUcs4().size();
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c < u' ' || c == QChar(0x7F); });
}

std::optional<core::Error> nameProblem(const QString &name)
{
    const int longest = wire::Limits().storeName; // the widest of all profiles; a narrower one is the service's to say
    if (name.trimmed().isEmpty())
        return invalid(u"name"_s, u"empty"_s);
    if (!name.isValidUtf16() || hasControlCharacter(name))
        return invalid(u"name"_s, u"control characters"_s);
    if (codePoints(name) > longest)
        return invalid(u"name"_s, u"longer than %1 characters"_s.arg(longest));
    return std::nullopt;
}

std::optional<core::Error> descriptionProblem(const QString &description)
{
    const int longest = wire::Limits().storeDescription;
    if (!description.isValidUtf16() || description.contains(QChar(0)))
        return invalid(u"description"_s, u"not a valid text"_s);
    if (codePoints(description) > longest)
        return invalid(u"description"_s, u"longer than %1 characters"_s.arg(longest));
    return std::nullopt;
}

std::optional<core::Error> pairProblem(const QString &key, const QString &value)
{
    const wire::Limits limits;
    if (key.isEmpty() || codePoints(key) > limits.metadataKey || !key.isValidUtf16() || hasControlCharacter(key))
        return invalid(u"metadata"_s, u"a key must have 1 to %1 characters"_s.arg(limits.metadataKey));
    if (codePoints(value) > limits.metadataValue || !value.isValidUtf16() || value.contains(QChar(0)))
        return invalid(u"metadata"_s, u"a value must have at most %1 characters"_s.arg(limits.metadataValue));
    return std::nullopt;
}

std::optional<core::Error> metadataProblem(const core::Metadata &metadata)
{
    const int most = wire::Limits().metadataPairs;
    if (metadata.size() > most)
        return invalid(u"metadata"_s, u"more than %1 pairs"_s.arg(most));
    for (auto it = metadata.begin(); it != metadata.end(); ++it) {
        if (auto problem = pairProblem(it.key(), it.value()))
            return problem;
    }
    return std::nullopt;
}

QString words(wire::PathProblem problem)
{
    switch (problem) {
    case wire::PathProblem::Empty: return u"empty"_s;
    case wire::PathProblem::LeadingSlash: return u"starts with a slash"_s;
    case wire::PathProblem::DotDot: return u"has '..' in it"_s;
    case wire::PathProblem::TooLong: return u"too long"_s;
    case wire::PathProblem::ControlCharacter: return u"has a control character"_s;
    case wire::PathProblem::EmptySegment: return u"has an empty segment"_s;
    case wire::PathProblem::TrailingSlash: return u"ends with a slash"_s;
    case wire::PathProblem::DotSegment: return u"has a '.' segment"_s;
    case wire::PathProblem::OuterSpace: return u"starts or ends with a space"_s;
    case wire::PathProblem::NotUnicode: return u"is not valid Unicode"_s;
    }
    return {};
}

} // namespace

std::optional<core::Error> problemOf(const core::StoreId &store)
{
    if (!wire::isStoreId(store.value))
        return invalid(u"memory_store_id"_s, u"not the id of a store"_s);
    return std::nullopt;
}

std::optional<core::Error> problemOf(const core::StoreId &store, const core::EntryId &entry)
{
    if (auto problem = problemOf(store))
        return problem;
    if (!wire::isEntryId(entry.value))
        return invalid(u"memory_id"_s, u"not the id of an entry"_s);
    return std::nullopt;
}

std::optional<core::Error> problemOf(const core::StoreId &store, const core::VersionId &version)
{
    if (auto problem = problemOf(store))
        return problem;
    if (!wire::isVersionId(version.value))
        return invalid(u"version_id"_s, u"not the id of a version"_s);
    return std::nullopt;
}

std::optional<core::Error> problemOf(const NewStore &store)
{
    if (auto problem = nameProblem(store.name))
        return problem;
    if (auto problem = descriptionProblem(store.description))
        return problem;
    return metadataProblem(store.metadata);
}

std::optional<core::Error> problemOf(const StoreChange &change)
{
    if (change.name) {
        if (auto problem = nameProblem(*change.name))
            return problem;
    }
    if (change.description) {
        if (auto problem = descriptionProblem(*change.description))
            return problem;
    }
    for (auto it = change.metadata.begin(); it != change.metadata.end(); ++it) {
        if (auto problem = pairProblem(it.key(), it.value().value_or(QString())))
            return problem;
    }
    return std::nullopt;
}

std::optional<core::Error> contentProblem(const QByteArray &content, const wire::Limits &limits)
{
    if (wire::isBlank(content))
        return invalid(u"content"_s, u"empty"_s);
    if (content.size() > limits.contentBytes)
        return invalid(u"content"_s, u"longer than %1 bytes"_s.arg(limits.contentBytes));
    if (content.contains('\0'))
        return invalid(u"content"_s, u"has a NUL character"_s);
    if (const qsizetype at = core::firstInvalidUtf8(content); at >= 0)
        return invalid(u"content"_s, u"not UTF-8 at byte %1"_s.arg(at));
    return std::nullopt;
}

std::optional<core::Error> problemOf(const NewEntry &entry, const wire::Limits &limits)
{
    if (const auto problem = wire::clientProblem(entry.path, limits))
        return invalid(u"path"_s, words(*problem));
    if (auto problem = contentProblem(entry.content, limits))
        return problem;
    return entry.metadata ? metadataProblem(*entry.metadata) : std::nullopt;
}

std::optional<core::Error> problemOf(const EntryUpdate &update, const wire::Limits &limits)
{
    if (auto problem = contentProblem(update.content, limits))
        return problem;
    return update.metadata ? metadataProblem(*update.metadata) : std::nullopt;
}

} // namespace api
