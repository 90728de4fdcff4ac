// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/baseurl.h"
#include "core/timestamp.h"
#include "core/utf8.h"
#include "fuzz.h"
#include "wire/pathrules.h"

#include <QUrl>

using namespace Qt::StringLiterals;

//! Short texts that decide something: paths of entries, base URLs, moments, and the decoding of UTF-8 itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto text = core::decodeUtf8(bytes);
    mustHold(text.has_value() == (core::firstInvalidUtf8(bytes) < 0));
    if (!text)
        return 0;
    mustHold(text->toUtf8() == bytes);

    const wire::Limits limits;
    if (!wire::serviceProblem(*text, limits)) {
        mustHold(!bytes.isEmpty() && bytes.size() <= limits.pathBytes && !bytes.startsWith('/') && !bytes.contains(".."));
        for (const char c : bytes)
            mustHold(uchar(c) >= 0x20 && c != 0x7F);
    }
    if (!wire::clientProblem(*text, limits)) // is the stricter of the two
        mustHold(!wire::serviceProblem(*text, limits) && !bytes.endsWith('/') && !bytes.contains("//"));

    if (core::checkBaseUrl(*text) == core::BaseUrlProblem::None) {
        const QUrl url(core::normalizedBaseUrl(*text), QUrl::StrictMode);
        const bool loopback = url.host() == u"127.0.0.1"_s || url.host() == u"::1"_s;
        mustHold(url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment());
        mustHold(url.scheme() == u"https"_s || (url.scheme() == u"http"_s && loopback));
        mustHold(core::isLoopbackUrl(*text) == loopback);
    }
    if (const auto moment = core::Timestamp::parse(*text))
        mustHold(core::Timestamp::fromMicroseconds(moment->microseconds()) == *moment);
    return 0;
}
