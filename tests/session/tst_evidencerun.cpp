// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/evidencerun.h"

#include "rig.h"
#include "tests/support/quickfolder.h"

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using rig::wait;

//! Evidence out of the index: what was asked for, all of it, in the order of the feed.
class TestEvidenceRun : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void writesWhatTheFilterLetsThrough();
    void writesAList();
    void writesNothingAsNothing();
    void aListOfNothingIsNotEverything();
    void stoppedStaysMarked();
    void saysWhyNot();

private:
    core::Result<transfer::EvidenceReport> run(session::EvidenceRun &run);
    [[nodiscard]] QList<QJsonObject> rows() const;
    [[nodiscard]] session::EvidenceWish wish() const;
    [[nodiscard]] static core::Version version(int number);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<history::Index> m_index;
};

core::Version TestEvidenceRun::version(int number)
{
    core::Version version;
    version.id = {u"memver_%1"_s.arg(number, 5, 10, QChar(u'0'))};
    version.store = {u"memstore_1"_s};
    version.entry = {u"mem_%1"_s.arg(number % 7)};
    version.path = (number % 2 ? u"notes/%1.md"_s : u"other/%1.md"_s).arg(number % 7);
    version.action = core::Action::Updated;
    version.actionWord = u"updated"_s;
    version.size = 100 + number;
    version.sha256 = QString(64, u'b');
    version.createdAt = core::Timestamp::fromMicroseconds(1'790'000'000'000'000 + number * 1'000'000LL);
    return version;
}

void TestEvidenceRun::init()
{
    m_index.reset();
    m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
    m_index = std::make_unique<history::Index>(m_folder->filePath(u"history/a.index"_s));
    QList<core::Version> versions;
    for (int number = 0; number < 2600; ++number)
        versions.append(version(number));
    QVERIFY(wait(m_index->put({u"memstore_1"_s}, versions, core::Timestamp::fromMicroseconds(1'795'000'000'000'000))));
    QVERIFY(wait(m_index->keepNote({{u"memstore_1"_s}, version(77).id, u"the line in question"_s,
                                    core::Timestamp::fromMicroseconds(1'795'000'000'000'000)})));
}

session::EvidenceWish TestEvidenceRun::wish() const
{
    session::EvidenceWish wish;
    wish.store = {u"memstore_1"_s};
    wish.path = m_folder->filePath(u"evidence"_s);
    return wish;
}

core::Result<transfer::EvidenceReport> TestEvidenceRun::run(session::EvidenceRun &run)
{
    QSignalSpy finished(&run, &session::EvidenceRun::finished);
    run.start();
    if (!finished.wait(20'000))
        qFatal("the run never ended");
    return run.result();
}

QList<QJsonObject> TestEvidenceRun::rows() const
{
    QFile file(m_folder->filePath(u"evidence/versions.jsonl"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QJsonObject> rows;
    while (!file.atEnd())
        rows.append(QJsonDocument::fromJson(file.readLine()).object());
    return rows;
}

void TestEvidenceRun::writesWhatTheFilterLetsThrough()
{
    session::EvidenceWish wanted = wish();
    wanted.filter.path = u"notes/"_s;
    session::EvidenceRun run(*m_index, wanted);
    const auto report = this->run(run);
    QVERIFY(report);
    QCOMPARE(report->rows, 1300);
    QCOMPARE(run.done(), 1300);
    QCOMPARE(run.total(), 1300);
    const QList<QJsonObject> written = rows();
    QCOMPARE(written.size(), 1300);
    int number = 2599; // newest first
    for (const QJsonObject &row : written) {
        QCOMPARE(row.value("id"_L1).toString(), version(number).id.value);
        QCOMPARE(row.value("note"_L1).toString(), number == 77 ? u"the line in question"_s : QString());
        number -= 2;
    }
    QCOMPARE(written.first().value("size_change_bytes"_L1).toInt(), 7);
    QVERIFY(!QFile::exists(wanted.path + u'/' + transfer::incompleteMark()));
}

void TestEvidenceRun::writesAList()
{
    session::EvidenceWish wanted = wish();
    wanted.only = QList<core::Version>{version(500), version(77)};
    core::Version unknown = version(9000);
    wanted.only->append(unknown);
    wanted.about.patch = "--- a\n+++ b\n";
    session::EvidenceRun run(*m_index, wanted);
    QVERIFY(this->run(run));
    const QList<QJsonObject> written = rows();
    QCOMPARE(written.size(), 3);
    QCOMPARE(written.at(0).value("size_change_bytes"_L1).toInt(), 7); // the index knows it
    QCOMPARE(written.at(1).value("note"_L1).toString(), u"the line in question"_s);
    QVERIFY(written.at(2).value("size_change_bytes"_L1).isNull());
    QCOMPARE(written.at(2).value("id"_L1).toString(), unknown.id.value);
    QVERIFY(QFile::exists(wanted.path + u"/comparison.patch"_s));
}

void TestEvidenceRun::writesNothingAsNothing()
{
    session::EvidenceWish wanted = wish();
    wanted.filter.path = u"nowhere/"_s;
    session::EvidenceRun run(*m_index, wanted);
    const auto report = this->run(run);
    QVERIFY(report);
    QCOMPARE(report->rows, 0);
    QVERIFY(QFile::exists(wanted.path + u"/evidence.html"_s));
}

void TestEvidenceRun::aListOfNothingIsNotEverything()
{
    session::EvidenceWish wanted = wish();
    wanted.only = QList<core::Version>();
    session::EvidenceRun run(*m_index, wanted);
    const auto report = this->run(run);
    QVERIFY(report);
    QCOMPARE(report->rows, 0);
    QCOMPARE(rows().size(), 0);
}

void TestEvidenceRun::stoppedStaysMarked()
{
    session::EvidenceRun run(*m_index, wish());
    connect(&run, &session::EvidenceRun::progressChanged, &run, [&run] {
        if (run.done() >= 1000)
            run.cancel();
    });
    const auto report = this->run(run);
    QVERIFY(report);
    QVERIFY(run.wasCancelled());
    QCOMPARE(report->rows, 1000);
    QVERIFY(QFile::exists(wish().path + u'/' + transfer::incompleteMark()));
}

void TestEvidenceRun::saysWhyNot()
{
    QVERIFY(QDir().mkdir(wish().path));
    session::EvidenceRun run(*m_index, wish());
    const auto report = this->run(run);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, core::ErrorKind::Storage);
    QVERIFY(QDir(wish().path).isEmpty());
}

QTEST_GUILESS_MAIN(TestEvidenceRun)
#include "tst_evidencerun.moc"
