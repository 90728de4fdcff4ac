// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

#include <utility>
#include <vector>

namespace models {

//! The folders of a path, as [begin, end) of each name, and where the entry's own name begins. An empty name is a name:
//! what the service holds is shown, also where we would not have made it.
struct PathSegments
{
    std::vector<std::pair<int, int>> folders;
    int nameAt = 0;
};

//! At most `maxFolders` folders; the rest stays in the name.
PathSegments segmentsOf(QStringView path, int maxFolders);

} // namespace models
