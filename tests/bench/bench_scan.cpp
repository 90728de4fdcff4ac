// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// How long the rules of the scan take for 100 KiB of the texts that are hardest for them, and how often they alarm in the
// files that are named on the command line.
#include "audit/scanner.h"
#include "core/utf8.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype size = 102'400;
constexpr double limitMs = 20;

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! Of the processor, which others use at the same time; the median of nine.
double milliseconds(const audit::Scanner &scanner, const QByteArray &text)
{
    QList<double> times;
    for (int i = 0; i < 9; ++i) {
        const std::clock_t begin = std::clock();
        (void)scanner.scan(text, 1'000'000);
        times.append(double(std::clock() - begin) * 1000 / CLOCKS_PER_SEC);
    }
    std::sort(times.begin(), times.end());
    return times.at(4);
}

double hardestTexts(const audit::Scanner &scanner)
{
    double worst = 0;
    QByteArray name;
    for (const audit::ScanRule &rule : scanner.rules()) {
        for (const QString &example : rule.match) {
            const QByteArray text = audit::exampleText(example);
            for (const qsizetype length : {text.size(), text.size() / 2, qsizetype(4), qsizetype(8)}) {
                const QByteArray part = text.left(std::max<qsizetype>(1, length));
                const double time = milliseconds(scanner, part.repeated(size / part.size()));
                if (time > worst) {
                    worst = time;
                    name = part;
                }
            }
        }
    }
    std::printf("hardest text      %6.2f ms (%s)\n", worst, name.left(30).constData());
    return worst;
}

void alarms(const audit::Scanner &scanner, const QStringList &files)
{
    std::map<QString, int> counts;
    qint64 bytes = 0;
    const std::clock_t begin = std::clock();
    for (const QString &path : files) {
        const QByteArray text = bytesOf(path);
        bytes += text.size();
        for (const audit::ScanMark &mark : scanner.scan(text).marks)
            ++counts[scanner.rules().at(mark.rule).id];
    }
    std::printf("%lld files, %.1f MB, %.2f ms for 100 KiB\n", static_cast<long long>(files.size()), double(bytes) / 1e6,
                double(std::clock() - begin) * 1000 / CLOCKS_PER_SEC * double(size) / double(std::max<qint64>(1, bytes)));
    for (const auto &[id, count] : counts)
        std::printf("  %-28s %5d\n", qPrintable(id), count);
}

} // namespace

int main(int argc, char **argv)
{
    QList<audit::ScanRule> rules;
    const QDir folder(QStringLiteral(SOURCE_DIR "/resources/rules"));
    for (const QString &name : folder.entryList({u"*.json"_s})) {
        if (const auto read = audit::readScanRules(bytesOf(folder.filePath(name))))
            rules += *read;
    }
    const audit::Scanner scanner(rules);
    std::printf("%lld rules\n", static_cast<long long>(rules.size()));
    std::printf("ordinary Markdown %6.2f ms\n", milliseconds(scanner, bytesOf(QStringLiteral(SOURCE_DIR "/src/README.md")).repeated(10).left(size)));
    const double worst = hardestTexts(scanner);
    QStringList files;
    for (int i = 1; i < argc; ++i)
        files.append(QString::fromLocal8Bit(argv[i]));
    if (!files.isEmpty())
        alarms(scanner, files);
    return worst <= limitMs ? 0 : 1;
}
