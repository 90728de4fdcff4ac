// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rulebook.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace session {

namespace {

constexpr qint64 mostRuleBytes = 1'048'576;

} // namespace

RuleBook readRuleBook(const QString &ownFolder)
{
    RuleBook book;
    QList<audit::ScanRule> all;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &folder : {u":/rules"_s, ownFolder}) {
        for (const QString &name : QDir(folder).entryList({u"*.json"_s}, QDir::Files)) {
            QFile file(folder + u'/' + name);
            if (!file.open(QIODevice::ReadOnly)) {
                book.problems.append({name, file.errorString()});
                continue;
            }
            const QByteArray json = file.read(mostRuleBytes + 1);
            if (const auto rules = audit::readScanRules(json)) {
                all += *rules;
                hash.addData(json);
            } else {
                book.problems.append({name, rules.error().detail});
            }
        }
    }
    book.scanner = std::make_shared<audit::Scanner>(all);
    book.fingerprint = hash.result();
    return book;
}

} // namespace session
