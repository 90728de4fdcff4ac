// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// How long it takes to find out when each line of an entry with 1,000 versions came in, once their texts are known.
#include "audit/lineorigin.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

constexpr double limitMs = 300;

struct Way
{
    const char *name;
    int lines;   //!< of about 50 bytes
    int edits;   //!< of each version, all over the text
    bool rewrite; //!< every tenth version is new from end to end
};

QByteArray madeLine(QRandomGenerator &random)
{
    static const QByteArrayList words = {"the", "agent", "remembers", "storage", "of", "every", "decision", "and", "why", "it", "was", "made"};
    if (random.bounded(6) == 0)
        return {};
    QByteArray line = "- ";
    while (line.size() < 45)
        line += words[random.bounded(int(words.size()))] + ' ';
    return line + QByteArray::number(random.bounded(10'000));
}

QList<std::optional<QByteArray>> past(const Way &way, int versions)
{
    QRandomGenerator random(7);
    QByteArrayList lines;
    for (int i = 0; i < way.lines; ++i)
        lines.append(madeLine(random));
    QList<std::optional<QByteArray>> texts;
    for (int version = 0; version < versions; ++version) {
        if (way.rewrite && version % 10 == 9) {
            for (QByteArray &line : lines)
                line = madeLine(random);
        }
        for (int edit = 0; edit < way.edits; ++edit) {
            const auto at = qsizetype(random.bounded(int(lines.size())));
            switch (random.bounded(4)) {
            case 0:
                lines.insert(at, madeLine(random));
                break;
            case 1:
                lines.removeAt(at);
                break;
            case 2:
                lines[at] = madeLine(random);
                break;
            default:
                lines.move(at, random.bounded(int(lines.size())));
            }
        }
        texts.append(lines.join('\n') + '\n');
    }
    return texts;
}

} // namespace

int main()
{
    constexpr Way ways[] = {{"4 KB, 2 edits", 100, 2, false},
                            {"20 KB, 5 edits", 480, 5, false},
                            {"100 KB, 10 edits", 2400, 10, false},
                            {"100 KB, appended to", 2400, 1, false},
                            {"20 KB, every tenth time written anew", 480, 5, true}};
    bool good = true;
    for (const Way &way : ways) {
        const auto texts = past(way, 1000);
        QList<double> processor;
        QList<qint64> clock;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            const std::clock_t begin = std::clock();
            const auto origins = audit::lineOrigins(texts, true);
            processor.append(double(std::clock() - begin) * 1000 / CLOCKS_PER_SEC);
            clock.append(timer.elapsed());
            if (origins.lines.isEmpty())
                return 1;
        }
        std::sort(processor.begin(), processor.end());
        std::sort(clock.begin(), clock.end());
        std::printf("%-38s %7.1f ms of the processor, %5lld ms by the clock\n", way.name, processor[2], static_cast<long long>(clock[2]));
        good = good && processor[2] <= limitMs;
    }
    return good ? 0 : 1;
}
