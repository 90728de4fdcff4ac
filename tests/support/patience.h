// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

//! Included before every test program (tests/CMakeLists.txt). Waiting for what comes costs nothing, however long one would wait; a
//! machine that does much else, or a sanitizer, takes longer than Qt's five seconds.
namespace support {

constexpr int patienceMs = 30'000;

//! As QTest::qWaitFor: whether it became true.
template<typename Predicate>
[[nodiscard]] bool eventually(Predicate predicate)
{
    return QTest::qWaitFor(predicate, patienceMs);
}

} // namespace support

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, support::patienceMs)
#define QTRY_VERIFY2(expression, message) QTRY_VERIFY2_WITH_TIMEOUT(expression, message, support::patienceMs)
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT(expression, expected, support::patienceMs)
