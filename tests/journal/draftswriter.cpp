// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! A second copy of the program, as far as drafts go: keeps draft after draft and says on stdout what is kept.
//!
//!     draftswriter FILE NAME COUNT [fail N ERRNO once|onwards | record LOG]
//!
//! "kept K" comes after the K-th text was acknowledged, "failed K DETAIL" when it was not. With a COUNT of 0 it never ends.
#include "diskfaults.h"
#include "drafttexts.h"
#include "journal/drafts.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;

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
    const QString file = arguments.value(1);
    const QString name = arguments.value(2);
    const int count = arguments.value(3).toInt();
    const QString mode = arguments.value(4);
    if (mode == u"record"_s)
        diskfaults::record(QFileInfo(file).absolutePath().toStdString(), arguments.value(5).toStdString());
    else if (mode == u"fail"_s)
        diskfaults::failAt(arguments.value(5).toInt(), arguments.value(6).toInt(), arguments.value(7) == u"onwards"_s);

    journal::Drafts drafts(file);
    QElapsedTimer timer;
    std::function<void(int)> keep = [&](int number) {
        if (count > 0 && number > count) {
            diskfaults::stop();
            say("end " + QByteArray::number(diskfaults::failures()));
            QCoreApplication::quit();
            return;
        }
        timer.start();
        drafts.keep(testDraft(name, number)).then(&application, [&, number](const core::Result<core::Done> &kept) {
            const QByteArray words = kept ? "kept " + QByteArray::number(number)
                                          : "failed " + QByteArray::number(number) + ' ' + kept.error().detail.toUtf8();
            if (mode == u"record"_s && kept)
                diskfaults::note("kept-" + std::to_string(number));
            say(timer.elapsed() > 1000 ? "slow " + words : words);
            if (number % 7 == 0) {
                const journal::DraftId passing = testDraft(name + u"-passing"_s, number).id;
                drafts.keep(testDraft(name + u"-passing"_s, number)).then(&application, [](const core::Result<core::Done> &) {});
                drafts.discard({passing}).then(&application, [&, number](const core::Result<core::Done> &) { keep(number + 1); });
            } else {
                keep(number + 1);
            }
        });
    };
    keep(1);
    return QCoreApplication::exec();
}
