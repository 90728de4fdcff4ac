// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/pathsegments.h"

namespace models {

PathSegments segmentsOf(QStringView path, int maxFolders)
{
    PathSegments segments;
    while (segments.folders.size() < size_t(maxFolders)) {
        const qsizetype slash = path.indexOf(u'/', segments.nameAt);
        if (slash < 0)
            break;
        segments.folders.emplace_back(segments.nameAt, int(slash));
        segments.nameAt = int(slash) + 1;
    }
    return segments;
}

} // namespace models
