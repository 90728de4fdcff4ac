// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transfer/importscan.h"
#include "transfer/newfolder.h"

#include <functional>

//! Reading files of others without trusting them.
namespace transfer {

struct OpenedFile
{
    Descriptor file;
    qint64 size = 0;
    FileProblem problem = FileProblem::None;
    QString detail;
};

//! Opens a plain file without blocking and without following a link in its last segment; anything else is a problem.
OpenedFile openPlainFile(int folder, const QByteArray &name, bool followLink = false);
//! All of it, or nothing where it is more than `maxBytes` (it may grow meanwhile) or cannot be read.
std::optional<QByteArray> readPlainFile(const Descriptor &file, qint64 maxBytes, ScannedFile &told);
//! Size, hash and problem of a text.
void judgeText(const QByteArray &bytes, ScannedFile &told);

} // namespace transfer
