// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/scanner.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QTest>

using namespace Qt::StringLiterals;

//! What the rules say of ordinary texts: the documentation of the packages that are installed here, Markdown first, at most
//! 1,000 files. Nobody looks at a list that is full of false alarms. How many files there are is not ours to say, so each
//! rule's ceiling is for a thousand files.
class TestFalseAlarms : public QObject
{
    Q_OBJECT

    static constexpr qsizetype mostFiles = 1'000;
    static constexpr qint64 mostBytes = 102'400; // as much as a memory can be

    static QByteArray bytesOf(const QString &path, qint64 most)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.read(most) : QByteArray();
    }

    static QStringList documents()
    {
        QStringList files;
        for (const QStringList &names : {QStringList{u"*.md"_s, u"*.markdown"_s}, QStringList{u"README*"_s, u"NEWS*"_s, u"*.txt"_s, u"*.rst"_s}}) {
            QStringList some;
            for (QDirIterator it(u"/usr/share/doc"_s, names, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories); it.hasNext();) {
                if (const QString path = it.next(); !path.endsWith(u".gz"_s) && !files.contains(path))
                    some.append(path);
            }
            some.sort();
            files += some;
        }
        return files.first(qMin(files.size(), mostFiles));
    }

private slots:
    void documentationIsQuiet()
    {
        QList<audit::ScanRule> rules;
        const QDir folder(QStringLiteral(SOURCE_DIR "/resources/rules"));
        for (const QString &name : folder.entryList({u"*.json"_s})) {
            const auto read = audit::readScanRules(bytesOf(folder.filePath(name), 1 << 20));
            QVERIFY(read);
            rules += *read;
        }
        const audit::Scanner scanner(rules);
        const QStringList files = documents();
        if (files.size() < 30)
            QSKIP("This system has no documentation to look at.");
        QMap<QString, QStringList> alarms;
        for (const QString &path : files) {
            for (const audit::ScanMark &mark : scanner.scan(bytesOf(path, mostBytes)).marks)
                alarms[rules.at(mark.rule).id].append(path);
        }

        // Addresses are addresses. Of the others, keys in examples and numbers that happen to fit are three or less here.
        constexpr int usual = 5;
        const QMap<QString, int> ceilings{{u"email-address"_s, 1'200}, {u"generic-api-key"_s, 10}};
        for (auto alarm = alarms.cbegin(); alarm != alarms.cend(); ++alarm) {
            qInfo("%s: %d in %d files", qPrintable(alarm.key()), int(alarm->size()), int(files.size()));
            const qsizetype ceiling = (ceilings.value(alarm.key(), usual) * files.size() + mostFiles - 1) / mostFiles;
            QVERIFY2(alarm->size() <= ceiling, qPrintable(alarm.key() + u": "_s + alarm->first(qMin<qsizetype>(20, alarm->size())).join(u' ')));
        }
    }
};

QTEST_GUILESS_MAIN(TestFalseAlarms)
#include "tst_falsealarms.moc"
