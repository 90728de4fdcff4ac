// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <QtGlobal>

#include <optional>

namespace core {

enum class LoadState {
    NotLoaded,
    Loading, //!< what is there is shown, more is on its way
    Ready,
    Stale,   //!< shown, but known to be out of date; a refresh is wanted or on its way
    Failed,  //!< what is there is shown, the Error says why there is no more
};

//! How far a list is known. Every claim over it carries this (ux, rule 3).
struct Loading
{
    LoadState state = LoadState::NotLoaded;
    qint64 loaded = 0;
    std::optional<qint64> expected; //!< where the service says how many there are
    bool complete = false;          //!< a walk reached the end
    bool stopped = false;           //!< cancelled or at its first limit: *Load all* goes on
    std::optional<Error> error;

    [[nodiscard]] bool isWorking() const { return state == LoadState::Loading; }
};

} // namespace core
