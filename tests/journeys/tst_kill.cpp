// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "journal/drafts.h"
#include "support/quickfolder.h"
#include "typing.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTcpServer>

#include <csignal>

using namespace Qt::StringLiterals;
using journal::DraftOwner;

//! Promise A1: the window is killed at random moments while somebody types, saves, exports, or takes up what the last kill
//! left. What was typed until a second before, or was saved, is there, byte for byte; and half an export never looks like a
//! whole one (H3). The window is typist.
class TestKill : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void killedAtAnyMoment();
    void exportsAreJudged();
    void twoCopies();
    void asked();
    void askedWithADeadNetwork();

private:
    struct Found
    {
        int stored = 0;
        QList<int> drafts;
        [[nodiscard]] int best() const { return drafts.isEmpty() ? stored : qMax(stored, *std::max_element(drafts.begin(), drafts.end())); }
    };
    Found look(const QString &path, char name);
    [[nodiscard]] QString exports() const { return m_folder->filePath(u"exports"_s); }
    //! What all exports of a run look like now.
    struct Exports
    {
        int whole = 0;
        int half = 0; //!< marked, or not there
        QString wrong;
    };
    Exports judge(int last, int exported);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<Agent> m_agent;
    core::StoreId m_store;
};

namespace {

constexpr int manyEntries = 60;

//! Two versions each; older than the store in which somebody types.
QByteArray manyStore()
{
    QByteArray entries;
    for (int i = 0; i < manyEntries; ++i) {
        const QByteArray text = QByteArray::number(i) + QByteArray(200 * (i % 7), 't');
        entries += (i ? ",{\"path\":\"d/" : "{\"path\":\"d/") + QByteArray::number(i) + R"(.md","versions":[)"
            R"({"action":"created","at":"2026-09-02T08:00:00.000000Z","content":"old )" + text + R"("},)"
            R"({"action":"updated","at":"2026-09-03T08:00:00.000000Z","content":")" + text + R"("}]})";
    }
    return R"({"name":"many","description":"d","metadata":{},"created_at":"2026-09-01T08:00:00.000000Z","entries":[)" + entries
        + "]}";
}

//! How many texts a whole export holds, judged by another program: each file that the manifest names is there, with its size
//! and hash. -1: it is no whole export, and does not look like one. -2: it looks like one.
int textsIn(const QString &path)
{
    QProcess judge;
    judge.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    judge.start(u"python3"_s, {u"-c"_s, u"import sys, json, hashlib, zipfile, os\n"
                                        "path = sys.argv[1]\n"
                                        "if not os.path.exists(path) or os.path.exists(path + '/INCOMPLETE.txt'):\n"
                                        "    print(-1); sys.exit()\n"
                                        "archive = zipfile.ZipFile(path) if path.endswith('.zip') else None\n"
                                        "def read(name): return archive.read(name) if archive else open(path + '/' + name, 'rb').read()\n"
                                        "manifest = json.loads(read('manifest.json'))\n"
                                        "rows = [row for row in manifest['entries'] + manifest.get('versions', []) if 'file' in row]\n"
                                        "for row in rows:\n"
                                        "    text = read(row['file'])\n"
                                        "    assert len(text) == row['size'] and hashlib.sha256(text).hexdigest() == row['sha256'], row\n"
                                        "assert not archive or 'INCOMPLETE.txt' not in archive.namelist()\n"
                                        "print(len(rows))\n"_s,
                                 path});
    if (!judge.waitForFinished(30'000) || judge.exitCode() != 0)
        return -2;
    return judge.readAllStandardOutput().trimmed().toInt();
}

const QByteArray start = "start\n";
constexpr auto token = "pt-kill";

class Typist
{
public:
    Typist(const QString &folder, const QString &path, char name, uint seed, const QString &mode)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QApplication::applicationDirPath() + u"/typist"_s,
                        {folder + u"/data"_s, folder + u"/config"_s, path, QString(QLatin1Char(name)),
                         QString::number(seed), mode});
        m_process.waitForStarted();
    }
    ~Typist() { kill(); }

    //! The last count that was said by then, -1: none.
    int last(const QByteArray &what, qint64 until = std::numeric_limits<qint64>::max())
    {
        m_words += m_process.readAllStandardOutput();
        int count = -1;
        for (const QByteArray &line : m_words.split('\n')) {
            const QByteArrayList words = line.split(' ');
            if (words.size() == 3 && words[0] == what && words[2].toLongLong() <= until)
                count = words[1].toInt();
        }
        return count;
    }
    bool waitFor(const QByteArray &what)
    {
        return QTest::qWaitFor([&] { return last(what) >= 0; }, 30'000);
    }
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_ended = sharedNow();
        ::kill(pid_t(m_process.processId()), SIGKILL);
        m_process.waitForFinished();
    }
    int terminate()
    {
        m_ended = sharedNow();
        ::kill(pid_t(m_process.processId()), SIGTERM);
        if (!m_process.waitForFinished(10'000))
            return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? int(sharedNow() - m_ended) : -1;
    }
    [[nodiscard]] qint64 ended() const { return m_ended; }

private:
    QProcess m_process;
    QByteArray m_words;
    qint64 m_ended = 0;
};

void spend(int ms)
{
    QElapsedTimer timer;
    timer.start();
    (void)QTest::qWaitFor([&] { return timer.elapsed() >= ms; }, ms + 1000);
}

} // namespace

void TestKill::init()
{
    m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
    service::Options options;
    options.dataDirectory = m_folder->filePath(u"data"_s);
    options.token = token;
    QVERIFY(service::importStores(options.dataDirectory,
                                  R"({"format": 1, "stores": [{"name": "notes", "description": "d", "metadata": {},
            "created_at": "2026-10-01T08:00:00.000000Z", "entries": [
            {"path": "a.md", "versions": [{"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "start\n"}]},
            {"path": "b.md", "versions": [{"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "start\n"}]}]},)"
                                      + manyStore() + "]}"));
    QVERIFY(QDir(m_folder->path()).mkdir(u"exports"_s));
    auto started = service::Service::start(options);
    QVERIFY(started);
    m_service = std::move(started.value());
    m_agent = std::make_unique<Agent>(m_service->baseUrl(), token);
    m_store = m_agent->stores().first(); // the newest
}

void TestKill::cleanup()
{
    m_agent.reset();
    m_service.reset();
    m_folder.reset();
}

//! What is there after an end: of drafts only those that a new start would offer.
TestKill::Found TestKill::look(const QString &path, char name)
{
    Found found;
    found.stored = keysIn(m_agent->read(m_store, path)->content.value_or(QByteArray()), start, name);
    journal::Drafts drafts(m_folder->filePath(u"data/drafts.sqlite"_s));
    std::optional<core::Result<QList<journal::DraftRow>>> rows;
    drafts.list().then(this, [&](const auto &result) { rows = result; });
    if (!support::eventually([&] { return rows.has_value(); }) || !*rows)
        qFatal("the drafts cannot be read");
    for (const journal::DraftRow &row : **rows) {
        if (row.path != path || row.owner != DraftOwner::Nobody)
            continue;
        std::optional<core::Result<journal::Draft>> draft;
        drafts.load(row.id).then(this, [&](const auto &result) { draft = result; });
        if (!support::eventually([&] { return draft.has_value(); }) || !*draft)
            qFatal("a draft cannot be read");
        found.drafts.append(keysIn((*draft)->text, start, name));
    }
    return found;
}

//! Export 1 to `last` of a run of which `exported` was the last that was said to be whole. They are removed.
TestKill::Exports TestKill::judge(int last, int exported)
{
    Exports exports;
    for (int number = 1; number <= last; ++number) {
        const QString path = this->exports() + u'/' + QString::number(number) + (number % 3 == 2 ? u".zip"_s : QString());
        const int texts = textsIn(path);
        const int wanted = number % 3 == 0 ? 3 * manyEntries : manyEntries;
        if (texts == wanted)
            ++exports.whole;
        else if (texts == -1 && number > exported)
            ++exports.half;
        else
            exports.wrong += u"export %1 has %2 texts of %3; "_s.arg(number).arg(texts).arg(wanted);
    }
    // What a zip is made in has another name.
    if (QDir(this->exports()).entryList({u"*.zip"_s}).size() > last)
        exports.wrong += u"more archives than exports"_s;
    QDir(this->exports()).removeRecursively();
    if (!QDir(m_folder->path()).mkdir(u"exports"_s))
        exports.wrong += u"no folder"_s;
    return exports;
}

//! That the judge sees what is wrong.
void TestKill::exportsAreJudged()
{
    Typist typist(m_folder->path(), u"a.md"_s, 'a', 7, u"export"_s);
    QVERIFY(QTest::qWaitFor([&] { return typist.last("exported") >= 3; }, 60'000));
    typist.kill();
    const auto spoil = [this](const QString &name, const std::function<void(QFile &)> &how) {
        QFile file(exports() + u'/' + name);
        if (!file.open(QIODevice::ReadWrite))
            qFatal("%s", qPrintable(name));
        how(file);
    };
    QCOMPARE(textsIn(exports() + u"/1"_s), manyEntries);
    QCOMPARE(textsIn(exports() + u"/2.zip"_s), manyEntries);
    QCOMPARE(textsIn(exports() + u"/3"_s), 3 * manyEntries);
    spoil(u"1/memories/d/3.md"_s, [](QFile &file) { file.resize(1); });
    spoil(u"2.zip"_s, [](QFile &file) { file.resize(file.size() / 2); });
    QVERIFY(QFile::remove(exports() + u"/3/memories/d/4.md"_s));
    QCOMPARE(textsIn(exports() + u"/1"_s), -2);
    QCOMPARE(textsIn(exports() + u"/2.zip"_s), -2);
    QCOMPARE(textsIn(exports() + u"/3"_s), -2);
    QVERIFY(!judge(3, 3).wrong.isEmpty());
    QCOMPARE(textsIn(exports() + u"/1"_s), -1);
}

void TestKill::killedAtAnyMoment()
{
    const int size = qMax(1, qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE"));
    const int kills = size == 1 ? 20 : size == 2 ? 100 : 2000;
    QRandomGenerator random(20261121);
    int before = 0;
    int lost = 0;
    qint64 worst = 0;
    int early = 0;
    int saves = 0;
    int restoring = 0;
    Exports exported;
    for (int round = 0; round < kills; ++round) {
        const bool save = round % 2 == 1;
        const bool exports = round % 10 == 2 || round % 10 == 6;
        Typist typist(m_folder->path(), u"a.md"_s, 'a', random.generate(), save ? u"save"_s : exports ? u"export"_s : u"type"_s);
        if (round % 10 == 4) { // while it starts
            spend(int(random.bounded(900)));
            typist.kill();
            ++early;
        } else if (round % 10 == 7 || round % 10 == 0) { // while it takes up what was left, if anything was
            QVERIFY(QTest::qWaitFor([&] { return typist.last("restoring") >= 0 || typist.last("open") >= 0; }, 30'000));
            restoring += typist.last("restoring") >= 0;
            spend(int(random.bounded(60)));
            typist.kill();
        } else {
            QVERIFY(typist.waitFor("open"));
            QCOMPARE(typist.last("open"), before); // it offered just that
            spend(int(random.bounded(1800)));
            typist.kill();
        }
        if (exports) {
            const Exports judged = judge(qMax(0, typist.last("exporting")), qMax(0, typist.last("exported")));
            QVERIFY2(judged.wrong.isEmpty(), qPrintable(u"round %1: %2"_s.arg(round).arg(judged.wrong)));
            exported.whole += judged.whole;
            exported.half += judged.half;
        }
        const int typed = qMax(before, typist.last("key"));
        const int mustHave = qMax(before, qMax(typist.last("key", typist.ended() - 1000), typist.last("saved")));
        const Found found = look(u"a.md"_s, 'a');
        QVERIFY2(found.stored >= typist.last("saved"), qPrintable(QString::number(round)));
        for (const int draft : found.drafts)
            QVERIFY(draft >= 0); // byte for byte one of the states
        QVERIFY2(found.best() >= mustHave, qPrintable(u"round %1: %2 of %3"_s.arg(round).arg(found.best()).arg(mustHave)));
        QVERIFY(found.best() <= typed);
        lost += typed - found.best();
        for (qint64 age = 0; found.best() < typist.last("key", typist.ended() - age); age += 10)
            worst = qMax(worst, age + 10);
        saves += typist.last("saved") > 0;
        before = found.best();
    }
    qInfo("%d kills (%d while starting, %d while restoring, %d after a save): %d keys typed, %d lost in all, at most the last"
          " %lld ms; %d whole exports, %d broken off", kills, early, restoring, saves, before, lost, static_cast<long long>(worst),
          exported.whole, exported.half);
    QVERIFY(restoring > 0 || size == 1);
    QVERIFY(exported.half > 0);
}

//! On two entries and on one: neither loses nor mixes.
void TestKill::twoCopies()
{
    for (const QString &second : {u"b.md"_s, u"a.md"_s}) {
        Typist one(m_folder->path(), u"a.md"_s, 'a', 1, u"type"_s);
        Typist other(m_folder->path(), second, 'b', 2, u"type"_s);
        QVERIFY(one.waitFor("key") && other.waitFor("key"));
        spend(1500);
        one.kill();
        other.kill();
        const Found ones = look(u"a.md"_s, 'a');
        const Found others = look(second, 'b');
        const auto contains = [](const Found &found, Typist &typist) {
            const int mustHave = typist.last("key", typist.ended() - 1000);
            return std::any_of(found.drafts.begin(), found.drafts.end(), [&](int keys) { return keys >= mustHave && keys > 0; });
        };
        QVERIFY(contains(ones, one));
        QVERIFY(contains(others, other));
        cleanup();
        init();
    }
}

//! Promise A10: asked to end in the middle of a word, everything is kept.
void TestKill::asked()
{
    Typist typist(m_folder->path(), u"a.md"_s, 'a', 3, u"type"_s);
    QVERIFY(typist.waitFor("key"));
    spend(300);
    const int ms = typist.terminate();
    QVERIFY2(ms >= 0 && ms <= 3000, qPrintable(QString::number(ms)));
    const Found found = look(u"a.md"_s, 'a');
    QCOMPARE(found.drafts.size(), 1);
    QCOMPARE(found.drafts.first(), typist.last("key"));
}

void TestKill::askedWithADeadNetwork()
{
    QTcpServer silent; // accepts by the kernel, never answers
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QODER_PAT"_s, u"pt-dead"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    program.setProcessEnvironment(environment);
    program.start(QApplication::applicationDirPath() + u"/palimpsest"_s,
                  {u"--base-url"_s, u"http://127.0.0.1:%1"_s.arg(silent.serverPort()), u"--data"_s,
                   m_folder->filePath(u"dead"_s), u"--config"_s, m_folder->filePath(u"config"_s)});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), 20'000);
    QElapsedTimer timer;
    timer.start();
    ::kill(pid_t(program.processId()), SIGTERM);
    QVERIFY(program.waitForFinished(10'000));
    QVERIFY2(timer.elapsed() <= 3000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
}

QTEST_MAIN(TestKill)
#include "tst_kill.moc"
