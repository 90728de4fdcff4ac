// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/presets.h"

using namespace Qt::StringLiterals;

namespace api {

QString baseUrlOf(Preset preset)
{
    switch (preset) {
    case Preset::Global: return u"https://api.qoder.com/api/v1/cloud"_s;
    case Preset::China: return u"https://api.qoder.com.cn/api/v1/cloud"_s;
    case Preset::LegacyGateway: return u"https://openapi.qoder.sh/api/v1/cloud"_s;
    }
    return {};
}

} // namespace api
