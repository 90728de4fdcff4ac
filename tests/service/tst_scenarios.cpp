// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "scenario.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! The literal HTTP scenarios of tests/data/http, each against a fresh service: s/ in profile S, c/ in profile C.
class TestScenarios : public QObject
{
    Q_OBJECT

private slots:
    void scenario_data();
    void scenario();
};

void TestScenarios::scenario_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("file");
    int files = 0;
    for (const QString &profile : QStringList{u"S"_s, u"C"_s}) {
        QDirIterator it(QStringLiteral(TEST_DATA_DIR "/http/") + profile.toLower(), {u"*.http"_s}, QDir::Files);
        while (it.hasNext()) {
            const QString file = it.next();
            QTest::newRow(qPrintable(profile + u'/' + it.fileName())) << profile << file;
            ++files;
        }
    }
    QVERIFY2(files >= 12, "the scenarios were not found");
}

void TestScenarios::scenario()
{
    QFETCH(QString, profile);
    QFETCH(QString, file);
    QString problem;
    const QList<Step> steps = readScenario(file, problem);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(!steps.isEmpty());

    QTemporaryDir folder;
    ServiceProcess service(folder.filePath(u"data"_s), profile);
    QVERIFY(service.isRunning());
    problem = runScenario(steps, service);
    QVERIFY2(problem.isEmpty(), qPrintable(file + u": "_s + problem));
}

QTEST_GUILESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
