// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/notes.h"

#include "rig.h"
#include "tests/support/quickfolder.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using rig::wait;
using session::Notes;

class TestNotes : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void stayOverRuns();
    void anEmptyOneIsNone();
    void tooLong();
    void aStoreThatIsGone();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<history::Index> m_index;
    core::SystemClock m_clock;
    const core::StoreId m_store{u"memstore_1"_s};
    const core::VersionId m_version{u"memver_1"_s};
};

void TestNotes::init()
{
    m_index.reset();
    m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
    m_index = std::make_unique<history::Index>(m_folder->filePath(u"history/a.index"_s));
    core::Version version;
    version.id = m_version;
    version.store = m_store;
    version.entry = {u"mem_1"_s};
    version.path = u"a.md"_s;
    version.createdAt = core::Timestamp::fromMicroseconds(1'790'000'000'000'000);
    QVERIFY(wait(m_index->put(m_store, {version}, version.createdAt)));
}

void TestNotes::stayOverRuns()
{
    const QString words = u"Zeile eins\nand “two” 密码 \U0001F427"_s;
    {
        Notes notes(*m_index, m_clock);
        QSignalSpy changed(&notes, &Notes::changed);
        QVERIFY(wait(notes.keep(m_store, m_version, words)));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(notes.of(m_store, m_version), words);
    }
    m_index.reset();
    m_index = std::make_unique<history::Index>(m_folder->filePath(u"history/a.index"_s));
    Notes notes(*m_index, m_clock);
    QSignalSpy changed(&notes, &Notes::changed);
    QCOMPARE(notes.of(m_store, m_version), QString()); // not read yet
    notes.load(m_store);
    notes.load(m_store);
    QVERIFY(changed.wait(support::patienceMs));
    QCOMPARE(notes.of(m_store, m_version), words);
    QCOMPARE(notes.of({u"memstore_2"_s}, m_version), QString());
}

void TestNotes::anEmptyOneIsNone()
{
    Notes notes(*m_index, m_clock);
    QVERIFY(wait(notes.keep(m_store, m_version, u"words"_s)));
    QVERIFY(wait(notes.keep(m_store, m_version, {})));
    QCOMPARE(notes.of(m_store, m_version), QString());
    QVERIFY(wait(m_index->notes(m_store))->isEmpty());
}

void TestNotes::tooLong()
{
    Notes notes(*m_index, m_clock);
    QCOMPARE(wait(notes.keep(m_store, m_version, QString(Notes::maxLength + 1, u'x'))).error().kind, core::ErrorKind::Invalid);
    QVERIFY(wait(notes.keep(m_store, m_version, QString(Notes::maxLength, u'x'))));
}

void TestNotes::aStoreThatIsGone()
{
    Notes notes(*m_index, m_clock);
    QVERIFY(wait(notes.keep(m_store, m_version, u"words"_s)));
    QVERIFY(wait(m_index->forgetStore(m_store)));
    notes.forget(m_store);
    QCOMPARE(notes.of(m_store, m_version), QString());
    notes.load(m_store);
    QVERIFY(wait(m_index->notes(m_store))->isEmpty());
    QCOMPARE(notes.of(m_store, m_version), QString());
}

QTEST_GUILESS_MAIN(TestNotes)
#include "tst_notes.moc"
