// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"

namespace controllers {

struct EntryTabs::Open
{
    std::unique_ptr<EntryTab> tab;
    core::EntryRef entry;
    QString path;
    bool dirty = false;
};

} // namespace controllers
