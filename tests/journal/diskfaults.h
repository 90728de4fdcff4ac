// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

//! A disk that fails or forgets, for a program that links diskfaults.cpp: it stands in front of the C library's calls, for
//! shared libraries (SQLite) too. Off until it is told otherwise. One thread at a time uses the disk.
namespace diskfaults {

//! The n-th call that changes a file (from 1) fails with this errno; with `onwards` all later ones too: a full disk.
void failAt(int n, int error, bool onwards);
int failures(); //!< how many calls failed
void stop();

//! From now on every change of a file in `folder` is written to `log`, for what a power cut would leave of it.
void record(const std::string &folder, const std::string &log);
void note(const std::string &words); //!< a line of the log in between

} // namespace diskfaults
