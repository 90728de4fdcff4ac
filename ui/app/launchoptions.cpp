// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/launchoptions.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace app {

core::Result<LaunchOptions> parseLaunchOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Browse, edit and audit agents' memory stores."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Print this and end."_s);
    const QCommandLineOption version({u"v"_s, u"version"_s}, u"Print the version and end."_s);
    const QCommandLineOption baseUrl(u"base-url"_s,
                                     u"Open the service at <url> for this run. The token comes from QODER_PAT or "
                                     "QODER_ACCESS_TOKEN."_s,
                                     u"url"_s);
    const QCommandLineOption data(u"data"_s, u"Keep the Local workspace in <folder>."_s, u"folder"_s);
    const QCommandLineOption config(u"config"_s, u"Keep settings and connections in <folder>."_s, u"folder"_s);
    const QCommandLineOption appearance(u"appearance"_s, u"Look for this run: system, light or dark."_s, u"name"_s);
    const QCommandLineOption screenshot(u"screenshot"_s,
                                        u"Open the sample memories, save a picture of the window to <file> and end."_s,
                                        u"file"_s);
    const QCommandLineOption ledger(u"verify-ledger"_s,
                                    u"Check the ledger <file> and end: 0 intact, 1 changed, 3 cut off, 4 not a ledger."_s,
                                    u"file"_s); // ui/app/ledgercheck.h
    parser.addOptions({help, version, baseUrl, data, config, appearance, screenshot, ledger});
    if (!parser.parse(arguments))
        return core::Error{.kind = core::ErrorKind::Invalid, .serverText = {}, .detail = parser.errorText()};
    if (!parser.positionalArguments().isEmpty())
        return core::Error{.kind = core::ErrorKind::Invalid, .serverText = {},
                           .detail = u"unexpected argument: "_s + parser.positionalArguments().first()};

    LaunchOptions options;
    if (parser.isSet(help))
        options.help = parser.helpText();
    options.showVersion = parser.isSet(version);
    options.baseUrl = parser.value(baseUrl);
    options.screenshotFile = parser.value(screenshot);
    options.appearance = parser.value(appearance);
    if (!QStringList{u""_s, u"system"_s, u"light"_s, u"dark"_s}.contains(options.appearance))
        return core::Error{.kind = core::ErrorKind::Invalid, .serverText = {}, .detail = u"--appearance takes system, light or dark"_s};
    options.dataFolder = parser.value(data);
    options.configFolder = parser.value(config);
    return options;
}

} // namespace app
