// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/connection.h"
#include "db/erase.h"
#include "db/erasepage.h"
#include "support/canaries.h"
#include "support/quickfolder.h"

#include <QFile>
#include <QMap>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Nothing that was deleted is in a byte of the files (promise J10), and erasing changes nothing else.
class TestErasure : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLeftAfterManyChanges_data();
    void nothingIsLeftAfterManyChanges();
    void gapsAreEmpty();
    void pagesOfOthersAreLeftAlone();
    void whateverIsInAPage();

private:
    static std::unique_ptr<db::Connection> open(const QTemporaryDir &folder)
    {
        auto opened = db::Connection::open({.file = folder.filePath(u"data/a.sqlite"_s), .applicationId = 7, .schemaVersion = 9});
        return opened ? std::move(opened.value()) : nullptr;
    }
    static int size() { return qMax(1, qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE")); }
    static QByteArray bytesOf(const QTemporaryDir &folder)
    {
        QFile file(folder.filePath(u"data/a.sqlite"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

namespace {

//! Trees of each kind: by number, by text, an index, and texts that go on in other pages.
constexpr const char *schema = "CREATE TABLE t (n INTEGER PRIMARY KEY, path TEXT NOT NULL, b BLOB NOT NULL) STRICT;"
                               "CREATE INDEX t_path ON t (path);"
                               "CREATE TABLE w (path TEXT PRIMARY KEY, b BLOB NOT NULL) STRICT, WITHOUT ROWID";

struct Row
{
    qint64 key = 0;
    QList<int> canaries; //!< in its path and its text
};

//! Rows that come, change and go by chance, and what must be true of them.
class Shuffle
{
public:
    Shuffle(db::Connection &connection, quint32 seed, int most) : m_connection(connection), m_random(seed), m_most(most) { }

    void change()
    {
        db::Transaction transaction(m_connection, db::Transaction::Write);
        for (int i = there.isEmpty() ? 400 : m_random.bounded(60); i > 0; --i)
            put({++m_last, {}});
        for (int i = m_random.bounded(40); i > 0 && !there.isEmpty(); --i) {
            const Row row = there.takeAt(m_random.bounded(int(there.size())));
            gone += row.canaries;
            put({row.key, {}});
        }
        for (int i = m_random.bounded(1, 2 + int(there.size()) / 6); i > 0 && there.size() > 1; --i) {
            const Row row = there.takeAt(m_random.bounded(int(there.size())));
            gone += row.canaries;
            remove(row.key);
        }
        m_fine = m_fine && transaction.commit();
    }

    //! That it is all there as it was written.
    bool isWhole()
    {
        auto check = m_connection.prepare("PRAGMA integrity_check");
        bool whole = m_fine && check.row() && check.bytesAt(0) == "ok";
        for (const Row &row : std::as_const(there)) {
            auto one = m_connection.prepare("SELECT t.b, w.b FROM t JOIN w ON w.path = t.path WHERE n = ?");
            whole = whole && one.integer(row.key).row() && one.bytesAt(0) == m_texts.value(row.key)
                && one.bytesAt(1) == m_texts.value(row.key);
        }
        return whole;
    }

    QList<Row> there;
    QList<int> gone;

private:
    void put(Row row)
    {
        remove(row.key);
        const int inPath = m_next++;
        const int inText = m_next++;
        QByteArray text(m_random.bounded(m_most), char('a' + m_next % 26));
        text.insert(m_random.bounded(int(text.size()) + 1), support::canary(inText));
        const QByteArray path = QByteArray::number(m_random.generate(), 36) + support::canary(inPath);
        auto insert = m_connection.prepare("INSERT INTO t VALUES (?, ?, ?)");
        auto other = m_connection.prepare("INSERT INTO w VALUES (?, ?)");
        m_fine = m_fine && insert.integer(row.key).text(path).blob(text).run() && other.text(path).blob(text).run();
        m_texts.insert(row.key, text);
        row.canaries = {inPath, inText};
        there.append(row);
    }
    void remove(qint64 key)
    {
        auto other = m_connection.prepare("DELETE FROM w WHERE path IN (SELECT path FROM t WHERE n = ?)");
        auto row = m_connection.prepare("DELETE FROM t WHERE n = ?");
        m_fine = m_fine && other.integer(key).run() && row.integer(key).run();
        m_texts.remove(key);
    }

    db::Connection &m_connection;
    QRandomGenerator m_random;
    const int m_most;
    QMap<qint64, QByteArray> m_texts;
    qint64 m_last = 0;
    int m_next = 0;
    bool m_fine = true;
};

} // namespace

void TestErasure::nothingIsLeftAfterManyChanges_data()
{
    QTest::addColumn<int>("most");
    QTest::newRow("short") << 12;
    QTest::newRow("some to a page") << 350;
    QTest::newRow("long and short") << 9000;
}

//! Without erasingVfs() each finds copies within a dozen rounds.
void TestErasure::nothingIsLeftAfterManyChanges()
{
    QFETCH(const int, most);
    const QTemporaryDir folder(support::quickFolder());
    const auto connection = open(folder);
    QVERIFY(connection && connection->execute(schema));
    Shuffle rows(*connection, quint32(most), most);
    for (int round = 0; round < 60 * size(); ++round) {
        rows.change();
        const auto erased = db::finishErase(*connection, std::chrono::milliseconds(0));
        QVERIFY(erased && *erased);
        const QSet<int> found = support::canariesBelow(folder.path());
        for (const int canary : std::as_const(rows.gone))
            QVERIFY2(!found.contains(canary), qPrintable(u"%1, round %2"_s.arg(canary).arg(round)));
        for (const Row &row : std::as_const(rows.there))
            QVERIFY(found.contains(row.canaries.constFirst()) && found.contains(row.canaries.constLast()));
    }
    QVERIFY(rows.isWhole());
    QVERIFY(rows.gone.size() > 1000);
}

//! Not only what is looked for: the room between the heads and the cells of every page is empty, by other arithmetic.
void TestErasure::gapsAreEmpty()
{
    const QTemporaryDir folder(support::quickFolder());
    const auto connection = open(folder);
    QVERIFY(connection && connection->execute(schema));
    Shuffle rows(*connection, 1, 700);
    int looked = 0;
    for (int round = 0; round < 20; ++round) {
        rows.change();
        QVERIFY(*db::finishErase(*connection, std::chrono::milliseconds(0)));
        const QByteArray file = bytesOf(folder);
        for (qsizetype page = 4096; page < file.size(); page += 4096) {
            const auto number = [&](int at) { return uchar(file.at(page + at)) << 8 | uchar(file.at(page + at + 1)); };
            const int kind = file.at(page);
            if (kind != 2 && kind != 5 && kind != 10 && kind != 13)
                continue;
            const int from = (kind < 10 ? 12 : 8) + 2 * number(3);
            const QByteArray gap = file.mid(page + from, number(5) - from);
            QCOMPARE(gap, QByteArray(gap.size(), '\0'));
            looked += gap.size() > 0;
        }
    }
    QVERIFY(looked > 500);
    QVERIFY(rows.isWhole());
}

//! What is no page of a tree, and what is damaged, goes to the disk as it is.
void TestErasure::pagesOfOthersAreLeftAlone()
{
    QByteArray header("SQLite format 3\0\x10\0\1\1\0\x40\x20\x20", 24);
    header.resize(100, '\0');
    const auto format = db::PageFormat::from(reinterpret_cast<const uchar *>(header.constData()));
    QVERIFY(format);
    QCOMPARE(format->pageSize, size_t(4096));
    QVERIFY(!db::PageFormat::from(reinterpret_cast<const uchar *>(QByteArray(100, 'x').constData())));
    std::vector<uchar> copy(4096);
    const auto taken = [&](qint64 number, const QByteArray &start, const QByteArray &end = {}) {
        QByteArray page = start + QByteArray(4096 - start.size() - end.size(), 'r') + end;
        return db::copyUsed(*format, number, reinterpret_cast<const uchar *>(page.constData()), copy.data());
    };
    const QByteArray leaf("\x0d\0\0\0\1\x0f\xfb\0\x0f\xfb", 10); // one cell of five bytes at the end: 3 bytes of row 1
    QVERIFY(taken(2, leaf, "\3\1abc"));
    QCOMPARE(QByteArray(reinterpret_cast<char *>(copy.data()), 4096), leaf + QByteArray(4096 - 15, '\0') + "\3\1abc");
    QVERIFY(!taken(2, leaf, "\4\1abc"));                                          // goes on beyond the page
    QVERIFY(!taken(2, QByteArray("\x0d\0\0\0\1\x0f\xfb\0\0\x04", 10)));           // a cell in the head
    QVERIFY(!taken(2, QByteArray("\x0d\0\0\x7f\xff\x0f\xfb\0", 8)));              // more cells than a page has room for
    QVERIFY(!taken(2, QByteArray("\x0d\x0f\xfe\0\0\x0f\xfb\0", 8)));              // a free block across the end
    QVERIFY(!taken(2, QByteArray("\x0d\0\x10\0\0\x0f\xfb\0\0\0\0\0\0\0\0\0\0\x10\0\4", 20))); // a ring of free blocks
    QVERIFY(!taken(2, QByteArray("\0\0\0\7the text goes on", 20)));               // an overflow page
    QVERIFY(!taken(1, leaf, "\3\1abc"));                                          // the first page begins with the header
}

//! Any bytes: nothing else is read (the sanitizers see that), nothing is made up, and doing it twice is doing it once.
void TestErasure::whateverIsInAPage()
{
    QRandomGenerator random(20261121);
    int taken = 0;
    for (int round = 0; round < 40'000 * size(); ++round) {
        const size_t length = size_t(512) << random.bounded(3);
        const db::PageFormat format{length, length - size_t(random.bounded(3) * 8), false};
        std::vector<uchar> page(length);
        random.generate(page.begin(), page.end());
        constexpr uchar kinds[] = {2, 5, 10, 13};
        page[0] = kinds[random.bounded(4)];
        const size_t head = page[0] < 10 ? 12 : 8;
        page[1] = page[2] = 0; // mostly no free block, and little numbers: so that many pages keep to the format
        if (random.bounded(8) == 0)
            page[1] = 1;
        page[3] = 0;
        page[4] = uchar(random.bounded(6));
        for (size_t cell = 0; cell < page[4]; ++cell)
            page[head + 2 * cell] = uchar(random.bounded(quint32(length / 256)));
        for (size_t at = 64; at < length; at += size_t(random.bounded(1, 4)))
            page[at] = uchar(random.bounded(8));
        std::vector<uchar> copy(length);
        if (!db::copyUsed(format, 2, page.data(), copy.data()))
            continue;
        ++taken;
        for (size_t i = 0; i < length; ++i)
            QVERIFY(copy[i] == 0 || copy[i] == page[i]);
        std::vector<uchar> again(length);
        QVERIFY(db::copyUsed(format, 2, copy.data(), again.data()));
        QVERIFY(again == copy);
    }
    QVERIFY2(taken > 1000, qPrintable(QString::number(taken)));
}

QTEST_GUILESS_MAIN(TestErasure)
#include "tst_erasure.moc"
