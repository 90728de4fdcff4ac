// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace text {

//! What the target of a link in somebody's text really is (promise I4).
struct Link
{
    enum class Problem {
        None,
        NoAddress,    //!< relative, empty, or of no scheme
        OtherScheme,  //!< only http and https are opened
        Unclear,      //!< not a well-formed address: spaces, line ends, backslashes, a name that cannot be
        NameInFront,  //!< "user@host" looks like another host
        HiddenSigns,  //!< characters that change how the rest looks, or that nobody sees
        TooLong,
    };
    Problem problem = Problem::NoAddress;
    QByteArray address; //!< whole and in ASCII, the host in punycode, as it would be opened; only without a problem
    QString host;       //!< in ASCII
    QString scheme = {}; //!< lower case, where there is one
};

//! `target` as it is written. Pure.
[[nodiscard]] Link linkOf(const QString &target);

} // namespace text
