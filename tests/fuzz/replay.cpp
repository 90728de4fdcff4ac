// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzz.h"

#include <QByteArray>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cstdio>

//! Stands in for libFuzzer: feeds the files of the folders that are named, each whole, cut at many places, and with each
//! of some bytes changed.
namespace {

long runs = 0;

void feed(const QByteArray &bytes)
{
    ++runs;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size()));
}

void feedVariants(const QByteArray &bytes)
{
    feed(bytes);
    const qsizetype stride = std::max<qsizetype>(1, bytes.size() / 80);
    for (qsizetype at = 0; at < bytes.size(); at += stride) {
        feed(bytes.left(at));
        for (const char other : {'\0', '"', '\\', '\xFF', '9', '}', char(bytes.at(at) ^ 0x20)}) {
            QByteArray changed = bytes;
            changed[at] = other;
            feed(changed);
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        QDirIterator files(QString::fromLocal8Bit(argv[i]), QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                return 1;
            feedVariants(file.readAll());
        }
    }
    std::printf("%ld inputs\n", runs);
    return runs > 100 ? 0 : 1; // an empty corpus proves nothing
}
