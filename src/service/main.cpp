// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/rescue.h"
#include "service/service.h"
#include "service/tokenfile.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int BadUsage = 2;
constexpr int CannotStart = 1;

int fail(int code, const QString &why)
{
    std::fprintf(stderr, "palimpsest-service: %s\n", qUtf8Printable(why));
    return code;
}

struct Arguments
{
    service::Options options;
    QString tokenFile;
};

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"A local Memory Stores service for agents, SDKs and scripts, on 127.0.0.1 only."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({u"port"_s, u"Listen on this port; 0 (the default) takes any free one."_s, u"N"_s, u"0"_s});
    parser.addOption({u"data"_s, u"Keep the memories in this folder (default: %1)."_s.arg(service::defaultDataDirectory()), u"DIR"_s,
                      service::defaultDataDirectory()});
    parser.addOption({u"profile"_s, u"Speak profile S (the default) or C."_s, u"S|C"_s, u"S"_s});
    parser.addOption({u"token-file"_s, u"Read the bearer token from this file, or make both (default: DIR/token)."_s, u"FILE"_s});
    parser.addOption({u"rescue"_s, u"Serve nothing: write what a damaged database still holds into this new folder."_s, u"FOLDER"_s});
}

std::optional<QString> read(const QCommandLineParser &parser, Arguments &arguments)
{
    bool isNumber = false;
    arguments.options.port = parser.value(u"port"_s).toUShort(&isNumber);
    if (!isNumber)
        return u"--port must be a number from 0 to 65535"_s;
    const QString profile = parser.value(u"profile"_s);
    if (profile == u"C")
        arguments.options.dialect = wire::profileC();
    else if (profile != u"S")
        return u"--profile must be S or C"_s;
    if (!parser.positionalArguments().isEmpty())
        return u"unexpected argument: %1"_s.arg(parser.positionalArguments().first());
    arguments.options.dataDirectory = parser.value(u"data"_s);
    if (arguments.options.dataDirectory.isEmpty())
        return u"--data must name a folder"_s;
    arguments.tokenFile = parser.value(u"token-file"_s);
    if (arguments.tokenFile.isEmpty())
        arguments.tokenFile = arguments.options.dataDirectory + u"/token"_s;
    return std::nullopt;
}

int rescueInto(const QString &newFolder, const QString &dataDirectory)
{
    const auto rescued = service::rescue(dataDirectory, newFolder);
    if (!rescued)
        return fail(CannotStart, rescued.error().detail);
    std::printf("%d entries and %d versions are in %s; lost.txt names %d that are lost or doubtful\n", rescued->entries,
                rescued->versions, qUtf8Printable(newFolder), rescued->lost);
    return 0;
}

//! SIGTERM and SIGINT are taken by sigwait in the main thread; every thread of the service inherits the mask.
sigset_t blockEndings()
{
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGTERM);
    sigaddset(&endings, SIGINT);
    pthread_sigmask(SIG_BLOCK, &endings, nullptr);
    return endings;
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(0077);
    const sigset_t endings = blockEndings();
    std::signal(SIGPIPE, SIG_IGN);

    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"palimpsest-service"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PALIMPSEST_VERSION));
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return fail(BadUsage, parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp(0);
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    Arguments arguments;
    if (const auto problem = read(parser, arguments))
        return fail(BadUsage, *problem);
    if (parser.isSet(u"rescue"_s))
        return rescueInto(parser.value(u"rescue"_s), arguments.options.dataDirectory);

    auto token = service::readOrMakeToken(arguments.tokenFile);
    if (!token)
        return fail(CannotStart, token.error().detail);
    arguments.options.token = *token;
    auto running = service::Service::start(arguments.options);
    if (!running)
        return fail(CannotStart, running.error().detail);

    std::printf("%s\n", qUtf8Printable((*running)->baseUrl()));
    std::fflush(stdout);
    int signal = 0;
    while (sigwait(&endings, &signal) == EINTR) { }
    (*running)->stop();
    return 0;
}
