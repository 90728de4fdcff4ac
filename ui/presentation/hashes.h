// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

namespace presentation {

//! The first `digits` of a hash for recognising, never for comparing; empty stays empty. Odd values are not cut in half
//! characters.
QString shortHash(QStringView hash, int digits = 7);

//! "mem_019e3bb9…d87de0": an id for titles. Never where it is copied or compared.
QString shortId(QStringView id);

} // namespace presentation
