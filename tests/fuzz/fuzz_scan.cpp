// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/scanner.h"
#include "core/utf8.h"
#include "fuzz.h"

//! A rule of the person's own (the first line) over a text (the rest): the marks are places of the text, in order, of whole
//! characters; and twice the text takes twice the steps, not four times as many, whatever rule and text are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype line = bytes.indexOf('\n');
    if (line < 0 || size > 4'096)
        return 0;
    const auto written = core::decodeUtf8(bytes.first(line));
    const QByteArray text = bytes.mid(line + 1);
    if (!written || !core::decodeUtf8(text))
        return 0;
    const auto pattern = audit::Pattern::compile(*written);
    if (!pattern)
        return 0;
    audit::ScanRule rule;
    rule.id = QStringLiteral("own");
    rule.patterns = {*pattern};
    const audit::Scanner scanner({rule});

    const audit::ScanResult found = scanner.scan(text);
    qsizetype last = 0;
    for (const audit::ScanMark &mark : found.marks) {
        mustHold(mark.from >= last && mark.length >= 0 && mark.from + mark.length <= text.size());
        mustHold(core::decodeUtf8(text.mid(mark.from, mark.length)).has_value());
        last = mark.from;
    }
    mustHold(scanner.scan(text).marks == found.marks);

    // What goes over the seams of the repetition, and begins anew behind a match, is a constant of the rule.
    constexpr qint64 seams = 100'000;
    mustHold(scanner.scan(text.repeated(32)).steps <= scanner.scan(text.repeated(16)).steps * 5 / 2 + seams);
    return 0;
}
