// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"

#include <QString>

#include <optional>

namespace text {

//! The difference as `diff -u` writes it, to be copied. Empty when the texts are equal. The labels go into the ---/+++
//! lines; a line break in them becomes a blank.
QByteArray unified(const Diff &diff, const QByteArray &beforeLabel, const QByteArray &afterLabel, int context = 3);

//! Paths of the two sides of a patch; none: that side does not exist (/dev/null).
struct PatchPaths
{
    std::optional<QString> before;
    std::optional<QString> after;
};

//! A patch with which `git apply` and `patch` make the one text of the other, to the byte. The diff must not ignore
//! blanks. Paths are quoted as git quotes them, so that none can forge a line of the patch.
QByteArray patch(const Diff &diff, const PatchPaths &paths, int context = 3);

//! As git writes a path into a patch: in quotes, with escapes, where it has odd characters.
QByteArray quotedPath(const QString &path);

} // namespace text
