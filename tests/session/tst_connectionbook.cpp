// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionbook.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using session::Connection;
using session::ConnectionBook;
using session::ConnectionKind;

class TestConnectionBook : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void startsWithTheLocalWorkspace();
    void keepsEverything();
    void remembersTheLastOne();
    void editsAndRemoves();
    void refusesWhatIsNotSound();
    void namesAreUnique();
    void localStays();
    void textsAreKeptByChoice();
    void fileIsPrivate();
    void fileHasNoToken();
    void damagedFileIsKeptAside_data();
    void damagedFileIsKeptAside();
    void soundOnesAreTakenFromADamagedFile();
    void unreadableFileIsLeftAlone();
    void fullDiskKeepsTheOldFile();
    void secondWindowLosesNothing();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"config/palimpsest"_s); }
    [[nodiscard]] QString path() const { return folder() + u"/connections.json"_s; }
    [[nodiscard]] QByteArray bytes() const;
    void write(const QByteArray &text) const;
    static Connection remote(const QString &name);

    std::unique_ptr<QTemporaryDir> m_folder;
    core::FixedClock m_clock{QDateTime::fromString(u"2026-05-18T13:35:00.000Z"_s, Qt::ISODateWithMs)};
};

void TestConnectionBook::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QByteArray TestConnectionBook::bytes() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

void TestConnectionBook::write(const QByteArray &text) const
{
    QVERIFY(QDir().mkpath(folder()));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

Connection TestConnectionBook::remote(const QString &name)
{
    Connection connection;
    connection.name = name;
    connection.baseUrl = u"https://api.qoder.com/api/v1/cloud"_s;
    return connection;
}

void TestConnectionBook::startsWithTheLocalWorkspace()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    const auto report = book.load();
    QVERIFY(report);
    QVERIFY(report->damagedFile.isEmpty());
    QCOMPARE(book.connections().size(), 1);
    QCOMPARE(book.connections().first().id, session::localConnectionId());
    QCOMPARE(book.connections().first().kind, ConnectionKind::Local);
    QCOMPARE(book.connections().first().name, u"Local workspace"_s);
    QCOMPARE(book.lastOpened().id, session::localConnectionId());
    QVERIFY(!QFile::exists(path())); // looking writes nothing
}

void TestConnectionBook::keepsEverything()
{
    Connection wanted = remote(u" Büro 工作 "_s);
    wanted.baseUrl = u"https://gateway.example:8443/api/v1/cloud/"_s;
    wanted.dialect = session::DialectChoice::C;
    wanted.tokenPlace = secrets::TokenPlace::ThisRun;
    wanted.colour = u"#336699"_s;
    wanted.keepTexts = true;
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(book.load());
    QSignalSpy added(&book, &ConnectionBook::connectionAdded);
    const auto kept = book.add(wanted);
    QVERIFY(kept);
    QVERIFY(!kept->id.isEmpty());
    QCOMPARE(kept->name, u"Büro 工作"_s);
    QCOMPARE(kept->baseUrl, u"https://gateway.example:8443/api/v1/cloud"_s);
    QCOMPARE(added.size(), 1);
    QVERIFY(book.noteOpened(kept->id));

    ConnectionBook next(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(next.load());
    QCOMPARE(next.connections().size(), 2);
    QCOMPARE(next.connections(), book.connections());
    QCOMPARE(next.find(kept->id)->dialect, session::DialectChoice::C);
    QCOMPARE(next.find(kept->id)->tokenPlace, secrets::TokenPlace::ThisRun);
    QCOMPARE(next.find(kept->id)->lastOpened, m_clock.now());
}

void TestConnectionBook::remembersTheLastOne()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    const auto one = book.add(remote(u"one"_s));
    const auto two = book.add(remote(u"two"_s));
    QVERIFY(book.noteOpened(two->id));
    QVERIFY(book.noteOpened(one->id));
    const auto reopened = [&] {
        ConnectionBook next(folder(), u"Local workspace"_s, m_clock);
        return next.load() ? next.lastOpened().name : QString();
    };
    QCOMPARE(reopened(), u"one"_s);
    QVERIFY(book.noteOpened(session::localConnectionId()));
    QCOMPARE(reopened(), u"Local workspace"_s);
    QVERIFY(book.noteOpened(two->id));
    QVERIFY(book.remove(two->id));
    QCOMPARE(reopened(), u"Local workspace"_s);
    QVERIFY(!book.noteOpened({u"unknown"_s}));
}

void TestConnectionBook::editsAndRemoves()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    Connection one = *book.add(remote(u"one"_s));
    QSignalSpy changed(&book, &ConnectionBook::connectionChanged);
    QSignalSpy removed(&book, &ConnectionBook::connectionRemoved);
    one.name = u"uno"_s;
    QVERIFY(book.edit(one));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(book.find(one.id)->name, u"uno"_s);
    QVERIFY(book.edit(one)); // to the same: nothing to announce
    QCOMPARE(changed.size(), 1);
    QVERIFY(book.remove(one.id));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<core::ConnectionId>(), one.id);
    QVERIFY(!book.find(one.id));
    QVERIFY(!bytes().contains(one.id.value.toUtf8()));
    QVERIFY(!book.edit(one));
}

void TestConnectionBook::refusesWhatIsNotSound()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    Connection connection = remote(u"one"_s);
    connection.baseUrl = u"http://api.qoder.com"_s;
    const auto wrongUrl = book.add(connection);
    QVERIFY(!wrongUrl);
    QCOMPARE(wrongUrl.error().kind, core::ErrorKind::Invalid);
    QCOMPARE(wrongUrl.error().field, u"baseUrl"_s);
    connection = remote(u"  "_s);
    QCOMPARE(book.add(connection).error().field, u"name"_s);
    QCOMPARE(book.connections().size(), 1);
    QVERIFY(!QFile::exists(path()));
}

void TestConnectionBook::namesAreUnique()
{
    using session::NameProblem;
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    const Connection one = *book.add(remote(u"Work"_s));
    QCOMPARE(book.add(remote(u"work"_s)).error().field, u"name"_s);
    QCOMPARE(session::checkConnectionName(u"WORK "_s, book.connections()), NameProblem::Taken);
    QCOMPARE(session::checkConnectionName(u"WORK"_s, book.connections(), one.id), NameProblem::None);
    QCOMPARE(session::checkConnectionName(u"local Workspace"_s, book.connections()), NameProblem::Taken);
    QCOMPARE(session::checkConnectionName(u"\t"_s, {}), NameProblem::Empty);
    QCOMPARE(session::checkConnectionName(u"a\nb"_s, {}), NameProblem::OddCharacters);
    QCOMPARE(session::checkConnectionName(QString(80, u'x'), {}), NameProblem::None);
    QCOMPARE(session::checkConnectionName(QString(81, u'x'), {}), NameProblem::TooLong);
}

void TestConnectionBook::localStays()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(!book.remove(session::localConnectionId()));
    QVERIFY(book.noteOpened(session::localConnectionId()));
    ConnectionBook german(folder(), u"Lokaler Arbeitsplatz"_s, m_clock);
    QVERIFY(german.load());
    QCOMPARE(german.connections().size(), 1);
    QCOMPARE(german.connections().first().name, u"Lokaler Arbeitsplatz"_s); // the window's word, not the file's
    QCOMPARE(german.connections().first().lastOpened, m_clock.now());
}

void TestConnectionBook::textsAreKeptByChoice()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(book.load());
    const Connection work = *book.add(remote(u"Work"_s));
    QVERIFY(session::keepsTexts(book.connections().first())); // they are on this computer anyway
    QVERIFY(!session::keepsTexts(work));
    QVERIFY(book.setKeepTexts(work.id, true));
    QVERIFY(book.setKeepTexts(session::localConnectionId(), false)); // it was in no file yet
    QVERIFY(!book.setKeepTexts({u"nobody"_s}, true));
    ConnectionBook again(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(again.load());
    QVERIFY(!session::keepsTexts(again.connections().first()));
    QVERIFY(session::keepsTexts(*again.find(work.id)));
}

void TestConnectionBook::fileIsPrivate()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(book.add(remote(u"one"_s)));
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
        | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QVERIFY(!(QFileInfo(path()).permissions() & others));
    QVERIFY(!(QFileInfo(folder()).permissions() & others));
    QCOMPARE(QDir(folder()).entryList(QDir::Files | QDir::Hidden), QStringList{u"connections.json"_s});
}

//! A Connection has no place for one; this keeps it so.
void TestConnectionBook::fileHasNoToken()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    const Connection one = *book.add(remote(u"one"_s));
    QVERIFY(book.noteOpened(one.id));
    const QString expected = uR"({
    "connections": [
        {
            "base_url": "",
            "dialect": "auto",
            "id": "local",
            "kind": "local",
            "name": "Local workspace",
            "token_place": "keychain"
        },
        {
            "base_url": "https://api.qoder.com/api/v1/cloud",
            "dialect": "auto",
            "id": "%1",
            "kind": "remote",
            "last_opened": "2026-05-18T13:35:00.000Z",
            "name": "one",
            "token_place": "keychain"
        }
    ],
    "format": 1,
    "last_opened": "%1"
}
)"_s.arg(one.id.value);
    QCOMPARE(bytes(), expected.toUtf8());
}

void TestConnectionBook::damagedFileIsKeptAside_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("cut") << QByteArray(R"({"format": 1, "connections": [{"id": "a", "na)");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("not ours") << QByteArray("[1, 2]");
    QTest::newRow("from the future") << QByteArray(R"({"format": 2, "connections": []})");
    QTest::newRow("huge") << QByteArray(2 * 1024 * 1024, ' ');
}

void TestConnectionBook::damagedFileIsKeptAside()
{
    QFETCH(const QByteArray, damage);
    write(damage);
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    const auto report = book.load();
    QVERIFY(report);
    QCOMPARE(report->damagedFile, path() + u".damaged-20260518-133500-0"_s);
    QCOMPARE(book.connections().size(), 1);
    QVERIFY(book.add(remote(u"one"_s)));
    QFile aside(report->damagedFile);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), damage);
}

void TestConnectionBook::soundOnesAreTakenFromADamagedFile()
{
    const QByteArray text = R"({"format": 1, "last_opened": "b", "connections": [
        {"id": "a", "name": "redirected", "kind": "remote", "base_url": "http://evil.example"},
        {"id": "b", "name": "sound", "kind": "remote", "base_url": "https://api.qoder.com/api/v1/cloud"},
        {"id": "b", "name": "twice", "kind": "remote", "base_url": "https://api.qoder.com/api/v1/cloud"},
        {"name": "nobody", "kind": "remote", "base_url": "https://api.qoder.com/api/v1/cloud"},
        17]})";
    write(text);
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    const auto report = book.load();
    QVERIFY(report);
    QCOMPARE(report->unreadable, 4);
    QVERIFY(!report->damagedFile.isEmpty());
    QCOMPARE(book.connections().size(), 2);
    QCOMPARE(book.lastOpened().name, u"sound"_s);
    QVERIFY(book.add(remote(u"one"_s)));
    QVERIFY(book.find({u"b"_s}));
    QFile aside(report->damagedFile);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), text);
}

void TestConnectionBook::unreadableFileIsLeftAlone()
{
    QVERIFY(QDir().mkpath(path())); // a folder in the file's place can be neither read nor replaced, not even by root
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    const auto report = book.load();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, core::ErrorKind::Storage);
    QVERIFY(!book.add(remote(u"one"_s)));
    QCOMPARE(book.connections().size(), 1);
    QVERIFY(QFileInfo(path()).isDir());
    QCOMPARE(QDir(folder()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

//! The kernel cuts a write that passes the limit, like a full disk does: what is there must survive (M6, A6).
void TestConnectionBook::fullDiskKeepsTheOldFile()
{
    ConnectionBook book(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(book.add(remote(u"one"_s)));
    const QByteArray before = bytes();
    rlimit old{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    bool failed = true;
    for (const rlim_t bytesThatFit : {rlim_t(0), rlim_t(1), rlim_t(100), rlim_t(before.size())}) {
        const rlimit small{bytesThatFit, old.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto added = book.add(remote(u"two"_s));
        failed = failed && !added && added.error().kind == core::ErrorKind::Storage;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0); // before any check writes to the log
    }
    std::signal(SIGXFSZ, oldHandler);
    QVERIFY(failed);
    QCOMPARE(bytes(), before);
    QCOMPARE(book.connections().size(), 2);
    QCOMPARE(QDir(folder()).entryList(QDir::Files | QDir::Hidden), QStringList{u"connections.json"_s});
    QVERIFY(book.add(remote(u"two"_s)));
}

void TestConnectionBook::secondWindowLosesNothing()
{
    ConnectionBook first(folder(), u"Local workspace"_s, m_clock);
    ConnectionBook second(folder(), u"Local workspace"_s, m_clock);
    const Connection one = *first.add(remote(u"one"_s));
    QVERIFY(second.add(remote(u"two"_s)));
    QSignalSpy added(&first, &ConnectionBook::connectionAdded);
    QVERIFY(first.noteOpened(one.id));
    QCOMPARE(added.size(), 1); // heard of the other window's
    ConnectionBook next(folder(), u"Local workspace"_s, m_clock);
    QVERIFY(next.load());
    QCOMPARE(next.connections().size(), 3);
}

QTEST_GUILESS_MAIN(TestConnectionBook)
#include "tst_connectionbook.moc"
