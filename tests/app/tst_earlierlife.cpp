// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/earlierlife.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Action;
using controllers::EarlierLife;

//! Which deleted entries an entry goes on from.
class TestEarlierLife : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<history::Index> m_index;
    const core::StoreId m_store{u"memstore_1"_s};
    int m_number = 0;
    QList<core::Version> m_written;
    QHash<QString, QByteArray> m_texts; //!< last one of each entry; the others are not to be had
    int m_read = 0;

    core::Version write(const QString &entry, const QString &path, Action action, const QString &text, int minute)
    {
        core::Version made;
        made.id.value = u"memver_%1"_s.arg(++m_number, 6, 10, QChar(u'0'));
        made.store = m_store;
        made.entry.value = entry;
        made.path = path;
        made.action = action;
        if (action != Action::Deleted) {
            made.sha256 = QString(64, text.at(0));
            made.size = 10;
        }
        made.createdAt = core::Timestamp::fromMicroseconds(1'700'000'000'000'000 + minute * 60'000'000LL);
        m_written.append(made);
        return made;
    }
    QStringList livesOf(const core::Version &first)
    {
        bool put = false;
        m_index->put(m_store, m_written, first.createdAt).then(this, [&](const auto &outcome) { put = outcome.has_value(); });
        if (!support::eventually([&] { return put; }))
            return {u"not put"_s};
        EarlierLife life;
        QSignalSpy found(&life, &EarlierLife::found);
        life.find(*m_index, first, [this](const core::Version &version) {
            ++m_read;
            core::Version whole = version;
            if (m_texts.contains(version.entry.value))
                whole.content = m_texts.value(version.entry.value);
            return core::ready<core::Version>(whole);
        });
        if (!support::eventually([&] { return !found.isEmpty(); }))
            return {u"no answer"_s};
        QStringList lives;
        for (const core::Version &version : found.first().first().value<QList<core::Version>>()) {
            if (!lives.contains(version.entry.value))
                lives.append(version.entry.value);
        }
        return lives;
    }

private slots:
    void init()
    {
        m_number = 0;
        m_written.clear();
        m_texts.clear();
        m_read = 0;
        m_index = std::make_unique<history::Index>(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())));
    }
    void cleanup() { m_index.reset(); }

    void theSamePathIsFollowedAllTheWay()
    {
        write(u"mem_a"_s, u"plan.md"_s, Action::Created, u"a"_s, 0);
        write(u"mem_a"_s, u"plan.md"_s, Action::Deleted, {}, 10);
        write(u"mem_b"_s, u"plan.md"_s, Action::Created, u"b"_s, 500);
        write(u"mem_b"_s, u"plan.md"_s, Action::Deleted, {}, 600);
        write(u"mem_x"_s, u"plan.md.old"_s, Action::Created, u"d"_s, 610); // begins alike, is another
        write(u"mem_x"_s, u"plan.md.old"_s, Action::Deleted, {}, 620);
        QCOMPARE(livesOf(write(u"mem_c"_s, u"plan.md"_s, Action::Created, u"c"_s, 9000)), (QStringList{u"mem_b"_s, u"mem_a"_s}));
    }
    void aRenameByHandIsFollowed()
    {
        write(u"mem_a"_s, u"old.md"_s, Action::Created, u"a"_s, 0);
        write(u"mem_a"_s, u"old.md"_s, Action::Updated, u"b"_s, 5);
        write(u"mem_a"_s, u"old.md"_s, Action::Deleted, {}, 100);
        QCOMPARE(livesOf(write(u"mem_b"_s, u"new.md"_s, Action::Created, u"b"_s, 101)), QStringList{u"mem_a"_s});
    }
    void theCopyMayComeBeforeTheDeletion()
    {
        write(u"mem_a"_s, u"old.md"_s, Action::Created, u"a"_s, 0);
        const core::Version first = write(u"mem_b"_s, u"new.md"_s, Action::Created, u"a"_s, 100);
        write(u"mem_a"_s, u"old.md"_s, Action::Deleted, {}, 101);
        QCOMPARE(livesOf(first), QStringList{u"mem_a"_s});
    }
    void aNearTextCloseInTimeIsFollowed()
    {
        write(u"mem_a"_s, u"old.md"_s, Action::Created, u"a"_s, 0);
        write(u"mem_a"_s, u"old.md"_s, Action::Deleted, {}, 103);
        write(u"mem_near"_s, u"nearer.md"_s, Action::Created, u"d"_s, 0);
        write(u"mem_near"_s, u"nearer.md"_s, Action::Deleted, {}, 97);
        write(u"mem_far"_s, u"far.md"_s, Action::Created, u"e"_s, 0);
        write(u"mem_far"_s, u"far.md"_s, Action::Deleted, {}, 50); // the best text, but an hour ago
        write(u"mem_else"_s, u"else.md"_s, Action::Created, u"f"_s, 0);
        write(u"mem_else"_s, u"else.md"_s, Action::Deleted, {}, 100);
        m_texts = {{u"mem_b"_s, "# Plan\n\n- talk to Ada\n- write the report\n- go home early\n"},
                   {u"mem_a"_s, "# Plan\n\n- talk to Bob\n- write a report\n- stay\n- and more of it\n"},
                   {u"mem_near"_s, "# Plan\n\n- talk to Ada\n- write the report\n- go home\n"},
                   {u"mem_far"_s, "# Plan\n\n- talk to Ada\n- write the report\n- go home early\n"},
                   {u"mem_else"_s, "Coffee with oat milk, no sugar, at nine in the morning.\n"}};
        QCOMPARE(livesOf(write(u"mem_b"_s, u"new.md"_s, Action::Created, u"b"_s, 100)), QStringList{u"mem_near"_s});
        QCOMPARE(m_read, 4); // far away ones are not even read
    }
    void textsThatAreNotToBeHadAreNoReason()
    {
        write(u"mem_a"_s, u"old.md"_s, Action::Created, u"a"_s, 0);
        write(u"mem_a"_s, u"old.md"_s, Action::Deleted, {}, 103);
        m_texts = {{u"mem_b"_s, "a text that is long enough to be like another one\n"}};
        QCOMPARE(livesOf(write(u"mem_b"_s, u"new.md"_s, Action::Created, u"b"_s, 100)), QStringList());
    }
    void anAccidentIsNoLife()
    {
        write(u"mem_far"_s, u"old.md"_s, Action::Created, u"a"_s, 0);
        write(u"mem_far"_s, u"old.md"_s, Action::Deleted, {}, 50); // long before
        write(u"mem_alive"_s, u"twin.md"_s, Action::Created, u"a"_s, 99);
        write(u"mem_other"_s, u"other.md"_s, Action::Created, u"a"_s, 90);
        write(u"mem_other"_s, u"other.md"_s, Action::Updated, u"e"_s, 95); // had this text once, did not end with it
        write(u"mem_other"_s, u"other.md"_s, Action::Deleted, {}, 99);
        QCOMPARE(livesOf(write(u"mem_b"_s, u"new.md"_s, Action::Created, u"a"_s, 100)), QStringList());
    }
};

QTEST_MAIN(TestEarlierLife)
#include "tst_earlierlife.moc"
