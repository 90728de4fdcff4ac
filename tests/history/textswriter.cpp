// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/textscommon.h"
#include "journal/diskfaults.h"

#include <QCoreApplication>

#include <cstdio>

// textswriter FILE FIRST COUNT [fail N ERRNO once|onwards]: keeps texts from number FIRST on and forgets some of them
// soon after, telling each ("kept 5", "forgot 5", "failed …"), COUNT rounds or until it is killed.

using namespace Qt::StringLiterals;
using namespace textscommon;

namespace {

void say(const QByteArray &line)
{
    std::fputs((line + '\n').constData(), stdout);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int first = arguments.value(2).toInt();
    const int count = arguments.value(3).toInt();
    if (arguments.value(4) == u"fail"_s)
        diskfaults::failAt(arguments.value(5).toInt(), arguments.value(6).toInt(), arguments.value(7) == u"onwards"_s);

    {
        history::Texts texts(arguments.value(1));
        for (int number = first; count == 0 || number < first + count; ++number) {
            const auto kept = wait(texts.keep({keptText(number)}));
            say((kept ? "kept " : "failed ") + QByteArray::number(number));
            if (number % 3 != 2)
                continue;
            const auto forgotten = wait(texts.forget({core::sha256Hex(testText(number - 1))}, {}));
            say((forgotten && forgotten->complete ? "forgot " : "failed ") + QByteArray::number(number - 1));
        }
        diskfaults::stop();
        say("end " + QByteArray::number(diskfaults::failures()));
    }
    return 0;
}
