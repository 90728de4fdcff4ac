// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/textscommon.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace textscommon;
using history::Texts;

//! What is forgotten is in no byte of any file (promise J10), whatever happens in between. Another program (textswriter)
//! is killed, or its disk fails.
class TestTextsErasure : public QObject
{
    Q_OBJECT
private slots:
    void goesForGood();
    void nothingIsLeftAfterManyChanges();
    void whatWasPushedOutGoesToo();
    void allGo();
    void waitsForAReader();
    void killedAtAnyMoment();
    void diskFails();

private:
    static int size() { return qMax(1, qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE")); }
};

void TestTextsErasure::goesForGood()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"data/a.texts"_s));
    for (int number = 0; number < 40; ++number)
        QVERIFY(wait(texts.keep({keptText(number)})));
    QVERIFY(timesIn(folder.path(), canary(7)) > 0);
    QVERIFY(timesIn(folder.path(), tailOf(canary(8))) > 1); // the text, the index, the log
    // One by its hash, one by its version alone: some services take the hash away.
    const auto erased = wait(texts.forget({core::sha256Hex(testText(7))}, {{u"memver_8"_s}}));
    QVERIFY(erased && erased->complete);
    QCOMPARE(erased->texts, 2);
    for (const int number : {7, 8})
        QCOMPARE(timesIn(folder.path(), tailOf(canary(number))), 0);
    QVERIFY(timesIn(folder.path(), tailOf(canary(9))) > 1);
    QCOMPARE(*wait(texts.find(core::sha256Hex(testText(9)))), testText(9));
    QCOMPARE(wait(texts.find(core::sha256Hex(testText(7)))).error().kind, core::ErrorKind::NotFound);
    // A reply that was on its way when the version was redacted does not bring it back, under whatever version.
    QVERIFY(wait(texts.keep({keptText(7), {{u"memstore_1"_s}, {u"memver_99"_s}, testText(7)}})));
    QVERIFY(wait(texts.keep({{{u"memstore_1"_s}, {u"memver_8"_s}, testText(500)}})));
    QCOMPARE(timesIn(folder.path(), canary(7)) + timesIn(folder.path(), canary(500)), 0);
    QCOMPARE(wait(texts.facts())->count, 38);
}

//! Where a tree is balanced, SQLite leaves copies of cells behind: with secure_delete, an optimized index and a cut log
//! alone, this finds texts that were forgotten (it did, some hundred rounds each).
void TestTextsErasure::nothingIsLeftAfterManyChanges()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    QRandomGenerator random(3);
    QList<int> there;
    QList<int> gone;
    int next = 0;
    constexpr int most = 350; // bytes of a text: some ten of them share a page
    for (int round = 0; round < 60 * size(); ++round) {
        QList<history::KeptText> more;
        for (int i = round == 0 ? 600 : random.bounded(0, 60); i > 0; --i) {
            there.append(next);
            more.append(keptText(next++, most));
        }
        QVERIFY(wait(texts.keep(more)));
        QStringList hashes;
        for (int i = random.bounded(1, 1 + int(there.size()) / 5); i > 0 && there.size() > 1; --i) {
            gone.append(there.takeAt(random.bounded(int(there.size()))));
            hashes.append(core::sha256Hex(testText(gone.constLast(), most)));
        }
        QVERIFY(wait(texts.forget(hashes, {}))->complete);
        const QSet<int> found = canariesIn(bytesOf(folder.path()));
        for (const int number : std::as_const(gone))
            QVERIFY2(!found.contains(number), qPrintable(u"text %1, round %2"_s.arg(number).arg(round)));
        QVERIFY(found.contains(there.constFirst()));
    }
    QVERIFY(gone.size() > 200);
}

void TestTextsErasure::whatWasPushedOutGoesToo()
{
    QTemporaryDir folder(quickFolder());
    history::TextsLimits limits;
    limits.total = 20'000;
    limits.each = 10'000;
    Texts texts(folder.filePath(u"a.texts"_s), limits);
    int kept = 0;
    for (int number = 0; number < 120; ++number) {
        kept += testText(number).size() <= limits.each ? 1 : 0;
        QVERIFY(wait(texts.keep({keptText(number)})));
        QVERIFY(wait(texts.facts())->bytes <= limits.total);
    }
    const auto facts = wait(texts.facts());
    QVERIFY(facts->count > 10 && facts->count < kept);
    QVERIFY(facts->bytes > limits.total / 2);
    QVERIFY(wait(texts.contained({core::sha256Hex(testText(1))}))->isEmpty()); // the ones kept first
    QVERIFY(!wait(texts.contained({core::sha256Hex(testText(119))}))->isEmpty());
    // Its version is seen redacted after the text had to make room: it is not kept, but was there.
    QVERIFY(wait(texts.forget({core::sha256Hex(testText(1))}, {}))->complete);
    QCOMPARE(timesIn(folder.path(), tailOf(canary(1))), 0);
    QVERIFY(!wait(texts.facts())->erasurePending);
}

void TestTextsErasure::allGo()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    QVERIFY(wait(texts.keep({keptText(1), keptText(2), {{u"memstore_2"_s}, {u"memver_b"_s}, testText(2)},
                             {{u"memstore_2"_s}, {u"memver_c"_s}, testText(3)}})));
    QCOMPARE(wait(texts.forgetStore({u"memstore_1"_s}))->texts, 1); // the other store has the second one, too
    QCOMPARE(timesIn(folder.path(), tailOf(canary(1))), 0);
    QVERIFY(wait(texts.find(core::sha256Hex(testText(2)))));
    QCOMPARE(wait(texts.forgetStore({u"memstore_2"_s}))->texts, 2);
    QVERIFY(wait(texts.keep({keptText(4), keptText(5)})));
    QVERIFY(timesIn(folder.path(), canary(4)) > 0);
    const auto erased = wait(texts.forgetAll());
    QVERIFY(erased && erased->complete);
    QCOMPARE(erased->texts, 2);
    QCOMPARE(wait(texts.facts())->bytes, 0);
    for (int number = 1; number < 6; ++number)
        QCOMPARE(timesIn(folder.path(), tailOf(canary(number))), 0);
}

//! A second program with the same file, in the middle of a look.
void TestTextsErasure::waitsForAReader()
{
    QTemporaryDir folder(quickFolder());
    const QString file = folder.filePath(u"a.texts"_s);
    Texts texts(file);
    QVERIFY(wait(texts.keep({keptText(1), keptText(2)})));
    QProcess reader;
    reader.start(u"python3"_s, {u"-c"_s, u"import sqlite3, sys\n"
                                         "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
                                         "c.execute('BEGIN'); c.execute('SELECT count(*) FROM text').fetchall()\n"
                                         "print('reading', flush=True); sys.stdin.readline(); c.execute('COMMIT')\n"
                                         "print('done', flush=True); sys.stdin.readline()"_s,
                                file});
    if (!reader.waitForStarted())
        QSKIP("there is no python3 to be the other program");
    QVERIFY(reader.waitForReadyRead(20'000));
    const auto erased = wait(texts.forget({core::sha256Hex(testText(1))}, {}));
    QVERIFY(erased);
    QVERIFY(!erased->complete);
    QVERIFY(wait(texts.facts())->erasurePending);
    QVERIFY(wait(texts.contained({core::sha256Hex(testText(1))}))->isEmpty());
    reader.write("\n");
    QVERIFY(reader.waitForReadyRead(20'000));
    QVERIFY(reader.readAll().contains("done"));
    QVERIFY(wait(texts.finishErasure())->complete);
    QCOMPARE(timesIn(folder.path(), tailOf(canary(1))), 0);
    QVERIFY(timesIn(folder.path(), tailOf(canary(2))) > 0);
    reader.write("\n");
    reader.waitForFinished();
}

namespace {

class Writer
{
public:
    Writer(const QString &file, int first, int count, const QStringList &more = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationDirPath() + u"/textswriter"_s,
                        QStringList{file, QString::number(first), QString::number(count)} + more);
    }
    ~Writer() { kill(); }
    bool waitFor(const QByteArray &word, int times)
    {
        while (words().count(word) < times) {
            if (!m_process.waitForReadyRead(20'000))
                return false;
        }
        return true;
    }
    bool waitForEnd() { return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(30'000); }
    void kill()
    {
        if (m_process.state() != QProcess::NotRunning)
            ::kill(pid_t(m_process.processId()), SIGKILL);
        m_process.waitForFinished();
    }
    const QByteArray &words()
    {
        m_words += m_process.readAllStandardOutput();
        return m_words;
    }
    //! The numbers that it said `word` of.
    QList<int> told(const QByteArray &word)
    {
        QList<int> numbers;
        for (const QByteArray &line : words().split('\n')) {
            if (line.startsWith(word + ' '))
                numbers.append(line.mid(word.size() + 1).toInt());
        }
        return numbers;
    }

private:
    QProcess m_process;
    QByteArray m_words;
};

//! After the next program has opened the file: of the texts FIRST to LAST, each is whole or in no byte.
bool wholeOrGone(Texts &texts, const QString &folder, int first, int last)
{
    for (int number = first; number <= last; ++number) {
        const auto found = wait(texts.find(core::sha256Hex(testText(number))));
        if (!found && found.error().kind != core::ErrorKind::NotFound)
            return false;
        const bool bytes = timesIn(folder, tailOf(canary(number))) > 0;
        if (found ? *found != testText(number) || !bytes : bytes)
            return false;
    }
    return true;
}

} // namespace

void TestTextsErasure::killedAtAnyMoment()
{
    QTemporaryDir folder(quickFolder());
    const QString file = folder.filePath(u"a.texts"_s);
    QRandomGenerator random(4);
    int pending = 0;
    for (int round = 0; round < 25 * size(); ++round) {
        const int first = round * 300;
        Writer writer(file, first, 0);
        QVERIFY(writer.waitFor("kept", int(random.bounded(2, 12))));
        const qint64 end = random.bounded(0, 9000); // somewhere in what comes next
        QElapsedTimer timer;
        timer.start();
        while (timer.nsecsElapsed() < end * 1000) { }
        writer.kill();
        const QList<int> forgotten = writer.told("forgot");
        const int last = writer.told("kept").constLast() + 1;
        Texts texts(file);
        QVERIFY(wait(texts.facts())); // opened
        QVERIFY(!wait(texts.facts())->erasurePending);
        for (const int number : forgotten)
            QCOMPARE(timesIn(folder.path(), tailOf(canary(number))), 0);
        QVERIFY(wholeOrGone(texts, folder.path(), first, last));
        pending += last;
    }
    QVERIFY(pending > 0);
}

//! The n-th change of a file fails, for n = 1, 2, … until a run in which it is not reached (reliability 3.4).
void TestTextsErasure::diskFails()
{
    const QList<int> errors{ENOSPC, EIO, EDQUOT, EROFS};
    int points = 0;
    int refused = 0;
    // Every third point in the usual size: a run takes some tens of milliseconds.
    for (;; points += size() > 1 ? 1 : 3) {
        QVERIFY(points < 5000);
        QTemporaryDir folder(quickFolder());
        const QString file = folder.filePath(u"a.texts"_s);
        {
            Texts before(file);
            QVERIFY(wait(before.keep({keptText(900)})));
        }
        Writer writer(file, 0, 6, {u"fail"_s, QString::number(points + 1), QString::number(errors.at(points % 4)), u"onwards"_s});
        QVERIFY(writer.waitForEnd());
        QVERIFY2(writer.words().contains("end "), writer.words().constData());
        refused += int(writer.words().count("failed "));
        Texts texts(file);
        QVERIFY(wait(texts.facts()));
        for (const int number : writer.told("forgot"))
            QCOMPARE(timesIn(folder.path(), tailOf(canary(number))), 0);
        QVERIFY2(wholeOrGone(texts, folder.path(), 0, 5), qPrintable(u"point %1"_s.arg(points)));
        QCOMPARE(*wait(texts.find(core::sha256Hex(testText(900)))), testText(900));
        if (writer.words().contains("end 0\n"))
            break;
    }
    qInfo("%d points, %d wishes refused", points, refused);
    QVERIFY(points > 20);
    QVERIFY(refused > 10);
}

QTEST_GUILESS_MAIN(TestTextsErasure)
#include "tst_textserasure.moc"
