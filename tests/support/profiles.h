// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

//! The client has to work with both wire profiles of the contract, so all tests that need a service run twice: a class
//! calls addProfiles() in its initTestCase_data(), and each of its functions, with each of its rows, runs once for each.
namespace support {

inline void addProfiles()
{
    QTest::addColumn<bool>("profileC");
    QTest::newRow("profile S") << false;
    QTest::newRow("profile C") << true;
}

//! Whether the test runs against profile C just now.
inline bool profileC()
{
    QFETCH_GLOBAL(bool, profileC);
    return profileC;
}

} // namespace support
