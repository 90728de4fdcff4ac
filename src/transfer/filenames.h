// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

//! Which names the paths of a service get as files (promises H1, H2). A path is never trusted: what comes out is relative,
//! stays inside, and can be made on Windows, macOS and Linux alike. The way back is the manifest, never the name.
namespace transfer {

//! One relative name for each path, in the order given, segments joined by slashes. All differ, also where case and
//! Unicode form do not count, and none is a file where another needs a folder. The same set gets the same names, in
//! whatever order it comes. Pure.
QStringList safeFileNames(const QStringList &paths);

//! One segment, as safeFileNames() would spell it were it alone. For a single file.
QString safeFileName(const QString &segment);

//! Whether `name` is a relative name that leads to nothing but a file below where it is opened. For names that come out
//! of a manifest, and as the last check before each file is made.
bool isInsideName(QStringView name);

} // namespace transfer
