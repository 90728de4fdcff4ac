// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// GCC has a macro for it, clang a question.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PALIMPSEST_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define PALIMPSEST_SANITIZED 1
#endif

namespace support {

//! Whether this program was built for the address sanitizer: slower, and freed memory is kept.
#ifdef PALIMPSEST_SANITIZED
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

} // namespace support
