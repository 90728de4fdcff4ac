// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "drafttexts.h"
#include "support/quickfolder.h"
#include "support/waiting.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>

using namespace Qt::StringLiterals;
using journal::Draft;
using journal::DraftOwner;
using journal::Drafts;

//! Drafts under what a computer does to them: kills, two programs at once, a disk that fails, a power cut (promises A1, A2,
//! A6). The other program is draftswriter.
class TestDraftSafety : public QObject
{
    Q_OBJECT
private slots:
    void twoProgramsNeitherLoseNorMix();
    void killedAtAnyMoment();
    void diskFails_data();
    void diskFails();
    void powerCuts();

private:
    static int size();
};

namespace {

class Writer
{
public:
    Writer(const QString &file, const QString &name, int count, const QStringList &more = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationDirPath() + u"/draftswriter"_s,
                        QStringList{file, name, QString::number(count)} + more);
    }
    ~Writer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool waitForKept(int number) { return QTest::qWaitFor([&] { return lastKept() >= number; }, 20'000); }
    bool waitForEnd() { return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(20'000); }
    void kill()
    {
        ::kill(pid_t(m_process.processId()), SIGKILL);
        m_process.waitForFinished();
    }
    const QByteArray &words()
    {
        m_words += m_process.readAllStandardOutput();
        return m_words;
    }
    int lastKept()
    {
        const qsizetype at = words().lastIndexOf("kept ");
        const qsizetype end = at < 0 ? -1 : m_words.indexOf('\n', at);
        return end < 0 ? 0 : m_words.mid(at + 5, end - at - 5).toInt();
    }

private:
    QProcess m_process;
    QByteArray m_words;
};

} // namespace

//! 1 for each commit, more for longer runs.
int TestDraftSafety::size()
{
    return qMax(1, qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE"));
}

void TestDraftSafety::twoProgramsNeitherLoseNorMix()
{
    QTemporaryDir folder(support::quickFolder());
    const QString file = folder.filePath(u"data/drafts.sqlite"_s);
    Drafts here(file);
    Writer one(file, u"one"_s, 0);
    Writer other(file, u"other"_s, 0);
    QVERIFY(one.waitForKept(60));
    QVERIFY(other.waitForKept(60));
    const auto both = wait(here.list());
    QVERIFY(both);
    for (const auto &row : *both) {
        if (!row.target.entry.value.endsWith(u"-passing"_s))
            QCOMPARE(row.owner, DraftOwner::AnotherProgram);
    }
    one.kill();
    const auto rows = wait(here.list());
    QVERIFY(rows);
    for (const auto &row : *rows) {
        if (row.target.entry.value == u"mem_one"_s)
            QCOMPARE(row.owner, DraftOwner::Nobody);
        if (row.target.entry.value == u"mem_other"_s)
            QCOMPARE(row.owner, DraftOwner::AnotherProgram);
    }
    const auto left = wait(here.adopt(testDraft(u"one"_s, 1).id));
    QVERIFY(left);
    QVERIFY(numberOf(*left, u"one"_s) >= one.lastKept());
    QVERIFY(other.waitForKept(other.lastKept() + 20));
    other.kill();
    QVERIFY(numberOf(*wait(here.load(testDraft(u"other"_s, 1).id)), u"other"_s) >= other.lastKept());
    QVERIFY(!other.words().contains("failed") && !one.words().contains("failed"));
}

void TestDraftSafety::killedAtAnyMoment()
{
    QTemporaryDir folder(support::quickFolder());
    const QString file = folder.filePath(u"data/drafts.sqlite"_s);
    QRandomGenerator random(1);
    for (int round = 0; round < 20 * size() * size(); ++round) {
        const QString name = u"w%1"_s.arg(round);
        Writer writer(file, name, 0);
        QVERIFY(writer.waitForKept(int(random.bounded(1, 40))));
        writer.kill();
        Drafts drafts(file);
        const auto draft = wait(drafts.adopt(testDraft(name, 1).id));
        QVERIFY(draft);
        QVERIFY(numberOf(*draft, name) >= writer.lastKept());
        QVERIFY(wait(drafts.discard({draft->id})));
    }
}

void TestDraftSafety::diskFails_data()
{
    QTest::addColumn<bool>("onwards");
    QTest::addRow("once") << false;
    QTest::addRow("from then on") << true;
}

//! The n-th change of a file fails, for n = 1, 2, … until a run in which it is not reached (reliability 3.4).
void TestDraftSafety::diskFails()
{
    QFETCH(bool, onwards);
    const QList<int> errors{ENOSPC, EIO, EDQUOT, EROFS};
    const int count = 8 * size();
    int points = 0;
    int refused = 0;
    for (;; ++points) {
        QVERIFY(points < 3000);
        QTemporaryDir folder(support::quickFolder());
        const QString file = folder.filePath(u"data/drafts.sqlite"_s);
        {
            Drafts before(file);
            QVERIFY(wait(before.keep(testDraft(u"before"_s, 1))));
        }
        Writer writer(file, u"w"_s, count,
                      {u"fail"_s, QString::number(points + 1), QString::number(errors.at(points % errors.size())),
                       onwards ? u"onwards"_s : u"once"_s});
        QVERIFY(writer.waitForEnd());
        const QByteArray words = writer.words();
        QVERIFY2(words.contains("end "), words.constData());
        QVERIFY2(!words.contains("slow "), words.constData()); // said within 1 s
        refused += int(words.count("failed "));

        Drafts drafts(file);
        QCOMPARE(*wait(drafts.load(testDraft(u"before"_s, 1).id)), testDraft(u"before"_s, 1));
        if (writer.lastKept() > 0)
            QVERIFY2(numberOf(*wait(drafts.load(testDraft(u"w"_s, 1).id)), u"w"_s) >= writer.lastKept(), words.constData());
        QVERIFY(wait(drafts.keep(testDraft(u"after"_s, 1))));
        if (words.contains("end 0\n")) {
            QCOMPARE(words.count("kept "), count);
            break;
        }
    }
    qInfo("%d points, %d drafts refused", points, refused);
    QVERIFY(points > 20);
    QVERIFY(refused > 10);
}

namespace {

struct Change
{
    char what = 0;
    QString path;
    qint64 at = 0;
    QByteArray bytes;
};

QList<Change> readLog(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Change> changes;
    while (!file.atEnd()) {
        const QByteArrayList words = file.readLine().trimmed().split(' ');
        if (words.size() != 4)
            return {};
        Change change{words[0].at(0), QString::fromLatin1(words[1]), words[2].toLongLong(), {}};
        if (change.what == 'W')
            change.bytes = file.read(words[3].toLongLong());
        changes.append(change);
    }
    return changes;
}

void apply(QByteArray &image, const Change &change)
{
    if (change.what == 'T') {
        image.resize(change.at);
    } else if (change.what == 'W') {
        if (image.size() < change.at + change.bytes.size())
            image.append(QByteArray(change.at + change.bytes.size() - image.size(), '\0'));
        image.replace(change.at, change.bytes.size(), change.bytes);
    }
}

//! What the disk may hold after a cut behind the first `end` changes: all that was synced, of the rest any part. Gives the
//! last text that was said to be kept by then.
int leave(const QList<Change> &changes, qsizetype end, QRandomGenerator &random, const QString &folder)
{
    QMap<QString, qsizetype> synced;
    int kept = 0;
    for (qsizetype i = 0; i < end; ++i) {
        if (changes[i].what == 'S')
            synced[changes[i].path] = i;
        else if (changes[i].what == 'N')
            kept = changes[i].path.mid(5).toInt();
    }
    QMap<QString, QByteArray> images;
    for (qsizetype i = 0; i < end; ++i) {
        const Change &change = changes[i];
        if (change.path.endsWith(u"-shm"_s) || change.what == 'S' || change.what == 'N')
            continue;
        if (change.what == 'D') // SQLite syncs the folder after it
            images.remove(change.path);
        else if (i < synced.value(change.path, -1) || random.bounded(2) == 0)
            apply(images[change.path], change);
    }
    for (auto image = images.cbegin(); image != images.cend(); ++image) {
        QFile file(folder + u'/' + image.key());
        if (!file.open(QIODevice::WriteOnly) || file.write(image.value()) != image.value().size())
            return -1;
    }
    return kept;
}

} // namespace

void TestDraftSafety::powerCuts()
{
    QTemporaryDir folder(support::quickFolder());
    const QString log = folder.filePath(u"log"_s);
    {
        Writer writer(folder.filePath(u"data/drafts.sqlite"_s), u"w"_s, 60, {u"record"_s, log});
        QVERIFY(writer.waitForEnd());
        QCOMPARE(writer.lastKept(), 60);
    }
    const QList<Change> changes = readLog(log);
    QVERIFY(changes.size() > 300);
    // Nothing is called kept before it was synced: of the log itself nothing is open when a word comes.
    QMap<QString, bool> open;
    for (const Change &change : changes) {
        if (change.what == 'W')
            open[change.path] = true;
        else if (change.what == 'S')
            open[change.path] = false;
        else if (change.what == 'N')
            QVERIFY(!open.value(u"drafts.sqlite-wal"_s));
    }
    QRandomGenerator random(2);
    int judged = 0;
    for (int i = 0; i < 50 * size() * size(); ++i) {
        QTemporaryDir left(support::quickFolder());
        const qsizetype end = random.bounded(int(changes.size()));
        const int kept = leave(changes, end, random, left.path());
        QVERIFY(kept >= 0);
        if (kept == 0)
            continue; // the file itself may not be there
        Drafts drafts(left.filePath(u"drafts.sqlite"_s));
        const auto draft = wait(drafts.load(testDraft(u"w"_s, 1).id));
        QVERIFY2(draft, draft ? "" : qPrintable(draft.error().detail));
        QVERIFY(numberOf(*draft, u"w"_s) >= kept);
        ++judged;
    }
    QVERIFY(judged > 30);
}

QTEST_GUILESS_MAIN(TestDraftSafety)
#include "tst_draftsafety.moc"
