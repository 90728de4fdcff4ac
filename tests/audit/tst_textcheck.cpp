// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/textcheck.h"
#include "core/utf8.h"

#include <QTest>

using namespace Qt::StringLiterals;
using audit::Problem;
using audit::TextOutcome;

class TestTextCheck : public QObject
{
    Q_OBJECT

    static core::Version listed(const QByteArray &text)
    {
        core::Version version;
        version.id = {u"memver_1"_s};
        version.entry = {u"mem_1"_s};
        version.path = u"notes.md"_s;
        version.action = core::Action::Updated;
        version.actionWord = u"updated"_s;
        version.size = text.size();
        version.sha256 = core::sha256Hex(text);
        version.createdAt = core::Timestamp::fromMicroseconds(1'700'000'000'000'000);
        return version;
    }

    static core::Version read(const QByteArray &text)
    {
        core::Version version = listed(text);
        version.content = text;
        return version;
    }

    static QList<Problem> problems(const audit::TextCheck &check)
    {
        QList<Problem> found;
        for (const audit::Finding &finding : check.findings)
            found.append(finding.problem);
        return found;
    }

private slots:
    void whatFits()
    {
        QCOMPARE(audit::checkText(listed("a"), read("a")).outcome, TextOutcome::Ok);
        core::Version upper = listed("a");
        upper.sha256 = upper.sha256.toUpper();
        core::Version answer = read("a");
        answer.sha256 = upper.sha256;
        QCOMPARE(audit::checkText(upper, answer).outcome, TextOutcome::Ok);
    }

    void anotherText()
    {
        core::Version answer = read("a");
        answer.content = "b";
        const auto check = audit::checkText(listed("a"), answer);
        QCOMPARE(check.outcome, TextOutcome::Mismatch);
        QCOMPARE(problems(check), QList{Problem::HashDiffers});
        QCOMPARE(check.findings[0].expected, core::sha256Hex("a"));
        QCOMPARE(check.findings[0].found, core::sha256Hex("b"));
        answer.content = "bb";
        QCOMPARE(problems(audit::checkText(listed("a"), answer)), (QList{Problem::HashDiffers, Problem::SizeDiffers}));
    }

    void theHashWasChangedWithTheText()
    {
        // Consistent in itself, but the list says something else.
        const auto check = audit::checkText(listed("a"), read("b"));
        QCOMPARE(check.outcome, TextOutcome::Mismatch);
        QVERIFY(problems(check).contains(Problem::RecordDiffers));
    }

    void onlyTheSize()
    {
        core::Version record = listed("a");
        record.size = 2;
        core::Version answer = read("a");
        answer.size = 2;
        QCOMPARE(problems(audit::checkText(record, answer)), QList{Problem::SizeDiffers});
    }

    void noText()
    {
        core::Version answer = read("a");
        answer.content.reset();
        QCOMPARE(problems(audit::checkText(listed("a"), answer)), QList{Problem::TextMissing});
    }

    void redactedIsNoFinding()
    {
        core::Version answer = read("a");
        answer.content.reset();
        answer.redacted = true;
        auto check = audit::checkText(listed("a"), answer); // between the two readings
        QCOMPARE(check.outcome, TextOutcome::Redacted);
        QVERIFY(check.findings.isEmpty());
        core::Version record = listed("a");
        record.redacted = true;
        answer.sha256.clear(); // some services take it away
        answer.size.reset();
        check = audit::checkText(record, answer);
        QCOMPARE(check.outcome, TextOutcome::Redacted);
        QVERIFY(check.findings.isEmpty());
    }

    void redactedAndStillThere()
    {
        core::Version record = listed("a");
        record.redacted = true;
        const auto check = audit::checkText(record, read("a"));
        QCOMPARE(check.outcome, TextOutcome::Mismatch);
        QCOMPARE(problems(check), QList{Problem::TextOfRedacted});
    }

    void withoutAHash()
    {
        core::Version record = listed("a");
        record.sha256.clear();
        core::Version answer = read("a");
        answer.sha256.clear();
        QCOMPARE(audit::checkText(record, answer).outcome, TextOutcome::WithoutHash);
        record.size = 7;
        answer.size = 7;
        QCOMPARE(problems(audit::checkText(record, answer)), QList{Problem::SizeDiffers});
    }

    void anEntry()
    {
        core::Entry entry;
        entry.id = {u"mem_1"_s};
        entry.sha256 = core::sha256Hex("a");
        entry.size = 1;
        entry.content = "a";
        QCOMPARE(audit::checkText(entry).outcome, TextOutcome::Ok);
        entry.content = "b";
        QCOMPARE(problems(audit::checkText(entry)), QList{Problem::HashDiffers});
        entry.content.reset();
        QCOMPARE(problems(audit::checkText(entry)), QList{Problem::TextMissing});
    }
};

QTEST_GUILESS_MAIN(TestTextCheck)
#include "tst_textcheck.moc"
