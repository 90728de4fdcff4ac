// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/launchoptions.h"
#include "ui/app/ledgercheck.h"
#include "ui/app/termination.h"
#include "ui/app/workbench.h"

#include <QApplication>

#include <cstdio>
#include <optional>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

//! Help, version and the check of a ledger need no display. Nothing when a window is wanted, or when Qt's own options have to be taken out first.
std::optional<int> answerWithoutWindow(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (const auto ledger = app::ledgerToVerify(QCoreApplication::arguments())) {
        const app::LedgerAnswer answer = app::verifyLedger(*ledger);
        std::fputs(qPrintable(answer.words), answer.code == app::LedgerAnswer::NotUnderstood ? stderr : stdout);
        return answer.code;
    }
    const auto options = app::parseLaunchOptions(QCoreApplication::arguments());
    if (!options)
        return {};
    if (!options->help.isEmpty()) {
        std::fputs(qPrintable(options->help), stdout);
        return 0;
    }
    if (options->showVersion) {
        std::printf("palimpsest %s\n", PALIMPSEST_VERSION);
        return 0;
    }
    return {};
}

} // namespace

int main(int argc, char *argv[])
{
    // Files of this program hold memories: nobody else may read them, nor a core file (promises G1, G4).
    umask(0077);
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);

    if (const auto answered = answerWithoutWindow(argc, argv))
        return *answered;

    QApplication application(argc, argv);
    QApplication::setApplicationName(u"palimpsest"_s);
    QApplication::setApplicationDisplayName(u"Palimpsest"_s);
    QApplication::setApplicationVersion(QStringLiteral(PALIMPSEST_VERSION));
    QApplication::setDesktopFileName(u"io.github.palimpsest.Palimpsest"_s);

    const auto options = app::parseLaunchOptions(QApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "palimpsest: %s\n", qPrintable(options.error().detail));
        return 2;
    }
    app::Workbench workbench(application, *options);
    const app::Termination termination(workbench);
    workbench.start();
    return QApplication::exec();
}
