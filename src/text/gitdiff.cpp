// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/gitdiff.h"

#include <git2.h>

#include <memory>

namespace text {

namespace {

//! libgit2 wants to be initialised once in a process, from whatever thread comes first.
struct Library
{
    Library() { git_libgit2_init(); }
    ~Library() { git_libgit2_shutdown(); }
    Q_DISABLE_COPY_MOVE(Library)
};

struct FreePatch
{
    void operator()(git_patch *patch) const { git_patch_free(patch); }
};

} // namespace

std::optional<Hunks> lineHunks(QByteArrayView before, QByteArrayView after, bool ignoreBlanks)
{
    if (before == after)
        return Hunks{};
    static const Library library;

    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags |= GIT_DIFF_FORCE_TEXT;
    if (ignoreBlanks)
        options.flags |= GIT_DIFF_IGNORE_WHITESPACE;
    options.context_lines = 0;
    git_patch *raw = nullptr;
    // A null pointer would mean "no such file".
    const char *from = before.isEmpty() ? "" : before.data();
    const char *to = after.isEmpty() ? "" : after.data();
    if (git_patch_from_buffers(&raw, from, size_t(before.size()), nullptr, to, size_t(after.size()), nullptr, &options)
        != 0)
        return std::nullopt;
    const std::unique_ptr<git_patch, FreePatch> patch(raw);

    Hunks hunks;
    size_t added = 0;
    size_t removed = 0;
    git_patch_line_stats(nullptr, &added, &removed, patch.get());
    hunks.added = int(added);
    hunks.removed = int(removed);
    const size_t count = git_patch_num_hunks(patch.get());
    hunks.list.reserve(qsizetype(count));
    for (size_t i = 0; i < count; ++i) {
        const git_diff_hunk *hunk = nullptr;
        if (git_patch_get_hunk(&hunk, nullptr, patch.get(), i) != 0)
            return std::nullopt;
        // An empty side is named by the line before it.
        hunks.list.append({hunk->old_lines > 0 ? hunk->old_start - 1 : hunk->old_start, hunk->old_lines,
                           hunk->new_lines > 0 ? hunk->new_start - 1 : hunk->new_start, hunk->new_lines});
    }
    return hunks;
}

} // namespace text
